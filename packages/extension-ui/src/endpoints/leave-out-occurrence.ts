import { splitRule } from '@syncgrant/core';
import { leaveOutOccurrence } from '@syncgrant/contracts';
import { Refusal } from '../http/answer.ts';
import { refusedBy } from '../http/no-permission.ts';
import { endSeries } from '../records/end-series.ts';
import { replyToItems } from '../records/item-answers.ts';
import { defineRecordRoute } from '../records/record-route.ts';
import { refusedItem } from '../records/refused-item.ts';
import { isFirst, NO_SERIES, noOccurrence } from '../records/series.ts';
import { refusedAlone } from '../records/wrong-record.ts';

/** A meeting with a record of its own is deleted, which takes the right to; the series leaves out its date already. */
export const leaveOutOccurrenceRoute = defineRecordRoute(
  leaveOutOccurrence,
  ({ params: { id, date }, query, records, unmodifiedSince }) =>
    records.writeWhole(async (writing) => {
      const reached = (await writing.reach([id], 'edit')).get(id);
      if (reached === undefined)
        return refusedAlone(await writing.unreached(id, 'edit', { resource_path_index: 1 }));
      const series = await writing.series(reached);
      if (series === null) return NO_SERIES;
      const apart = series.apart.get(date);
      if (apart === undefined && !series.isInRule(date)) return noOccurrence(date);
      if (query.following === 'true') {
        const parts = splitRule(series.meeting, series.zone, date);
        if (parts === null) return isFirst(date);
        const repetition = series.endingWith(parts.before);
        const end = { date, repetition, unmodifiedSince };
        const ended = await endSeries(records, writing, series, reached, end);
        if (ended instanceof Refusal) return ended;
        return replyToItems(writing, [ended], { message: 'record updated' });
      }
      if (apart !== undefined) {
        const own = (await writing.reach([apart.id], 'delete')).get(apart.id);
        if (own === undefined)
          return (
            refusedBy(records.decideFor(apart.owner_id, 'delete')) ??
            refusedAlone(await writing.unreached(apart.id, 'delete', { resource_path_index: 3 }))
          );
        return replyToItems(writing, [await writing.remove(own)], { message: 'record deleted' });
      }
      const left = series.leavesOut(date)
        ? ({ ok: true, row: reached.row } as const)
        : await writing.change(reached, series.without(date), 0, unmodifiedSince);
      if (!left.ok) return refusedItem(left, '$.data[0]', 'data');
      return replyToItems(writing, [left], { message: 'record updated' });
    }),
);
