import { OUTCOME_TEXT, type Operation, type SeenItem } from '@syncgrant/core';
import type { GraphRequest } from '@syncgrant/microsoft';
import {
  addOutcomes,
  deleteLink,
  linksByItem,
  nameMeeting,
  occurrenceLinks,
  readCursor,
  touchSeries,
  updateLink,
  type LinkRow,
  type Tenant,
} from '@syncgrant/store';
import { madeNow } from './act-crm.ts';
import type { Acting } from './acting.ts';
import { titleOf } from './link-views.ts';
import { BATCH_SIZE } from './mailbox.ts';
import { stopOf } from './module-run.ts';
import { noteFailure } from './note-failure.ts';
import { occurrenceIn, occurrenceRequest } from './occurrence-search.ts';

type Search = Extract<Operation, { kind: 'find_occurrence' }>;

/**
 * Looks for the occurrences in whose place the CRM has put records of their own. What is found becomes the link's item, with
 * what both sides held of it before; the next plan writes what differs. This only reads, so it may be broken off and repeated.
 */
export async function findOccurrences(acting: Acting): Promise<void> {
  const { mailbox, run, planned } = acting;
  const searches = planned.plan.operations.flatMap((operation): Addressed[] => {
    if (operation.kind !== 'find_occurrence') return [];
    const { seriesItemId, date } = operation.occurrence;
    const request = occurrenceRequest(run, seriesItemId, date);
    return request === null ? [] : [{ operation, request }];
  });
  for (let start = 0; start < searches.length && run.stop === null; start += BATCH_SIZE) {
    const together = searches.slice(start, start + BATCH_SIZE);
    const results = await mailbox.batch(
      [run.module],
      together.map(({ request }) => request),
    );
    for (const [index, { operation }] of together.entries()) {
      const result = results[index];
      if (result === undefined) continue;
      if (result.ok) await store(acting, operation, result.body);
      else {
        run.stop = stopOf(result.failure);
        const message = `Microsoft refused it: ${result.failure.message}`;
        if (run.stop === null)
          await noteFailure(acting.deps, acting.gate, run, planned, operation.linkId, 'microsoft', message);
      }
    }
  }
}

interface Addressed {
  readonly operation: Search;
  readonly request: GraphRequest;
}

async function store({ deps, gate, run, planned }: Acting, search: Search, body: unknown): Promise<void> {
  const { linkId, recordId, occurrence } = search;
  const link = planned.links.get(linkId);
  if (link === undefined) return;
  await gate.noteOf(run.module, async (tenant) => {
    const [series] = await linksByItem(tenant, run.setup.id, [occurrence.seriesItemId]);
    if (series?.seen?.state !== 'present') return;
    const found = occurrenceIn(run, body, series.seen.item.values, occurrence.date);
    if (found === undefined || !(await makeRoom(tenant, link, found.itemId, found.item))) {
      await updateLink(tenant, linkId, { planned: link.touched, heldReason: 'no_occurrence' });
      if (link.held_reason === 'no_occurrence') return;
      const reason = 'no_occurrence';
      const title = titleOf(planned.views.get(linkId));
      const told = { linkId, recordId, kind: 'held', side: null, reason, title } as const;
      await addOutcomes(tenant, run.setup.id, [{ ...told, message: OUTCOME_TEXT[reason] }], deps.now());
      return;
    }
    const { containerId } = run.configuration;
    const cursor = await readCursor(tenant, run.setup.id, containerId);
    const { iCalUId } = found.item.traits;
    // Those who are invited have the same occurrence: in their mailboxes it is this record.
    if (iCalUId !== null) await nameMeeting(tenant, iCalUId, recordId);
    await updateLink(tenant, linkId, {
      itemId: found.itemId,
      containerId,
      seen: { state: 'present', item: found.item },
      seenGeneration: cursor?.generation ?? 1,
      ...(occurrence.bases !== null && madeNow(run, occurrence.bases)),
      heldReason: null,
      failures: 0,
      nextAttemptAt: null,
      problem: null,
      touch: true,
    });
    await touchSeries(tenant, run.setup.id, [{ ...link, series_item_id: occurrence.seriesItemId }]);
  });
}

/** Halves that a delta has brought of the same occurrence make room. False when it is the item of another record. */
async function makeRoom(
  tenant: Tenant,
  link: LinkRow,
  itemId: string,
  { traits }: SeenItem,
): Promise<boolean> {
  const key = traits.occurrence;
  const known = [
    ...(await linksByItem(tenant, link.setup_id, [itemId])),
    ...(await occurrenceLinks(tenant, link.setup_id, key === undefined ? [] : [key.seriesItemId])).filter(
      ({ original_start: start }) => start === key?.originalStart,
    ),
  ].filter(({ id }) => id !== link.id);
  if (known.some(({ record_id: recordId }) => recordId !== null)) return false;
  for (const { id } of known) await deleteLink(tenant, id);
  return true;
}
