import type { Endpoint } from '@syncgrant/contracts';
import type { z } from 'zod';
import { text } from '../text.ts';
import { ApiError } from './api-error.ts';
import { addressOf } from './call.ts';
import { readAnswer } from './read-answer.ts';

/**
 * Sends a form with files as the endpoint's contract says, and tells how much of it has left. `fetch` cannot tell that, so
 * this is an `XMLHttpRequest`. Fails with an `ApiError`, like a call.
 */
export async function sendForm<Params extends z.ZodType, Response extends z.ZodType>(
  endpoint: Endpoint<Params, z.ZodType, z.ZodType, Response>,
  input: { readonly params: z.input<Params>; readonly form: FormData },
  { csrfToken, onProgress }: { readonly csrfToken: string; readonly onProgress: (share: number) => void },
): Promise<z.output<Response>> {
  const request = new XMLHttpRequest();
  request.open(endpoint.method, addressOf(endpoint.path, input.params, {}));
  request.setRequestHeader('accept', 'application/json');
  request.setRequestHeader('x-csrf-token', csrfToken);
  request.upload.addEventListener('progress', ({ loaded, total }) =>
    onProgress(total === 0 ? 0 : loaded / total),
  );
  await new Promise<void>((resolve, reject) => {
    request.addEventListener('load', () => resolve());
    request.addEventListener('error', () =>
      reject(new ApiError(0, { code: 'UNREACHABLE', message: text.errors.unreachable })),
    );
    request.send(input.form);
  });
  return readAnswer(endpoint, request.status, request.responseText);
}
