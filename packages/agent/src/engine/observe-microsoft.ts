import { isDeepStrictEqual } from 'node:util';
import { ITEM_MAPPING, type Seen, type SeenItem } from '@syncgrant/core';
import {
  MAILBOX_MODULES,
  type DeltaRow,
  type MailboxItem,
  type GraphRequest,
  type GraphResult,
} from '@syncgrant/microsoft';
import {
  addOutcomes,
  insertLinks,
  linksByItem,
  occurrenceLinks,
  readCursor,
  resetCursor,
  restartRound,
  saveCursor,
  touchSeries,
  updateLink,
  type LinkRow,
  type NewLink,
  type PageEnd,
  type Tenant,
} from '@syncgrant/store';
import { containerIsThere } from './container-check.ts';
import type { EngineDeps } from './engine-deps.ts';
import type { Gate } from './gate.ts';
import { fatesOf, storeMoved, type Fate } from './gone-items.ts';
import { BATCH_SIZE, type Mailbox } from './mailbox.ts';
import { stopOf, type ModuleRun } from './module-run.ts';
import { readContext } from './read-context.ts';
import { withoutReturned } from './returned-copies.ts';

/** Meetings that began longer ago than this are left where they are. */
const WINDOW_DAYS = 30;
/** Pages of one round; a longer one goes on in the next run. */
const MOST_PAGES = 200;

/** A row as the mailbox has it now: incomplete ones were read alone, removals of what we know were confirmed. */
type SettledRow =
  | { readonly kind: 'present'; readonly itemId: string; readonly seen: SeenItem }
  | { readonly kind: 'deleted'; readonly itemId: string }
  | { readonly kind: 'moved'; readonly itemId: string; readonly fate: Extract<Fate, { kind: 'moved' }> }
  | { readonly kind: 'malformed'; readonly itemId: string | null; readonly issue: string };

/**
 * Reads the changes of all runnable modules, one request for each in a common batch, page by page. What a page says
 * goes into the links in the transaction that stores where the next page begins.
 */
export async function observeMicrosoft(
  deps: EngineDeps,
  gate: Gate,
  mailbox: Mailbox,
  runs: readonly ModuleRun[],
  deadline: Date,
): Promise<void> {
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const pending = runs.filter((run) => run.stop === null && !run.observed);
    if (pending.length === 0 || (page > 0 && deps.now() >= deadline)) return;
    const requests = await Promise.all(pending.map((run) => nextRequest(deps, gate, run)));
    const results = await mailbox.batch(
      pending.map((run) => run.module),
      requests,
    );
    for (const [index, run] of pending.entries()) {
      const result = results[index];
      if (result !== undefined) await readPage(deps, gate, mailbox, run, result);
    }
  }
}

async function nextRequest(deps: EngineDeps, gate: Gate, run: ModuleRun): Promise<GraphRequest> {
  const { containerId } = run.configuration;
  const module = MAILBOX_MODULES[run.module];
  const link = await gate.note((tenant) => storedLink(deps, tenant, run));
  if (link !== null) return module.nextPage(link);
  return module.firstDelta(containerId, { windowStart: windowStart(deps.now()).toISOString() });
}

/** Where the round goes on. A link of another address than Graph's is never followed: everything is read anew. */
async function storedLink(deps: EngineDeps, tenant: Tenant, run: ModuleRun): Promise<string | null> {
  const { containerId } = run.configuration;
  const cursor = await readCursor(tenant, run.setup.id, containerId);
  const link = cursor?.next_link ?? cursor?.delta_link ?? null;
  if (link === null || new URL(link).origin === new URL(deps.microsoft.graphOrigin).origin) return link;
  deps.log.warn({ setupId: run.setup.id }, 'a stored link leads to another address; reading everything anew');
  await resetCursor(tenant, run.setup.id, containerId);
  return null;
}

async function readPage(
  deps: EngineDeps,
  gate: Gate,
  mailbox: Mailbox,
  run: ModuleRun,
  result: GraphResult,
): Promise<void> {
  const { containerId } = run.configuration;
  if (!result.ok) {
    if (result.failure.class === 'missing' && !(await containerIsThere(mailbox, run))) return;
    const stop = stopOf(result.failure);
    if (stop === null && !run.restarted) {
      /* The link is dead: a delta link leaves reading everything anew, a next link the round from its beginning. */
      run.restarted = true;
      const begin = result.failure.class === 'gone' ? resetCursor : restartRound;
      await gate.noteOf(run.module, (tenant) => begin(tenant, run.setup.id, containerId));
      return;
    }
    const problem = { class: 'microsoft_down', detail: result.failure.message } as const;
    run.stop = stop ?? { problem, retryAfterMs: null };
    return;
  }
  const page = MAILBOX_MODULES[run.module].parseDeltaPage(result.body);
  const end = endOf(page);
  if (end === null) {
    run.stop = { problem: { class: 'microsoft_down', detail: 'a page without a link' }, retryAfterMs: null };
    return;
  }
  if (page.rows.length > 0) run.changed = true;
  const known = await knownLinks(gate, run, page.rows);
  const rows = await settleRows(mailbox, run, page.rows, known);
  if (run.stop !== null) return; // The page is read again: nothing of it was stored.
  await gate.noteOf(run.module, async (tenant) => {
    await storeRows(deps, tenant, run, rows);
    await saveCursor(tenant, run.setup.id, containerId, end, deps.now());
  });
  run.observed = 'deltaLink' in end;
}

