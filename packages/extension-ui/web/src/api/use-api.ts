import {
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type InfiniteData,
  type QueryKey,
} from '@tanstack/react-query';
import type { Endpoint } from '@syncgrant/contracts';
import type { z } from 'zod';
import { showFailure } from '../shell/notify.ts';
import { useCall } from './call-context.ts';
import type { Input } from './call.ts';

type AnyInput = Input<z.ZodType, z.ZodType, z.ZodType>;

/** Queries are named by their endpoint and what was asked; live events and changes find them by these parts. */
export function queryKeyOf(endpoint: Pick<Endpoint, 'id'>, input: AnyInput = {}): QueryKey {
  return [endpoint.id, input.params ?? {}, input.query ?? {}];
}

/** Reads an endpoint and keeps the answer fresh. */
export function useApi<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, R>,
  input: Input<P, Q, B>,
  options: {
    readonly enabled?: boolean;
    /** How soon to ask again, by what was last read; false leaves it to live events. */
    readonly pollMs?: (answer: z.output<R> | undefined) => number | false;
  } = {},
) {
  const call = useCall();
  return useQuery<z.output<R>>({
    queryKey: queryKeyOf(endpoint, input),
    queryFn: ({ signal }) => call(endpoint, input, signal),
    enabled: options.enabled ?? true,
    refetchInterval: (query) => options.pollMs?.(query.state.data) ?? false,
  });
}

/** Reads an endpoint page by page; `next` finds the following page's input in the last answer. */
export function useApiPages<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
>(
  endpoint: Endpoint<P, Q, B, R>,
  first: Input<P, Q, B>,
  next: (answer: z.output<R>) => Input<P, Q, B> | undefined,
  options: { readonly enabled?: boolean } = {},
) {
  const call = useCall();
  return useInfiniteQuery<z.output<R>, Error, InfiniteData<z.output<R>>, QueryKey, Page<Input<P, Q, B>>>({
    queryKey: [...queryKeyOf(endpoint, first), 'pages'],
    queryFn: ({ pageParam, signal }) => call(endpoint, pageParam.input, signal),
    initialPageParam: { input: first },
    getNextPageParam: (answer) => {
      const input = next(answer);
      return input && { input };
    },
    enabled: options.enabled ?? true,
  });
}

interface Page<PageInput> {
  readonly input: PageInput;
}

/**
 * Changes something through an endpoint, then reads `refreshes` again. A refusal is shown with the server's
 * sentence unless the caller shows it itself.
 */
export function useChange<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, R>,
  options: {
    readonly refreshes: readonly Pick<Endpoint, 'id'>[];
    readonly onSuccess?: (answer: z.output<R>) => void;
    readonly onError?: (error: Error) => void;
  },
) {
  const call = useCall();
  const client = useQueryClient();
  return useMutation<z.output<R>, Error, Input<P, Q, B>>({
    mutationFn: (input) => call(endpoint, input),
    onSuccess: options.onSuccess ?? (() => undefined),
    onError: options.onError ?? showFailure,
    onSettled: () =>
      Promise.all(options.refreshes.map(({ id }) => client.invalidateQueries({ queryKey: [id] }))),
  });
}
