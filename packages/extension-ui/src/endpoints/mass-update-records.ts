import type { RecordValues } from '@syncgrant/core';
import { massUpdateRecords } from '@syncgrant/contracts';
import { eachItem, replyToItems } from '../records/item-answers.ts';
import { defineRecordRoute } from '../records/record-route.ts';

/** The same values for many records; each is checked by itself, because what fits depends on what it holds. */
export const massUpdateRecordsRoute = defineRecordRoute(massUpdateRecords, ({ body, records }) =>
  records.write(async (writing) => {
    const given = body.data[0] ?? {};
    const reached = await writing.reach(body.ids, 'edit');
    const results = await eachItem(new Set(body.ids), async (id) => {
      const record = reached.get(id);
      if (record === undefined) return writing.unreached(id, 'edit', { id });
      const values = body.over_write ? given : fillingOnly(given, record.row.fields);
      return writing.change(record, values, 0);
    });
    return replyToItems(writing, results, { message: 'record updated' });
  }),
);

const fillingOnly = (given: RecordValues, current: RecordValues): RecordValues =>
  Object.fromEntries(Object.entries(given).filter(([field]) => (current[field] ?? null) === null));