const endOf = (page: { nextLink: string | null; deltaLink: string | null }): PageEnd | null =>
  page.nextLink !== null
    ? { nextLink: page.nextLink }
    : page.deltaLink !== null
      ? { deltaLink: page.deltaLink }
      : null;

async function knownLinks(
  gate: Gate,
  run: ModuleRun,
  rows: readonly DeltaRow[],
): Promise<ReadonlyMap<string, LinkRow>> {
  const ids = rows.flatMap((row) => (row.itemId === null ? [] : [row.itemId]));
  const series = rows.flatMap((row) => (row.kind === 'present' ? (row.item.seriesMasterId ?? []) : []));
  const links = await gate.note(async (tenant) => {
    const found = await linksByItem(tenant, run.setup.id, [...ids, ...series]);
    const of = found.flatMap((link) => link.series_item_id ?? []);
    return [...found, ...(await linksByItem(tenant, run.setup.id, of))];
  });
  return new Map(links.flatMap((link) => (link.item_id === null ? [] : [[link.item_id, link]])));
}

/** The last row about an item holds. What is incomplete, or gone from a link of ours, is looked at alone. */
async function settleRows(
  mailbox: Mailbox,
  run: ModuleRun,
  rows: readonly DeltaRow[],
  known: ReadonlyMap<string, LinkRow>,
): Promise<SettledRow[]> {
  const latest = new Map<string, DeltaRow>();
  const settled: SettledRow[] = [];
  for (const row of rows) {
    if (row.itemId === null) settled.push({ kind: 'malformed', itemId: null, issue: issueOf(row) });
    else latest.set(row.itemId, row);
  }
  const toRead = seriesOf(latest, known);
  for (const [itemId, row] of latest) {
    if (row.kind === 'malformed') settled.push({ kind: 'malformed', itemId, issue: row.issue });
    else if (row.kind === 'removed') {
      if (known.has(itemId)) toRead.push(itemId);
    } else if (row.complete) settled.push(present(run, itemId, row.item));
    else toRead.push(itemId);
  }
  settled.push(...(await readAlone(mailbox, run, toRead, latest, known)));
  return settled;
}

/** Series of ours that have no row, with an occurrence that changed: what they leave out may have changed with it. */
function seriesOf(rows: ReadonlyMap<string, DeltaRow>, known: ReadonlyMap<string, LinkRow>): string[] {
  const ids = [...rows].flatMap(([itemId, row]) =>
    row.kind === 'present' ? (row.item.seriesMasterId ?? []) : (known.get(itemId)?.series_item_id ?? []),
  );
  return [...new Set(ids)].filter((itemId) => known.has(itemId) && !rows.has(itemId));
}

const issueOf = (row: DeltaRow): string => (row.kind === 'malformed' ? row.issue : 'a row without an id');

function present(run: ModuleRun, itemId: string, item: MailboxItem): SettledRow {
  const seen = ITEM_MAPPING[run.module].fromItem(item, readContext(run));
  return { kind: 'present', itemId, seen };
}

async function readAlone(
  mailbox: Mailbox,
  run: ModuleRun,
  itemIds: readonly string[],
  rows: ReadonlyMap<string, DeltaRow>,
  known: ReadonlyMap<string, LinkRow>,
): Promise<SettledRow[]> {
  const module = MAILBOX_MODULES[run.module];
  const settled: SettledRow[] = [];
  const missing: LinkRow[] = [];
  for (let start = 0; start < itemIds.length; start += BATCH_SIZE) {
    const chunk = itemIds.slice(start, start + BATCH_SIZE);
    const results = await mailbox.batch(
      [run.module],
      chunk.map((itemId) => module.getItem(run.configuration.containerId, itemId)),
    );
    for (const [index, itemId] of chunk.entries()) {
      const result = results[index];
      if (result === undefined) continue;
      const removed = rows.get(itemId)?.kind === 'removed';
      if (result.ok) {
        const row = module.parseItem(result.body);
        if (row.kind !== 'present') settled.push({ kind: 'malformed', itemId, issue: issueOf(row) });
        else if (removed && run.module !== 'meetings')
          settled.push({ kind: 'moved', itemId, fate: { kind: 'moved', containerId: null, itemId } });
        else settled.push(present(run, itemId, row.item));
      } else if (result.failure.class === 'missing') {
        const link = known.get(itemId);
        if (link !== undefined) missing.push(link);
      } else {
        run.stop = stopOf(result.failure);
        if (run.stop !== null) return [];
        settled.push({ kind: 'malformed', itemId, issue: result.failure.message });
      }
    }
  }
  const fates = await fatesOf(mailbox, run, missing);
  if (fates === null) return [];
  for (const link of missing) {
    const itemId = link.item_id ?? '';
    const fate = fates.get(link.id);
    if (fate?.kind === 'moved') settled.push({ kind: 'moved', itemId, fate });
    else settled.push({ kind: 'deleted', itemId });
  }
  return settled;
}

