import { deleteUser, listAudit, listProfiles, listUsers } from '@syncgrant/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { useCall } from '../api/call-context.ts';
import type { Call } from '../api/call.ts';

/** How many records are with their new owner, and how many are not. */
export interface Transferred {
  readonly moved: number;
  readonly left: number;
}

const stepSchema = z.object({
  transferred: z.number(),
  more_records: z.boolean(),
  records_left: z.number(),
});

/**
 * Deletes a user and gives their records to `heirId`, request by request until none is left. Each request leaves fewer, and one
 * that moves none ends it. A user who is deleted already is only relieved of records.
 */
export async function removeUser(
  call: Call,
  { id, heirId }: { readonly id: string; readonly heirId: string | null },
  onStep: (transferred: Transferred) => void,
): Promise<Transferred> {
  let moved = 0;
  for (;;) {
    const query = heirId === null ? {} : { transfer_to_id: heirId };
    const { users } = await call(deleteUser, { params: { id }, query });
    const step = stepSchema.parse(users[0]?.details);
    moved += step.transferred;
    const transferred = { moved, left: step.records_left };
    onStep(transferred);
    if (!step.more_records || step.transferred === 0) return transferred;
  }
}

/** The deletion of a user as a dialog shows it: how far it is, and what became of it. */
export function useUserDeletion(onDone: (transferred: Transferred) => void) {
  const call = useCall();
  const client = useQueryClient();
  const [progress, setProgress] = useState<Transferred | null>(null);
  const mutation = useMutation({
    mutationFn: (asked: { readonly id: string; readonly heirId: string | null }) =>
      removeUser(call, asked, setProgress),
    onSuccess: onDone,
    onSettled: () =>
      Promise.all(
        [listUsers, listProfiles, listAudit].map(({ id }) => client.invalidateQueries({ queryKey: [id] })),
      ),
  });
  return { remove: mutation.mutate, busy: mutation.isPending, error: mutation.error, progress };
}
