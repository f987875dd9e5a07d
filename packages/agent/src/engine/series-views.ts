import { occurrenceDate, type LinkView, type SyncModule } from '@syncgrant/core';
import {
  isSeries,
  linksByItem,
  occurrenceLinks,
  readRecords,
  type LinkRow,
  type Tenant,
} from '@syncgrant/store';

type SeriesParts = Pick<LinkView, 'series' | 'apart'>;

/** What the plan has to know of a link's series, or of a series' occurrences that have links of their own; by link id. */
export async function seriesViews(
  tenant: Tenant,
  module: SyncModule,
  links: readonly LinkRow[],
): Promise<ReadonlyMap<string, SeriesParts>> {
  const [first] = links;
  if (module !== 'meetings' || first === undefined) return new Map();
  const occurrences = links.filter((link) => link.series_item_id !== null);
  const series = links.filter(isSeries);
  const [seriesOf, apartOf] = await Promise.all([
    linksByItem(tenant, first.setup_id, idsOf(occurrences, 'series_item_id')),
    occurrenceLinks(tenant, first.setup_id, idsOf(series, 'item_id')),
  ]);
  const recordIds = idsOf([...occurrences, ...seriesOf, ...apartOf], 'record_id');
  const records = new Map((await readRecords(tenant, recordIds)).map((record) => [record.id, record]));
  const recordOf = (link: LinkRow | undefined) => records.get(link?.record_id ?? '');
  const dateOf = (link: LinkRow, master: LinkRow): string | null =>
    recordOf(link)?.occurrence_date ??
    (master.seen?.state === 'present'
      ? occurrenceDate(link.original_start ?? '', master.seen.item.values)
      : null);

  const views = new Map<string, SeriesParts>();
  for (const link of occurrences) {
    const master = seriesOf.find(({ item_id: itemId }) => itemId === link.series_item_id);
    if (master === undefined) continue;
    const { seen } = master;
    const gone = seen?.state === 'deleted' || seen?.item.traits.cancelled === true;
    const leaving = gone || (recordOf(master)?.deleted_at ?? null) !== null;
    views.set(link.id, {
      series: { recordId: master.record_id, date: dateOf(link, master), leaving },
    });
  }
  for (const master of series) {
    const apart = apartOf
      .filter((link) => link.series_item_id === master.item_id && link.seen?.state !== 'deleted')
      .flatMap((link) => dateOf(link, master) ?? []);
    views.set(master.id, { apart });
  }
  return views;
}

const idsOf = (links: readonly LinkRow[], column: 'item_id' | 'series_item_id' | 'record_id'): string[] => [
  ...new Set(links.flatMap((link) => link[column] ?? [])),
];