async function storeRows(
  deps: EngineDeps,
  tenant: Tenant,
  run: ModuleRun,
  rows: readonly SettledRow[],
): Promise<void> {
  const { containerId } = run.configuration;
  const cursor = await readCursor(tenant, run.setup.id, containerId);
  const generation = cursor?.generation ?? 1;
  const ids = rows.flatMap((row) => (row.itemId === null ? [] : [row.itemId]));
  const links = new Map((await linksByItem(tenant, run.setup.id, ids)).map((link) => [link.item_id, link]));
  const occurrences = await occurrencesOf(tenant, run, rows);
  const fresh: NewLink[] = [];
  const malformed: SettledRow[] = [];

  for (const row of rows) {
    const link = (row.itemId === null ? undefined : links.get(row.itemId)) ?? occurrences.get(row);
    if (row.kind === 'malformed') malformed.push(row);
    else if (row.kind === 'present') {
      const seen: Seen = { state: 'present', item: row.seen };
      if (link !== undefined)
        await storeSeen(tenant, { ...link, item_id: row.itemId }, seen, generation, containerId);
      else if (belongsHere(row.seen, deps.now())) {
        fresh.push({
          correlationId: deps.newId(),
          containerId,
          itemId: row.itemId,
          seen,
          seenGeneration: generation,
        });
      }
    } else if (link !== undefined) {
      if (row.kind === 'moved') await storeMoved(deps, tenant, run, link, row.fate);
      else await storeSeen(tenant, link, deletedSeen(link, deps.now()), generation, containerId);
    }
  }
  const news = await withoutReturned(tenant, run, fresh);
  const inserted = await insertLinks(tenant, run.setup.id, news, deps.now());
  await touchSeries(tenant, run.setup.id, inserted);
  await addOutcomes(
    tenant,
    run.setup.id,
    malformed.map((row) => ({
      linkId: null,
      recordId: null,
      kind: 'failed',
      side: 'microsoft',
      reason: 'malformed_item',
      message: `Microsoft sent an item that could not be read: ${row.kind === 'malformed' ? row.issue : ''}`,
      title: row.itemId ?? 'unknown item',
    })),
    deps.now(),
  );
}

/** Of an occurrence that has a link under another item id: that link. */
async function occurrencesOf(
  tenant: Tenant,
  run: ModuleRun,
  rows: readonly SettledRow[],
): Promise<ReadonlyMap<SettledRow, LinkRow>> {
  const keyed = rows.flatMap((row) => {
    const key = row.kind === 'present' ? row.seen.traits.occurrence : undefined;
    return key === undefined ? [] : [{ row, key }];
  });
  const series = [...new Set(keyed.map(({ key }) => key.seriesItemId))];
  const links = await occurrenceLinks(tenant, run.setup.id, series);
  return new Map(
    keyed.flatMap(({ row, key }) => {
      const link = links.find(
        (one) => one.series_item_id === key.seriesItemId && one.original_start === key.originalStart,
      );
      return link === undefined ? [] : [[row, link]];
    }),
  );
}

/** Of a series' occurrences only those that differ from it are items of their own, and only if they are not long past. */
function belongsHere({ traits, values }: SeenItem, now: Date): boolean {
  if (traits.series === 'occurrence') return false;
  if (traits.series !== 'exception') return true;
  const { end } = values;
  return typeof end !== 'string' || Date.parse(end) > windowStart(now).getTime();
}

const windowStart = (now: Date): Date => new Date(now.getTime() - WINDOW_DAYS * 24 * 60 * 60_000);

/** A tombstone remembers what the item was: deleting an attendee's copy means something else than deleting one's own. */
export function deletedSeen(link: LinkRow, now: Date): Seen {
  const traits = link.seen?.state === 'present' ? link.seen.item.traits : link.seen?.traits;
  return { state: 'deleted', at: now.toISOString(), ...(traits !== undefined && { traits }) };
}

/** An echo of our own write says nothing new: the link is planned again only if what it says differs. */
export async function storeSeen(
  tenant: Tenant,
  link: LinkRow,
  seen: Seen,
  generation: number,
  containerId: string,
): Promise<void> {
  const back = link.detached_by === 'microsoft';
  const changed = back || !saysTheSame(link.seen, seen);
  if (changed) await touchSeries(tenant, link.setup_id, [link]);
  await updateLink(tenant, link.id, {
    ...(link.item_id !== null && { itemId: link.item_id }),
    seen,
    seenGeneration: generation,
    ...(changed && { touch: true, nextAttemptAt: null }),
    ...(back && { detachedBy: null, containerId }),
  });
}

function saysTheSame(before: Seen | null, after: Seen): boolean {
  if (before?.state === 'deleted' && after.state === 'deleted') return true;
  if (before?.state !== 'present' || after.state !== 'present') return false;
  return (
    isDeepStrictEqual(before.item.values, after.item.values) &&
    isDeepStrictEqual(before.item.traits, after.item.traits)
  );
}
