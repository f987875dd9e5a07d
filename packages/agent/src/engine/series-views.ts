import {
  occurrenceDate,
  RECORD_MAPPING,
  regularOccurrence,
  type LinkView,
  type RegularOccurrence,
} from '@syncgrant/core';
import {
  isSeries,
  linksByItem,
  linksByRecord,
  occurrenceLinks,
  readRecords,
  recordsInPlaceOf,
  type LinkRow,
  type RecordRow,
  type Tenant,
} from '@syncgrant/store';

type SeriesParts = Pick<LinkView, 'series' | 'apart' | 'awaited'>;

/**
 * What the plan has to know of a meeting's series, or of a series' occurrences that have links or records of their own; by
 * link id. `records` are those of the links, `userId` is whose sync it is.
 */
export async function seriesViews(
  tenant: Tenant,
  userId: string,
  links: readonly LinkRow[],
  records: ReadonlyMap<string, RecordRow>,
): Promise<ReadonlyMap<string, SeriesParts>> {
  const [first] = links;
  if (first === undefined) return new Map();
  const occurrences = links.filter((link) => link.series_item_id !== null);
  const masters = links.filter(isSeries);
  const inPlace = links.flatMap((link) => {
    const of = link.item_id === null ? records.get(link.record_id ?? '') : undefined;
    return of?.series_id == null || of.occurrence_date === null
      ? []
      : [{ link, seriesId: of.series_id, date: of.occurrence_date }];
  });
  const [seriesOf, seriesOfRecords, apartOf, awaitedOf] = await Promise.all([
    linksByItem(tenant, first.setup_id, idsOf(occurrences, 'series_item_id')),
    linksByRecord(tenant, first.setup_id, [...new Set(inPlace.map(({ seriesId }) => seriesId))]),
    occurrenceLinks(tenant, first.setup_id, idsOf(masters, 'item_id')),
    awaitedDatesOf(tenant, userId, links),
  ]);
  const more = idsOf([...occurrences, ...seriesOf, ...seriesOfRecords, ...apartOf], 'record_id');
  const all = new Map([
    ...records,
    ...(await readRecords(tenant, more)).map((record): [string, RecordRow] => [record.id, record]),
  ]);
  const recordOf = (link: LinkRow | undefined) => all.get(link?.record_id ?? '');
  const dateOf = (link: LinkRow, master: LinkRow): string | null =>
    recordOf(link)?.occurrence_date ??
    (master.seen?.state === 'present'
      ? occurrenceDate(link.original_start ?? '', master.seen.item.values)
      : null);
  const isLeaving = (master: LinkRow): boolean => {
    const { seen } = master;
    const gone = seen?.state === 'deleted' || seen?.item.traits.cancelled === true;
    return gone || (recordOf(master)?.deleted_at ?? null) !== null;
  };

  const isUndecided = (master: LinkRow): boolean => {
    const [{ seen, detached_by: detached }, record] = [master, recordOf(master)];
    const isOwn = seen?.state === 'deleted' && seen.traits?.role !== 'attendee';
    return isOwn && detached === null && record?.deleted_at === null && record.owner_id === userId;
  };

  const views = new Map<string, SeriesParts>();
  for (const link of occurrences) {
    const master = seriesOf.find(({ item_id: itemId }) => itemId === link.series_item_id);
    if (master === undefined) continue;
    const undecided = recordOf(link)?.deleted_at === null && isUndecided(master);
    const series = { recordId: master.record_id, date: dateOf(link, master), leaving: isLeaving(master) };
    views.set(link.id, { series: { ...series, ...(undecided && { undecided }) } });
  }
  for (const { link, seriesId, date } of inPlace) {
    const master = seriesOfRecords.find(({ record_id: recordId }) => recordId === seriesId);
    if (master === undefined) continue;
    const regular = regularOf(master, recordOf(master), date);
    const series = { recordId: seriesId, date, leaving: isLeaving(master), ...(regular && { regular }) };
    views.set(link.id, { series });
  }
  for (const link of links) {
    const apart = apartOf
      .filter((one) => one.series_item_id === link.item_id && one.seen?.state !== 'deleted')
      .flatMap((one) => dateOf(one, link) ?? []);
    const awaited = awaitedOf.get(link.record_id ?? '') ?? [];
    if (isSeries(link) || awaited.length > 0) views.set(link.id, { apart, awaited });
  }
  return views;
}

/** Dates of records that stand in place of the links' series and have no item yet, by the series' record. */
async function awaitedDatesOf(
  tenant: Tenant,
  userId: string,
  links: readonly LinkRow[],
): Promise<ReadonlyMap<string, string[]>> {
  const [first] = links;
  const meetings = links.filter((link) => link.series_item_id === null);
  const records = await recordsInPlaceOf(tenant, userId, idsOf(meetings, 'record_id'));
  const ids = records.map(({ id }) => id);
  const known = await linksByRecord(tenant, first?.setup_id ?? '', ids);
  const found = new Set(known.filter((link) => link.item_id !== null).map((link) => link.record_id));
  const dates = new Map<string, string[]>();
  for (const { id, series_id: seriesId, occurrence_date: date } of records) {
    if (seriesId === null || date === null || found.has(id)) continue;
    dates.set(seriesId, [...(dates.get(seriesId) ?? []), date]);
  }
  return dates;
}

/** What a date of the series is at Microsoft, once the series is there and nobody is about to move it. */
function regularOf(
  { item_id: itemId, seen, base_crm: crm, base_microsoft: microsoft, detached_by: detached }: LinkRow,
  record: RecordRow | undefined,
  date: string,
): RegularOccurrence | undefined {
  if (itemId === null || seen?.state !== 'present' || record === undefined || detached !== null)
    return undefined;
  const bases = crm !== null && microsoft !== null ? { crm, microsoft } : null;
  const values = RECORD_MAPPING.meetings.fromRecord(record.fields);
  return regularOccurrence({ itemId, item: seen.item, record: values, bases }, date);
}

const idsOf = (links: readonly LinkRow[], column: 'item_id' | 'series_item_id' | 'record_id'): string[] => [
  ...new Set(links.flatMap((link) => link[column] ?? [])),
];
