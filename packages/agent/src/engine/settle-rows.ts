import { ITEM_MAPPING, type SeenItem } from '@syncgrant/core';
import { MAILBOX_MODULES, type DeltaRow, type MailboxItem } from '@syncgrant/microsoft';
import {
  linksByItem,
  occurrenceLinks,
  readCursor,
  seriesLinks,
  type LinkRow,
  type RoundBegun,
} from '@syncgrant/store';
import type { Gate } from './gate.ts';
import { fatesOf, type Fate } from './gone-items.ts';
import { BATCH_SIZE, type Mailbox } from './mailbox.ts';
import { stopOf, type ModuleRun } from './module-run.ts';
import { readContext } from './read-context.ts';

/** A row as the mailbox has it now: incomplete ones were read alone, removals of what we know were confirmed. */
export type SettledRow =
  | { readonly kind: 'present'; readonly itemId: string; readonly seen: SeenItem }
  | { readonly kind: 'deleted'; readonly itemId: string }
  | { readonly kind: 'moved'; readonly itemId: string; readonly fate: Extract<Fate, { kind: 'moved' }> }
  /** Microsoft would not show it, and may do so later. */
  | { readonly kind: 'refused'; readonly itemId: string; readonly issue: string }
  | { readonly kind: 'malformed'; readonly itemId: string | null; readonly issue: string };

/** What the links and the cursor know when a page arrives. */
export interface Known {
  /** By item id: those that the page names, their series, and occurrences that are as a series of them has them. */
  readonly links: ReadonlyMap<string, LinkRow>;
  /** Every series of the container, where a row may be about one of them without naming it. */
  readonly series: readonly LinkRow[];
  readonly generation: number;
  /** The round began anew: it tells of everything, not of changes. */
  readonly full: boolean;
  /** It covers a window with an end: series are named by their occurrences only, and what is removed by an id of its own. */
  readonly bounded: boolean;
}

export async function whatIsKnown(
  gate: Gate,
  run: ModuleRun,
  rows: readonly DeltaRow[],
  begun: RoundBegun | null,
): Promise<Known> {
  const { containerId } = run.configuration;
  const ids = rows.flatMap((row) => (row.itemId === null ? [] : [row.itemId]));
  const named = rows.flatMap((row) => (row.kind === 'present' ? (row.item.seriesMasterId ?? []) : []));
  return gate.note(async (tenant) => {
    const cursor = await readCursor(tenant, run.setup.id, containerId);
    const found = await linksByItem(tenant, run.setup.id, [...new Set([...ids, ...named])]);
    const of = found.flatMap((link) => link.series_item_id ?? []);
    const regular = (await occurrenceLinks(tenant, run.setup.id, ids)).filter(isRegular);
    const links = byItem([...regular, ...found, ...(await linksByItem(tenant, run.setup.id, of))]);
    const full = cursor === null || cursor.delta_link === null;
    const bounded = (begun === null ? cursor?.window_to : begun.to) != null;
    const unnamed =
      bounded && !full && rows.some(({ kind, itemId }) => kind === 'removed' && !links.has(itemId ?? ''));
    const series = unnamed ? await seriesLinks(tenant, run.setup.id, containerId) : [];
    return {
      links: new Map([...links, ...byItem(series)]),
      series,
      generation: cursor?.generation ?? 1,
      full,
      bounded,
    };
  });
}

const byItem = (links: readonly LinkRow[]): Map<string, LinkRow> =>
  new Map(links.flatMap((link) => (link.item_id === null ? [] : [[link.item_id, link]])));

/** The last row about an item holds. What is incomplete, or gone from a link of ours, is looked at alone. */
export async function settleRows(
  mailbox: Mailbox,
  run: ModuleRun,
  rows: readonly DeltaRow[],
  known: Known,
): Promise<SettledRow[]> {
  const latest = new Map<string, DeltaRow>();
  const settled: SettledRow[] = [];
  for (const row of rows) {
    if (row.itemId === null) settled.push({ kind: 'malformed', itemId: null, issue: issueOf(row) });
    else latest.set(row.itemId, row);
  }
  const toRead = [...seriesOf(latest, known), ...regularOf(latest, known)];
  for (const [itemId, row] of latest) {
    if (row.kind === 'malformed') settled.push({ kind: 'malformed', itemId, issue: row.issue });
    else if (row.kind === 'removed') {
      if (known.links.has(itemId)) toRead.push(itemId);
    } else if (row.complete) settled.push(present(run, itemId, row.item));
    // Of an occurrence that has no link its series tells.
    else if (!isOccurrence(row.item) || known.links.has(itemId)) toRead.push(itemId);
  }
  settled.push(...(await readAlone(mailbox, run, [...new Set(toRead)], latest, known.links)));
  return settled;
}

const isOccurrence = ({ type }: MailboxItem): boolean => /^occurrence$/i.test(type ?? '');

/**
 * Series that have no row of their own. Of ours with an occurrence that changed: what they leave out may have changed with
 * it. A round that tells of everything needs each of them once; one that names no series, also those that are new to us.
 */
function seriesOf(rows: ReadonlyMap<string, DeltaRow>, known: Known): string[] {
  const ids = [...rows].flatMap(([itemId, row]) =>
    row.kind === 'present'
      ? (row.item.seriesMasterId ?? [])
      : (known.links.get(itemId)?.series_item_id ?? []),
  );
  const unnamed = known.series.flatMap((link) => link.item_id ?? []);
  return [...new Set([...ids, ...unnamed])].filter((itemId) => {
    const link = known.links.get(itemId);
    if (rows.has(itemId)) return false;
    return link === undefined ? known.bounded : !known.full || link.seen_generation < known.generation;
  });
}

/** Occurrences of ours that are as their series has them: what changed of a series with a row has changed of them. */
function regularOf(rows: ReadonlyMap<string, DeltaRow>, { links }: Known): string[] {
  const regular = [...links].filter(([, link]) => isRegular(link) && rows.has(link.series_item_id ?? ''));
  return regular.map(([itemId]) => itemId).filter((itemId) => !rows.has(itemId));
}

const isRegular = ({ seen }: LinkRow): boolean =>
  seen?.state === 'present' && seen.item.traits.series === 'occurrence';

const issueOf = (row: DeltaRow): string => (row.kind === 'malformed' ? row.issue : 'a row without an id');

function present(run: ModuleRun, itemId: string, item: MailboxItem): SettledRow {
  const seen = ITEM_MAPPING[run.module].fromItem(item, readContext(run));
  return { kind: 'present', itemId, seen };
}

/** Reads items by their ids; of nothing that is missing more is concluded than its fate says. Empty when the run has stopped. */
export async function readAlone(
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
        settled.push({ kind: 'refused', itemId, issue: result.failure.message });
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
