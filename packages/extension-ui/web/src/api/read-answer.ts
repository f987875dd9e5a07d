import type { Endpoint } from '@syncgrant/contracts';
import type { z } from 'zod';
import { text } from '../text.ts';
import { ApiError, findError, tellsItems } from './api-error.ts';

/** The answer of an endpoint as its contract has it, or the `ApiError` that it is. */
export function readAnswer<Response extends z.ZodType>(
  endpoint: Pick<Endpoint<z.ZodType, z.ZodType, z.ZodType, Response>, 'response'>,
  status: number,
  body: string,
): z.output<Response> {
  const answer = parseJson(body);
  if (tellsItems(answer)) {
    const items = endpoint.response.safeParse(answer);
    if (items.success) return items.data;
  }
  const refusal = findError(answer);
  if (status < 200 || status > 299 || refusal) {
    throw new ApiError(status, refusal ?? { code: 'HTTP_ERROR', message: text.errors.http(status) });
  }
  if (status === 204) {
    throw new ApiError(204, { code: 'NO_CONTENT', message: text.errors.noContent });
  }
  const parsed = endpoint.response.safeParse(answer);
  if (!parsed.success) {
    const error = { code: 'UNEXPECTED_ANSWER', message: text.errors.unexpected };
    throw new ApiError(status, error, { cause: parsed.error });
  }
  return parsed.data;
}

/** Undefined where the body is empty or no JSON: a proxy's error page, for one. */
function parseJson(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}
