import { sql, type Selectable } from 'kysely';
import type { Seen } from '@syncgrant/core';
import type { RecordTable } from '../schema.ts';
import type { Tenant } from '../tenant.ts';
import type { LinkRow } from './links.ts';

/** What a link remembers of the series that its item is an occurrence of; a tombstone takes nothing of it away. */
export function occurrenceColumns(seen: Seen | null | undefined): {
  series_item_id?: string;
  original_start?: string;
} {
  const key = seen?.state === 'present' ? seen.item.traits.occurrence : undefined;
  return key === undefined ? {} : { series_item_id: key.seriesItemId, original_start: key.originalStart };
}

/** The links of occurrences of these series. */
export async function occurrenceLinks(
  tenant: Tenant,
  setupId: string,
  seriesItemIds: readonly string[],
): Promise<LinkRow[]> {
  if (seriesItemIds.length === 0) return [];
  return tenant
    .select('link')
    .where('setup_id', '=', setupId)
    .where('series_item_id', 'in', seriesItemIds)
    .orderBy('id')
    .selectAll()
    .execute();
}

type SeriesLink = Pick<LinkRow, 'item_id' | 'series_item_id' | 'seen'>;

/**
 * A series and its occurrences are planned by what is known of each other. When one of them changed, so did what the
 * others need: they are planned again.
 */
export async function touchSeries(
  tenant: Tenant,
  setupId: string,
  changed: readonly SeriesLink[],
): Promise<void> {
  const series = changed.flatMap(({ series_item_id: id }) => (id === null ? [] : [id]));
  const masters = changed.flatMap((link) => (isSeries(link) && link.item_id !== null ? [link.item_id] : []));
  for (const [column, ids] of [
    ['item_id', series],
    ['series_item_id', masters],
  ] as const) {
    if (ids.length === 0) continue;
    await tenant
      .update('link')
      .where('setup_id', '=', setupId)
      .where(column, 'in', ids)
      .set({ touched: sql<number>`touched + 1` })
      .execute();
  }
}

/**
 * A series has another item than before: nothing is left of the former one's occurrences, and what stands in their place in
 * the CRM is to be looked for in the new one.
 */
export async function leaveFormerSeries(
  tenant: Tenant,
  setupId: string,
  formerItemId: string,
): Promise<void> {
  await tenant
    .update('link')
    .where('setup_id', '=', setupId)
    .where('series_item_id', '=', formerItemId)
    .where('record_id', 'is not', null)
    .where('detached_by', 'is', null)
    .set({
      item_id: null,
      seen: null,
      series_item_id: null,
      original_start: null,
      base_crm: null,
      base_microsoft: null,
      held_reason: null,
      failures: 0,
      next_attempt_at: null,
      problem: null,
      touched: sql<number>`touched + 1`,
    })
    .execute();
}

/** Living records of a user that stand in place of occurrences of these series. */
export async function recordsInPlaceOf(
  tenant: Tenant,
  ownerId: string,
  seriesIds: readonly string[],
): Promise<Pick<Selectable<RecordTable>, 'id' | 'series_id' | 'occurrence_date'>[]> {
  if (seriesIds.length === 0) return [];
  return tenant
    .select('record')
    .where('series_id', 'in', seriesIds)
    .where('owner_id', '=', ownerId)
    .where('deleted_at', 'is', null)
    .select(['id', 'series_id', 'occurrence_date'])
    .execute();
}

/**
 * The same by records, where an occurrence's link knows no series at Microsoft yet: of those that stand in an occurrence's
 * place their series is planned again, and of series those in their place that have no item.
 */
export async function touchSeriesOfRecords(
  tenant: Tenant,
  setupId: string,
  recordIds: readonly string[],
): Promise<void> {
  if (recordIds.length === 0) return;
  const pairs = await tenant
    .select('record')
    .where('series_id', 'is not', null)
    .where((eb) => eb.or([eb('id', 'in', recordIds), eb('series_id', 'in', recordIds)]))
    .select(['id', 'series_id'])
    .execute();
  const given = new Set(recordIds);
  const series = pairs.flatMap(({ id, series_id: of }) => (given.has(id) && of !== null ? [of] : []));
  const inPlace = pairs.flatMap(({ id, series_id: of }) => (given.has(of ?? '') ? [id] : []));
  for (const [ids, waiting] of [
    [series, false],
    [inPlace, true],
  ] as const) {
    if (ids.length === 0) continue;
    let query = tenant.update('link').where('setup_id', '=', setupId).where('record_id', 'in', ids);
    if (waiting) query = query.where('item_id', 'is', null);
    await query.set({ touched: sql<number>`touched + 1` }).execute();
  }
}

/** In which zone a series repeats at Microsoft; null where no sync knows it. */
export async function seriesZone(tenant: Tenant, recordId: string): Promise<string | null> {
  const row = await tenant
    .select('link')
    .where('record_id', '=', recordId)
    .where(sql<boolean>`seen->'item'->'traits'->>'series' = 'master'`)
    .orderBy('id')
    .limit(1)
    .select(sql<string | null>`seen->'item'->'values'->>'timeZone'`.as('zone'))
    .executeTakeFirst();
  return row?.zone ?? null;
}

/** Whether the link's item is a series, or was one when it was last there. */
export function isSeries({ seen }: Pick<LinkRow, 'seen'>): boolean {
  const traits = seen?.state === 'present' ? seen.item.traits : seen?.traits;
  return traits?.series === 'master';
}
