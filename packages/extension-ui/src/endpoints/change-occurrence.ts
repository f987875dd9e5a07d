import { changeOccurrence } from '@syncgrant/contracts';
import { replyToItems } from '../records/item-answers.ts';
import { defineRecordRoute } from '../records/record-route.ts';
import { refusedItem } from '../records/refused-item.ts';
import { NO_SERIES, noOccurrence } from '../records/series.ts';
import { refusedAlone, wrong } from '../records/wrong-record.ts';

/**
 * Takes the right to change the series, and nothing more: the meeting was there before. Its record is made by the first change,
 * together with the date that the series leaves out for it; whoever names the date again reaches the same record.
 */
export const changeOccurrenceRoute = defineRecordRoute(
  changeOccurrence,
  ({ params: { id, date }, body, records, unmodifiedSince }) =>
    records.writeWhole(async (writing) => {
      const [given = {}] = body.data;
      const reached = (await writing.reach([id], 'edit')).get(id);
      if (reached === undefined)
        return refusedAlone(await writing.unreached(id, 'edit', { resource_path_index: 1 }));
      const series = await writing.series(reached);
      if (series === null) return NO_SERIES;
      if (given['Recurring_Activity'] != null) return REPEATS;
      const apart = series.apart.get(date);
      if (apart !== undefined) {
        const own = (await writing.reach([apart.id], 'edit')).get(apart.id);
        if (own === undefined)
          return refusedAlone(await writing.unreached(apart.id, 'edit', { resource_path_index: 3 }));
        const result = await writing.change(own, given, 0, unmodifiedSince);
        return replyToItems(writing, [result], { message: 'record updated' });
      }
      if (!series.isInRule(date) || series.leavesOut(date)) return noOccurrence(date);
      const left = await writing.change(reached, series.without(date), 0, unmodifiedSince);
      if (!left.ok) return refusedItem(left, '$.data[0]', 'data');
      const own = { ...series.timesOn(date), Recurring_Activity: null };
      const made = await writing.createFrom(reached, own, given, date);
      if (!made.ok) return refusedItem(made, '$.data[0]', 'data');
      return replyToItems(writing, [made], { message: 'record added', status: 201 });
    }),
);

const REPEATS = refusedItem(
  wrong(400, 'INVALID_DATA', 'One meeting of a series does not repeat by itself.', {
    api_name: 'Recurring_Activity',
    json_path: '$.data[0].Recurring_Activity',
  }),
  '$.data[0]',
  'data',
);
