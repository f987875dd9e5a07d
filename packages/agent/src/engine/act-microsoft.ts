import {
  isShifted,
  ITEM_MAPPING,
  peopleMailed,
  retryDelayMs,
  settled,
  type Operation,
} from '@syncgrant/core';
import {
  MAILBOX_MODULES,
  type GraphFailure,
  type GraphRequest,
  type GraphResult,
} from '@syncgrant/microsoft';
import { addOutcomes, deleteLink, updateLink, type Tenant } from '@syncgrant/store';
import { done, keepLosers, noteFailure } from './act-crm.ts';
import type { EngineDeps } from './engine-deps.ts';
import { GateClosed, type Gate } from './gate.ts';
import { titleOf } from './link-views.ts';
import { BATCH_SIZE, type Mailbox } from './mailbox.ts';
import { stopOf, type ModuleRun } from './module-run.ts';
import { deletedSeen } from './observe-microsoft.ts';
import type { PlannedSetup } from './plan-setup.ts';

type ItemOperation = Extract<Operation, { kind: 'create_item' | 'update' | 'delete_item' }>;

const concernsItem = (operation: Operation): operation is ItemOperation =>
  operation.kind === 'create_item' ||
  operation.kind === 'delete_item' ||
  (operation.kind === 'update' && Object.keys(operation.itemChanges).length > 0);

/**
 * Carries out what concerns the mailbox, in batches of one request for each item, one batch in flight. Creates are
 * announced in their links before they are sent, so that a lost answer is looked for and never simply repeated. Each
 * result is stored in its link at once.
 */
export async function actOnMicrosoft(
  deps: EngineDeps,
  gate: Gate,
  mailbox: Mailbox,
  run: ModuleRun,
  planned: PlannedSetup,
  deadline: Date,
): Promise<void> {
  const operations = planned.plan.operations
    .filter(concernsItem)
    .filter(({ linkId }) => !planned.stale.has(linkId));
  for (let start = 0; start < operations.length; start += BATCH_SIZE) {
    if (run.stop !== null || (start > 0 && deps.now() >= deadline)) return;
    const batch: Addressed[] = [];
    for (const operation of operations.slice(start, start + BATCH_SIZE)) {
      const request = requestOf(run, planned, operation);
      if (request === null) await storeNothingToWrite(gate, planned, operation);
      else batch.push({ operation, request });
    }
    await announce(deps, gate, run, planned, batch);
    const results = await send(gate, mailbox, run, batch);
    for (const [index, { operation }] of batch.entries()) {
      const result = results[index];
      if (result === undefined) continue;
      run.mailed += mailedBy(run, operation, result);
      await settle(deps, gate, mailbox, run, planned, operation, result);
    }
  }
}

interface Addressed {
  readonly operation: ItemOperation;
  readonly request: GraphRequest;
}

/** People who were written to, as far as the brake on mail counts them: confirmed deletions have a yes of their own. */
function mailedBy({ setup }: ModuleRun, operation: ItemOperation, result: GraphResult): number {
  const isDone = result.ok || result.failure.class === 'transient'; // Nobody knows whether that was done.
  const isConfirmed = operation.kind === 'delete_item' && setup.confirmed_deletions > 0;
  return isDone && !isConfirmed ? peopleMailed(operation) : 0;
}

/** A closed gate means that nothing of the batch was sent, so its creates are no longer announced. */
async function send(
  gate: Gate,
  mailbox: Mailbox,
  run: ModuleRun,
  batch: readonly Addressed[],
): Promise<readonly GraphResult[]> {
  try {
    return await mailbox.batch(
      [run.module],
      batch.map(({ request }) => request),
    );
  } catch (error) {
    if (error instanceof GateClosed) {
      await gate.note(async (tenant) => {
        for (const { operation } of batch) {
          if (operation.kind === 'create_item')
            await updateLink(tenant, operation.linkId, { intentAt: null });
        }
      });
    }
    throw error;
  }
}

/** The change has no counterpart in what Graph takes: the link learns it, so that it is not planned for ever. */
async function storeNothingToWrite(
  gate: Gate,
  planned: PlannedSetup,
  operation: ItemOperation,
): Promise<void> {
  if (operation.kind !== 'update') return;
  const bases = planned.carried.get(operation.linkId) ?? operation.agreed;
  const touched = planned.links.get(operation.linkId)?.touched;
  await gate.note((tenant) => done(tenant, operation.linkId, touched, { bases }));
}

function requestOf(run: ModuleRun, planned: PlannedSetup, operation: ItemOperation): GraphRequest | null {
  const module = MAILBOX_MODULES[run.module];
  const mapping = ITEM_MAPPING[run.module];
  const { containerId } = run.configuration;
  const link = planned.links.get(operation.linkId);
  if (link === undefined) return null;
  switch (operation.kind) {
    case 'create_item': {
      const body = mapping.toItem(operation.values, null, { timeZone: run.timeZone, traits: null });
      return module.createItem(containerId, body, link.correlation_id);
    }
    case 'update': {
      const seen = link.seen?.state === 'present' ? link.seen.item : null;
      const context = { timeZone: run.timeZone, traits: operation.traits };
      const body = mapping.toItem(operation.itemChanges, seen?.values ?? null, context);
      if (Object.keys(body).length === 0) return null;
      return module.updateItem(containerId, operation.itemId, body, seen?.etag ?? null);
    }
    case 'delete_item':
      return module.deleteItem(containerId, operation.itemId);
  }
}

