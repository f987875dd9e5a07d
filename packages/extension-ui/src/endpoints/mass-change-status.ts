import { massChangeStatus } from '@syncgrant/contracts';
import { eachItem, replyToItems } from '../records/item-answers.ts';
import { defineRecordRoute } from '../records/record-route.ts';
import { unknownRecord } from '../records/wrong-record.ts';

/** One status for many leads. It is a change like any other, so it takes Edit, the field and each record as well. */
export const massChangeStatusRoute = defineRecordRoute(massChangeStatus, ({ body, records }) =>
  records.write(async (writing) => {
    const given = body.data[0] ?? {};
    const reached = await writing.reach(body.ids, 'edit');
    const results = await eachItem(new Set(body.ids), async (id) => {
      const record = reached.get(id);
      return record === undefined ? unknownRecord({ id }) : writing.change(record, given, 0);
    });
    return replyToItems(writing, results, { message: 'status updated' });
  }),
);
