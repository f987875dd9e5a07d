import type { Seen, SeenItem } from '@syncgrant/core';
import {
  addOutcomes,
  insertLinks,
  linksByItem,
  occurrenceLinks,
  touchSeries,
  UNREAD,
  type LinkRow,
  type NewLink,
  type Tenant,
} from '@syncgrant/store';
import type { EngineDeps } from './engine-deps.ts';
import { storeMoved } from './gone-items.ts';
import type { ModuleRun } from './module-run.ts';
import { withoutReturned } from './returned-copies.ts';
import type { SettledRow } from './settle-rows.ts';
import { noteUnread, UNREADABLE } from './note-unread.ts';
import { deletedSeen, storeSeen } from './store-seen.ts';

/** Puts what the mailbox has now into the links; what is new to the sync gets one. */
export async function storeRows(
  deps: EngineDeps,
  tenant: Tenant,
  run: ModuleRun,
  rows: readonly SettledRow[],
  { generation, start }: { readonly generation: number; readonly start: Date | null },
): Promise<void> {
  const { containerId } = run.configuration;
  const ids = rows.flatMap((row) => (row.itemId === null ? [] : [row.itemId]));
  const links = new Map((await linksByItem(tenant, run.setup.id, ids)).map((link) => [link.item_id, link]));
  const occurrences = await occurrencesOf(tenant, run, rows);
  const fresh: NewLink[] = [];
  const bad: SettledRow[] = [];

  for (const row of rows) {
    const link = (row.itemId === null ? undefined : links.get(row.itemId)) ?? occurrences.get(row);
    if (row.kind === 'malformed') bad.push(row);
    else if (row.kind === 'refused') {
      if (link?.seen_generation !== UNREAD) bad.push(row);
      if (link !== undefined) await noteUnread(deps, tenant, link);
      else
        fresh.push({
          correlationId: deps.newId(),
          containerId,
          itemId: row.itemId,
          seenGeneration: UNREAD,
        });
    } else if (row.kind === 'present') {
      const seen: Seen = { state: 'present', item: row.seen };
      if (link !== undefined)
        await storeSeen(tenant, { ...link, item_id: row.itemId }, seen, generation, containerId);
      else if (belongsHere(row.seen, start)) {
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
  for (const link of inserted) if (link.seen_generation === UNREAD) await noteUnread(deps, tenant, link);
  await addOutcomes(
    tenant,
    run.setup.id,
    bad.map((row) => ({
      linkId: null,
      recordId: null,
      kind: 'failed',
      side: 'microsoft',
      ...(row.kind === 'refused'
        ? { reason: 'refused', message: `${UNREADABLE}: ${row.issue}` }
        : {
            reason: 'malformed_item',
            message: `Microsoft sent an item that could not be read: ${issueOf(row)}`,
          }),
      title: row.itemId ?? 'unknown item',
    })),
    deps.now(),
  );
}

const issueOf = (row: SettledRow): string => (row.kind === 'malformed' ? row.issue : '');

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

/** Of a series' occurrences only those that differ from it are items of their own, and only if they end after the calendar's start. */
function belongsHere({ traits, values }: SeenItem, start: Date | null): boolean {
  if (traits.series === 'occurrence') return false;
  if (traits.series !== 'exception') return true;
  const { end } = values;
  return typeof end !== 'string' || start === null || Date.parse(end) > start.getTime();
}