/** Before anything is sent: creates are noted, and values that are about to be overwritten are kept. */
async function announce(
  deps: EngineDeps,
  gate: Gate,
  run: ModuleRun,
  planned: PlannedSetup,
  batch: readonly Addressed[],
): Promise<void> {
  const news = batch.filter(
    ({ operation }) =>
      operation.kind === 'create_item' || (operation.kind === 'update' && operation.conflicts.length > 0),
  );
  if (news.length === 0) return;
  await gate.note(async (tenant) => {
    for (const { operation } of news) {
      if (operation.kind === 'create_item') {
        await updateLink(tenant, operation.linkId, {
          intentAt: deps.now(),
          containerId: run.configuration.containerId,
          ...(isNewMeeting(run, planned, operation) && { bases: operation.agreed }),
        });
      } else if (operation.kind === 'update' && Object.keys(operation.recordChanges).length === 0) {
        await keepLosers(deps, tenant, run, planned, operation);
      }
    }
  });
}

/**
 * A meeting that is found again begins with what each side holds, lest it mail anybody. One whose answer was lost began
 * with what was sent: what either side changed since must flow.
 */
const isNewMeeting = (run: ModuleRun, planned: PlannedSetup, { linkId }: ItemOperation): boolean =>
  run.module === 'meetings' && planned.links.get(linkId)?.item_id === null;

async function settle(
  deps: EngineDeps,
  gate: Gate,
  mailbox: Mailbox,
  run: ModuleRun,
  planned: PlannedSetup,
  operation: ItemOperation,
  result: GraphResult,
): Promise<void> {
  if (result.ok)
    await gate.note((tenant) => storeSuccess(deps, tenant, run, planned, operation, result.body));
  else await storeFailure(deps, gate, mailbox, run, planned, operation, result.failure);
}

async function storeSuccess(
  deps: EngineDeps,
  tenant: Tenant,
  run: ModuleRun,
  planned: PlannedSetup,
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
      const item = ITEM_MAPPING[run.module].fromItem(row.item, { timeZone: run.timeZone });
      const changes = operation.kind === 'create_item' ? operation.values : operation.itemChanges;
      const agreed = planned.carried.get(link.id) ?? operation.agreed;
      await dropTwinHalf(tenant, run.setup.id, link.id, row.itemId);
      await updateLink(tenant, link.id, {
        itemId: row.itemId,
        seen: { state: 'present', item },
        intentAt: null,
        touch: isShifted(agreed, changes, item.values),
      });
      await done(tenant, link.id, link.touched, {
        ...(view.record !== null &&
          operation.kind === 'create_item' && { recordVersion: view.record.version }),
        bases: settled(agreed, 'microsoft', changes, item.values),
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
        reason: null,
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

async function storeFailure(
  deps: EngineDeps,
  gate: Gate,
  mailbox: Mailbox,
  run: ModuleRun,
  planned: PlannedSetup,
  operation: ItemOperation,
  failure: GraphFailure,
): Promise<void> {
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
    await confirmMissing(deps, gate, mailbox, run, planned, operation);
    return;
  }
  if (failure.class === 'conflict' && operation.kind === 'update') {
    await readAgain(deps, gate, mailbox, run, planned, operation);
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
  deps: EngineDeps,
  gate: Gate,
  mailbox: Mailbox,
  run: ModuleRun,
  planned: PlannedSetup,
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
  } else if (operation.kind === 'delete_item') {
    await gate.note((tenant) => deleteLink(tenant, linkId));
  } else {
    const seen = deletedSeen(link, deps.now());
    await gate.note((tenant) => updateLink(tenant, linkId, { seen, touch: true }));
  }
}

/** Conflicts of an item in a row that are merged at once; from then on it waits longer each time. */
const CONFLICTS_AT_ONCE = 3;

/**
 * It changed since we read it: what it is now is stored, and the next plan merges anew. An item whose condition
 * Microsoft never takes must not be tried in a circle.
 */
async function readAgain(
  deps: EngineDeps,
  gate: Gate,
  mailbox: Mailbox,
  run: ModuleRun,
  planned: PlannedSetup,
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
  await gate.note((tenant) => updateLink(tenant, operation.linkId, again));
  const [result] = await mailbox.batch(
    [run.module],
    [module.getItem(run.configuration.containerId, operation.itemId)],
  );
  if (result === undefined || !result.ok) return; // The delta will tell what it is now.
  const row = module.parseItem(result.body);
  if (row.kind !== 'present') return;
  const item = ITEM_MAPPING[run.module].fromItem(row.item, { timeZone: run.timeZone });
  await gate.note((tenant) => updateLink(tenant, operation.linkId, { seen: { state: 'present', item } }));
}
