import { splitRule } from '@syncgrant/core';
import { splitSeries } from '@syncgrant/contracts';
import { Refusal } from '../http/answer.ts';
import { endSeries } from '../records/end-series.ts';
import { replyToItems } from '../records/item-answers.ts';
import { defineRecordRoute } from '../records/record-route.ts';
import { refusedItem } from '../records/refused-item.ts';
import { isFirst, NO_SERIES, noOccurrence } from '../records/series.ts';
import { refusedAlone } from '../records/wrong-record.ts';

/** The series from the date on is another record, so it takes the right to create one. */
export const splitSeriesRoute = defineRecordRoute(
  splitSeries,
  ({ params: { id, date }, body, records, unmodifiedSince }) =>
    records.writeWhole(async (writing) => {
      const reached = (await writing.reach([id], 'edit')).get(id);
      if (reached === undefined)
        return refusedAlone(await writing.unreached(id, 'edit', { resource_path_index: 1 }));
      const series = await writing.series(reached);
      if (series === null) return NO_SERIES;
      if (!series.isInRule(date)) return noOccurrence(date);
      const parts = splitRule(series.meeting, series.zone, date);
      if (parts === null) return isFirst(date);
      const own = { ...series.timesOn(date), ...series.beginningOn(date, parts.after) };
      const made = await writing.createFrom(reached, own, body.data[0] ?? {});
      if (!made.ok) return refusedItem(made, '$.data[0]', 'data');
      const end = { date, repetition: series.endingWith(parts.before), unmodifiedSince };
      const ended = await endSeries(records, writing, series, reached, end);
      if (ended instanceof Refusal) return ended;
      return replyToItems(writing, [made], { message: 'record added', status: 201 });
    }),
);
