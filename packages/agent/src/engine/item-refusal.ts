import { ITEM_MAPPING, retryDelayMs } from '@syncgrant/core';
import { MAILBOX_MODULES, type GraphFailure } from '@syncgrant/microsoft';
import { deleteLink, updateLink } from '@syncgrant/store';
import type { Acting } from './acting.ts';
import { containerIsThere } from './container-check.ts';
import { fatesOf, storeMoved } from './gone-items.ts';
import type { ItemOperation } from './item-request.ts';
import { stopOf } from './module-run.ts';
import { noteFailure } from './note-failure.ts';
import { readContext } from './read-context.ts';
import { deletedSeen } from './store-seen.ts';

/** A refusal that concerns the item alone makes it wait; any other stops the module's part of the run. */
export async function storeRefusal(
  acting: Acting,
  operation: ItemOperation,
  failure: GraphFailure,
): Promise<void> {
  const { deps, gate, mailbox, run, planned } = acting;
  const { linkId } = operation;
  const stop = stopOf(failure);
  if (stop !== null) {
    run.stop = stop;
    /* Refused before it was worked on: it did not happen. Anything else may have, so the intent stays. */
    if (operation.kind === 'create_item' && failure.status === 429) {
      await gate.note((tenant) => updateLink(tenant, linkId, { intentAt: null }));
    }
    return;
  }
  if (failure.class === 'missing' && operation.kind !== 'create_item') {
    await confirmMissing(acting, operation);
    return;
  }
  if (failure.class === 'conflict' && operation.kind === 'update') {
    await readAgain(acting, operation);
    return;
  }
  if (failure.class === 'missing' && !(await containerIsThere(mailbox, run))) {
    await gate.note((tenant) => updateLink(tenant, linkId, { intentAt: null }));
    return;
  }
  await noteFailure(
    deps,
    gate,
    run,
    planned,
    linkId,
    'microsoft',
    `Microsoft refused it: ${failure.message}`,
  );
}

/**
 * A write says that its item is not there. Only what cannot be read either is gone: a refusal that is wrong for a moment
 * must neither forget the item nor create it again.
 */
async function confirmMissing(
  { deps, gate, mailbox, run, planned }: Acting,
  operation: Exclude<ItemOperation, { kind: 'create_item' }>,
): Promise<void> {
  const { linkId, itemId } = operation;
  const link = planned.links.get(linkId);
  const module = MAILBOX_MODULES[run.module];
  const [read] = await mailbox.batch([run.module], [module.getItem(run.configuration.containerId, itemId)]);
  if (link === undefined || read === undefined) return;
  if (read.ok) {
    await noteFailure(
      deps,
      gate,
      run,
      planned,
      linkId,
      'microsoft',
      'Microsoft did not find it, and has it.',
    );
  } else if (read.failure.class !== 'missing') {
    run.stop = stopOf(read.failure);
  } else {
    const fates = await fatesOf(mailbox, run, [link]);
    const fate = fates?.get(linkId);
    if (fate === undefined) return; // The run has stopped.
    const seen = deletedSeen(link, deps.now());
    await gate.noteOf(run.module, async (tenant) => {
      if (fate.kind === 'moved') await storeMoved(deps, tenant, run, link, fate);
      else if (operation.kind === 'delete_item') await deleteLink(tenant, linkId);
      else await updateLink(tenant, linkId, { seen, touch: true });
    });
  }
}

/** Conflicts of an item in a row that are merged at once; from then on it waits longer each time. */
const CONFLICTS_AT_ONCE = 3;

/**
 * It changed since we read it: what it is now is stored, and the next plan merges anew. An item whose condition
 * Microsoft never takes must not be tried in a circle.
 */
async function readAgain(
  { deps, gate, mailbox, run, planned }: Acting,
  operation: Extract<ItemOperation, { kind: 'update' }>,
): Promise<void> {
  const module = MAILBOX_MODULES[run.module];
  const failures = (planned.links.get(operation.linkId)?.failures ?? 0) + 1;
  const waits = failures >= CONFLICTS_AT_ONCE;
  const delayMs = retryDelayMs(failures - CONFLICTS_AT_ONCE + 1, null, deps.random());
  const again = {
    touch: true,
    failures,
    nextAttemptAt: waits ? new Date(deps.now().getTime() + delayMs) : null,
    problem: 'It keeps changing at Microsoft.',
  };
  await gate.noteOf(run.module, (tenant) => updateLink(tenant, operation.linkId, again));
  const [result] = await mailbox.batch(
    [run.module],
    [module.getItem(run.configuration.containerId, operation.itemId)],
  );
  if (result === undefined || !result.ok) return; // The delta will tell what it is now.
  const row = module.parseItem(result.body);
  if (row.kind !== 'present') return;
  const item = ITEM_MAPPING[run.module].fromItem(row.item, readContext(run));
  await gate.noteOf(run.module, (tenant) =>
    updateLink(tenant, operation.linkId, { seen: { state: 'present', item } }),
  );
}
