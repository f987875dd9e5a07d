import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Endpoint } from '@syncgrant/contracts';
import { useState } from 'react';
import type { z } from 'zod';
import { useSession } from '../session/session-context.ts';
import { showFailure } from '../shell/notify.ts';
import { sendForm } from './send-form.ts';

/** Sends forms with files through an endpoint, then reads `refreshes` again; `progress` is the share that has left. */
export function useFormUpload<Params extends z.ZodType, Response extends z.ZodType>(
  endpoint: Endpoint<Params, z.ZodType, z.ZodType, Response>,
  options: {
    readonly refreshes: readonly Pick<Endpoint, 'id'>[];
    readonly onSuccess: (answer: z.output<Response>) => void;
  },
) {
  const { csrfToken } = useSession();
  const client = useQueryClient();
  const [progress, setProgress] = useState(0);
  const upload = useMutation<
    z.output<Response>,
    Error,
    { readonly params: z.input<Params>; readonly form: FormData }
  >({
    mutationFn: (input) => {
      setProgress(0);
      return sendForm(endpoint, input, { csrfToken, onProgress: setProgress });
    },
    onSuccess: options.onSuccess,
    onError: showFailure,
    onSettled: () =>
      Promise.all(options.refreshes.map(({ id }) => client.invalidateQueries({ queryKey: [id] }))),
  });
  return { ...upload, progress };
}
