import { peopleMailed } from '@syncgrant/core';
import type { GraphRequest, GraphResult } from '@syncgrant/microsoft';
import { updateLink } from '@syncgrant/store';
import { done, keepLosers, madeNow } from './act-crm.ts';
import type { Acting } from './acting.ts';
import { batchesOf } from './batches.ts';
import { cancelOccurrences } from './cancel-occurrences.ts';
import { findOccurrences } from './find-occurrences.ts';
import { GateClosed } from './gate.ts';
import { bodiesToWrite } from './item-bodies.ts';
import { concernsItem, requestOf, type ItemOperation } from './item-request.ts';
import { storeResult } from './item-result.ts';
import { sendAnswers } from './send-answers.ts';

/**
 * Carries out what concerns the mailbox, in batches of one request for each item, one batch in flight. Creates are
 * announced in their links before they are sent, so that a lost answer is looked for and never simply repeated. Each
 * result is stored in its link at once.
 */
export async function actOnMicrosoft(acting: Acting, deadline: Date): Promise<void> {
  const { deps, run, planned } = acting;
  await findOccurrences(acting);
  const operations = planned.plan.operations
    .filter(concernsItem)
    .filter(({ linkId }) => !planned.stale.has(linkId));
  const batches = batchesOf(operations, ({ linkId }) => {
    const link = planned.links.get(linkId);
    return link?.series_item_id ?? link?.item_id ?? null;
  });
  for (const [number, together] of batches.entries()) {
    if (run.stop !== null || (number > 0 && deps.now() >= deadline)) return;
    const batch: Addressed[] = [];
    const bodies = await bodiesToWrite(acting, together);
    for (const operation of together) {
      const body = bodies.get(operation);
      if (body === null) continue;
      const request = requestOf(acting, operation, body);
      if (request === null) await storeNothingToWrite(acting, operation);
      else batch.push({ operation, request });
    }
    await announce(acting, batch);
    const results = await send(acting, batch);
    for (const [index, { operation }] of batch.entries()) {
      const result = results[index];
      if (result === undefined) continue;
      run.mailed += mailedBy(acting, operation, result);
      await storeResult(acting, operation, result);
    }
  }
  await cancelOccurrences(acting, deadline);
  await sendAnswers(acting, deadline);
}

interface Addressed {
  readonly operation: ItemOperation;
  readonly request: GraphRequest;
}

/** People who were written to, as far as the brake on mail counts them: confirmed deletions have a yes of their own. */
function mailedBy({ run: { setup } }: Acting, operation: ItemOperation, result: GraphResult): number {
  const isDone = result.ok || result.failure.class === 'transient'; // Nobody knows whether that was done.
  const isConfirmed = operation.kind === 'delete_item' && setup.confirmed_deletions > 0;
  return isDone && !isConfirmed ? peopleMailed(operation) : 0;
}

/**
 * A gate that was closed from the start means that nothing of the batch was sent, so its creates are no longer announced.
 * One that closed before a part of it was sent again leaves what was done unknown.
 */
async function send(
  { gate, mailbox, run }: Acting,
  batch: readonly Addressed[],
): Promise<readonly GraphResult[]> {
  const before = mailbox.requests;
  try {
    return await mailbox.batch(
      [run.module],
      batch.map(({ request }) => request),
    );
  } catch (error) {
    if (error instanceof GateClosed && mailbox.requests === before) {
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
async function storeNothingToWrite({ gate, run, planned }: Acting, operation: ItemOperation): Promise<void> {
  if (operation.kind !== 'update') return;
  const bases = planned.carried.get(operation.linkId) ?? operation.agreed;
  await gate.noteOf(run.module, (tenant) => done(tenant, planned, operation.linkId, madeNow(run, bases)));
}

/** Before anything is sent: creates are noted, and values that are about to be overwritten are kept. */
async function announce(acting: Acting, batch: readonly Addressed[]): Promise<void> {
  const { deps, gate, run, planned } = acting;
  const news = batch.filter(
    ({ operation }) =>
      operation.kind === 'create_item' || (operation.kind === 'update' && operation.conflicts.length > 0),
  );
  if (news.length === 0) return;
  await gate.noteOf(run.module, async (tenant) => {
    for (const { operation } of news) {
      if (operation.kind === 'create_item') {
        await updateLink(tenant, operation.linkId, {
          intentAt: deps.now(),
          containerId: run.configuration.containerId,
          ...(isNew(acting, operation) && madeNow(run, operation.agreed)),
        });
      } else if (operation.kind === 'update' && Object.keys(operation.recordChanges).length === 0) {
        await keepLosers(deps, tenant, run, planned, operation);
      }
    }
  });
}

/**
 * One whose answer is lost begins with what was sent: what either side changes until it is found must flow, and if its
 * record is deleted meanwhile it is known to be no more than that record's copy. One that is made again keeps its bases,
 * which say that its record was edited.
 */
const isNew = ({ planned }: Acting, { linkId }: ItemOperation): boolean =>
  planned.links.get(linkId)?.item_id === null;
