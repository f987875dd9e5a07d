import { withDate, type Bases, type Operation, type SeenItem } from '@syncgrant/core';
import { MAILBOX_MODULES, type GraphFailure, type GraphResult } from '@syncgrant/microsoft';
import { addOutcomes, updateLink } from '@syncgrant/store';
import type { Acting } from './acting.ts';
import { titleOf } from './link-views.ts';
import { stopOf } from './module-run.ts';
import { noteFailure } from './note-failure.ts';
import { occurrenceIn, occurrenceRequest } from './occurrence-search.ts';

type Cancellation = Extract<Operation, { kind: 'cancel_occurrences' }>;

/** Dates of one series in one run; the others are cancelled by the next. */
const MOST_DATES = 20;

/**
 * Cancels what the CRM leaves out of series, one occurrence after the other: each is looked for by its date, deleted, and
 * noted at once. A deletion whose answer was lost is not repeated, because the occurrence is not found again.
 */
export async function cancelOccurrences(acting: Acting, deadline: Date): Promise<void> {
  const { deps, run, planned } = acting;
  for (const operation of planned.plan.operations) {
    if (operation.kind !== 'cancel_occurrences') continue;
    const link = planned.links.get(operation.linkId);
    if (link?.seen?.state !== 'present') continue;
    let state: State = { seen: link.seen.item, bases: operation.agreed };
    for (const date of operation.dates.slice(0, MOST_DATES)) {
      if (run.stop !== null || deps.now() >= deadline) return;
      const next = await cancelOne(acting, operation, state, date);
      if (next === null) break;
      state = next;
    }
  }
}

interface State {
  readonly seen: SeenItem;
  readonly bases: Bases;
}

/** What the link holds once the occurrence is cancelled; null when it could not be. */
async function cancelOne(
  acting: Acting,
  operation: Cancellation,
  { seen, bases }: State,
  date: string,
): Promise<State | null> {
  const itemId = await find(acting, operation, seen, date);
  if (itemId === null) return null;
  const crm = withDate(bases.crm, date);
  // What is not there was cancelled before, as the series will say, or never was: the CRM keeps the date for itself.
  if (itemId === undefined) return note(acting, operation, { seen, bases: { ...bases, crm } }, false);
  const { mailbox, run } = acting;
  const module = MAILBOX_MODULES[run.module];
  const [result] = await mailbox.batch(
    [run.module],
    [module.deleteItem(run.configuration.containerId, itemId)],
  );
  if (result === undefined) return null;
  if (result.ok || result.failure.class === 'transient') run.mailed += operation.traits.attendeeCount;
  if (!result.ok && result.failure.class !== 'missing') return refused(acting, operation, result.failure);
  const values = withDate(seen.values, date);
  const microsoft = withDate(bases.microsoft, date);
  return note(acting, operation, { seen: { ...seen, values }, bases: { crm, microsoft } }, result.ok);
}

/** The id of a date's regular occurrence, undefined if the series has none there; null when that could not be learnt. */
async function find(
  acting: Acting,
  operation: Cancellation,
  series: SeenItem,
  date: string,
): Promise<string | undefined | null> {
  const { mailbox, run } = acting;
  const request = occurrenceRequest(run, operation.itemId, date);
  if (request === null) return null;
  const [result]: readonly GraphResult[] = await mailbox.batch([run.module], [request]);
  if (result === undefined) return null;
  if (!result.ok) return refused(acting, operation, result.failure);
  const found = occurrenceIn(run, result.body, series.values, date);
  return found?.item.traits.series === 'occurrence' ? found.itemId : undefined;
}

async function refused(acting: Acting, operation: Cancellation, failure: GraphFailure): Promise<null> {
  const { deps, gate, run, planned } = acting;
  run.stop = stopOf(failure);
  const message = `Microsoft refused it: ${failure.message}`;
  if (run.stop === null) await noteFailure(deps, gate, run, planned, operation.linkId, 'microsoft', message);
  return null;
}

/** The link is planned again: it may have other changes, and more dates than one run takes. */
async function note(
  { deps, gate, run, planned }: Acting,
  { linkId }: Cancellation,
  state: State,
  tell: boolean,
): Promise<State> {
  await gate.noteOf(run.module, async (tenant) => {
    await updateLink(tenant, linkId, {
      seen: { state: 'present', item: state.seen },
      bases: state.bases,
      touch: true,
      failures: 0,
      nextAttemptAt: null,
      problem: null,
    });
    if (!tell) return;
    const outcome = {
      linkId,
      recordId: planned.links.get(linkId)?.record_id ?? null,
      kind: 'deleted',
      side: 'microsoft',
      reason: 'occurrence',
      message: 'One occurrence was cancelled at Microsoft.',
      title: titleOf(planned.views.get(linkId)),
    } as const;
    await addOutcomes(tenant, run.setup.id, [outcome], deps.now());
  });
  return state;
}
