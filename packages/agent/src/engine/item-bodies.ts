import { bodyWithText } from '@syncgrant/core';
import { MAILBOX_MODULES, type MailboxItem } from '@syncgrant/microsoft';
import { noteFailure } from './note-failure.ts';
import type { Acting } from './acting.ts';
import { storeRefusal } from './item-refusal.ts';
import type { ItemOperation } from './item-request.ts';

/** The body to write for each operation that changes a meeting's description; `null` when the operation cannot go on. */
export type ItemBodies = ReadonlyMap<ItemOperation, string | null>;

/**
 * A body holds more than the description: how to join an online meeting. So it is read before it is written, and what is
 * not the description's stays.
 */
export async function bodiesToWrite(
  acting: Acting,
  operations: readonly ItemOperation[],
): Promise<ItemBodies> {
  const { deps, gate, mailbox, run, planned } = acting;
  const bodies = new Map<ItemOperation, string | null>();
  if (run.module !== 'meetings') return bodies;
  const described = operations.filter(
    (operation) => operation.kind === 'update' && 'description' in operation.itemChanges,
  );
  const { containerId } = run.configuration;
  const module = MAILBOX_MODULES[run.module];
  const results = await mailbox.batch(
    [run.module],
    described.map((operation) => module.getItem(containerId, itemOf(operation))),
  );
  for (const [index, operation] of described.entries()) {
    const result = results[index];
    bodies.set(operation, null);
    if (result === undefined) continue;
    if (!result.ok) {
      await storeRefusal(acting, operation, result.failure);
      continue;
    }
    const row = module.parseItem(result.body);
    const text = operation.kind === 'update' ? operation.itemChanges['description'] : null;
    const body = bodyWithText(
      typeof text === 'string' ? text : '',
      row.kind === 'present' ? htmlOf(row.item) : '',
    );
    bodies.set(operation, body);
    if (body === null) await noteFailure(deps, gate, run, planned, operation.linkId, 'microsoft', UNTOLD);
  }
  return bodies;
}

const UNTOLD = 'The description holds a link to join the meeting, which a change from here would remove.';

const itemOf = (operation: ItemOperation): string => ('itemId' in operation ? operation.itemId : '');

const htmlOf = (item: MailboxItem): string => ('body' in item ? (item.body?.content ?? '') : '');
