import { listOccurrences } from '@syncgrant/contracts';
import { Refusal, unknownId } from '../http/answer.ts';
import { refusedUse } from '../records/asked-fields.ts';
import { defineRecordRoute } from '../records/record-route.ts';
import { NO_SERIES } from '../records/series.ts';

const SHOWN = ['Event_Title', 'Start_DateTime', 'End_DateTime', 'All_day'];
const DAY_MS = 24 * 60 * 60_000;
/** Ten years. */
const MOST_DAYS = 3653;

/** What stands in place of a date is shown to those who may see that record. */
export const listOccurrencesRoute = defineRecordRoute(
  listOccurrences,
  async ({ params: { id }, query, records, now }) => {
    const row = await records.find(id);
    if (row === null) return unknownId({ resource_path_index: 1 });
    const series = await records.series(row);
    if (series === null) return NO_SERIES;
    const refused = refusedUse(records, ['Recurring_Activity', 'Start_DateTime']);
    if (refused !== null) return refused;
    const from = query.from ?? now.toISOString().slice(0, 10);
    const to = query.to ?? dateAfter(from, 365);
    if (to < from || to > dateAfter(from, MOST_DAYS)) return WRONG_WINDOW;
    const most = query.per_page;
    const dates = series.dates({ from, to, most: most + 1 });
    const inTheirPlace = await records.seen([...series.apart.values()]);
    const seen = new Set(inTheirPlace.map((apart) => apart.occurrence_date));
    const shown = dates.slice(0, most).filter((date) => !series.apart.has(date) || seen.has(date));
    const rows = shown.map(
      (date) => series.apart.get(date) ?? { ...row, fields: { ...row.fields, ...series.timesOn(date) } },
    );
    const views = await records.views(rows, SHOWN);
    const data = views.map((view, index) => {
      const date = shown[index] ?? '';
      return { ...view, id: series.apart.get(date)?.id ?? null, $series_id: id, $occurrence_date: date };
    });
    return { data, info: { count: data.length, more_records: dates.length > most } };
  },
);

const dateAfter = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);

const WRONG_WINDOW = new Refusal(400, 'INVALID_DATA', 'to must follow from, by ten years at most.', {
  param_name: 'to',
});
