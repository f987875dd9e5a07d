import { BATCH_SIZE } from './mailbox.ts';

/**
 * In batches, and never two of one series in the same: Microsoft works on a batch's requests in any order and side by
 * side, and an occurrence is kept within its series. `itemOf` names the item that is written to; nothing is one by itself.
 */
export function batchesOf<T>(
  operations: readonly T[],
  itemOf: (operation: T) => string | null,
): readonly (readonly T[])[] {
  const batches: T[][] = [];
  const nextOf = new Map<string, number>();
  let firstWithRoom = 0;
  for (const operation of operations) {
    const item = itemOf(operation);
    let at = Math.max(firstWithRoom, item === null ? 0 : (nextOf.get(item) ?? 0));
    while ((batches[at]?.length ?? 0) >= BATCH_SIZE) at += 1;
    (batches[at] ??= []).push(operation);
    if (item !== null) nextOf.set(item, at + 1);
    while ((batches[firstWithRoom]?.length ?? 0) >= BATCH_SIZE) firstWithRoom += 1;
  }
  return batches;
}
