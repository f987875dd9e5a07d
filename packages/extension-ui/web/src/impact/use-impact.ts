import type { Endpoint, Impact } from '@syncgrant/contracts';
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { useCall } from '../api/call-context.ts';
import type { Input } from '../api/call.ts';

/** What a change would do that is being chosen; asked again for each choice, and never taken from before. */
export function useImpact<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, z.ZodType<Impact>>,
  input: Input<P, Q, B>,
  { enabled }: { readonly enabled: boolean },
) {
  const call = useCall();
  return useQuery<Impact>({
    queryKey: [endpoint.id, input],
    queryFn: ({ signal }) => call(endpoint, input, signal),
    enabled,
    staleTime: 0,
    gcTime: 0,
  });
}
