import { isShifted, ITEM_MAPPING, settled } from '@syncgrant/core';
import { MAILBOX_MODULES, type GraphResult } from '@syncgrant/microsoft';
import {
  addOutcomes,
  deleteLink,
  leaveFormerSeries,
  nameMeeting,
  updateLink,
  type Tenant,
} from '@syncgrant/store';
import { done, madeNow, reasonOfDeletion } from './act-crm.ts';
import type { Acting } from './acting.ts';
import { storeRefusal } from './item-refusal.ts';
import type { ItemOperation } from './item-request.ts';
import { titleOf } from './link-views.ts';
import { readContext } from './read-context.ts';

/** Stores at once in the link what became of an operation. */
export async function storeResult(
  acting: Acting,
  operation: ItemOperation,
  result: GraphResult,
): Promise<void> {
  if (result.ok) {
    const { gate, run } = acting;
    await gate.noteOf(run.module, (tenant) => storeSuccess(acting, tenant, operation, result.body));
  } else await storeRefusal(acting, operation, result.failure);
}

async function storeSuccess(
  { deps, run, planned }: Acting,
  tenant: Tenant,
  operation: ItemOperation,
  body: unknown,
): Promise<void> {
  const link = planned.links.get(operation.linkId);
  const view = planned.views.get(operation.linkId);
  if (link === undefined || view === undefined) return;
  if (operation.kind === 'delete_item') {
    await deleteLink(tenant, link.id);
  } else {
    const row = MAILBOX_MODULES[run.module].parseItem(body);
    if (row.kind === 'present') {
      const before = link.seen?.state === 'present' ? link.seen.item.values : null;
      const item = ITEM_MAPPING[run.module].fromItem(row.item, { ...readContext(run), before });
      const changes = operation.kind === 'create_item' ? operation.values : operation.itemChanges;
      const agreed = planned.carried.get(link.id) ?? operation.agreed;
      await dropTwinHalf(tenant, run.setup.id, link.id, row.itemId);
      if (operation.kind === 'create_item' && run.module === 'meetings' && item.traits.iCalUId !== null)
        await nameMeeting(tenant, item.traits.iCalUId, operation.recordId);
      if (operation.kind === 'create_item' && link.item_id !== null)
        await leaveFormerSeries(tenant, run.setup.id, link.item_id);
      await updateLink(tenant, link.id, {
        itemId: row.itemId,
        seen: { state: 'present', item },
        intentAt: null,
        ...(operation.kind === 'create_item' && { isCopy: true, seenGeneration: 0 }),
        touch: operation.unfinished === true || isShifted(agreed, changes, item.values),
      });
      await done(tenant, planned, link.id, {
        ...(view.record !== null &&
          operation.kind === 'create_item' && { recordVersion: view.record.version }),
        ...madeNow(run, settled(agreed, 'microsoft', changes, item.values)),
      });
    } else {
      /* Done, but not to be read: the next delta tells what it is now. A create stays announced until it is found. */
      await updateLink(tenant, link.id, { touch: true });
    }
  }
  const text = { create_item: 'Created', update: 'Updated', delete_item: 'Deleted' } as const;
  const kind = { create_item: 'created', update: 'updated', delete_item: 'deleted' } as const;
  await addOutcomes(
    tenant,
    run.setup.id,
    [
      {
        linkId: link.id,
        recordId: link.record_id,
        kind: kind[operation.kind],
        side: 'microsoft',
        reason: operation.kind === 'delete_item' ? reasonOfDeletion(view) : null,
        message: `${text[operation.kind]} at Microsoft.`,
        title: titleOf(view),
      },
    ],
    deps.now(),
  );
}

/** A delta may have reported the item before we knew it was ours: its half link makes room. */
async function dropTwinHalf(tenant: Tenant, setupId: string, linkId: string, itemId: string): Promise<void> {
  await tenant
    .delete('link')
    .where('setup_id', '=', setupId)
    .where('item_id', '=', itemId)
    .where('id', '<>', linkId)
    .where('record_id', 'is', null)
    .execute();
}
