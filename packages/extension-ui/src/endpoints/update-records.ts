import { idSchema, updateRecords } from '@syncgrant/contracts';
import { eachItem, replyToItems } from '../records/item-answers.ts';
import { defineRecordRoute } from '../records/record-route.ts';
import { unknownRecord, wrong } from '../records/wrong-record.ts';

/** Each record is named by the id in it; a wrong one fails alone. */
export const updateRecordsRoute = defineRecordRoute(updateRecords, ({ body, records, unmodifiedSince }) =>
  records.write(async (writing) => {
    const ids = body.data.map(({ id }) => idSchema.safeParse(id).data);
    const reached = await writing.reach(
      ids.filter((id) => id !== undefined),
      'edit',
    );
    const results = await eachItem(body.data, async ({ id, ...given }, index) => {
      const where = { api_name: 'id', json_path: `$.data[${index}].id` };
      if (id === undefined) return wrong(400, 'MANDATORY_NOT_FOUND', 'The field id is required.', where);
      const known = ids[index];
      if (known === undefined) return unknownRecord(where);
      const record = reached.get(known);
      if (record === undefined) return writing.unreached(known, 'edit', where);
      return writing.change(record, given, index, unmodifiedSince);
    });
    return replyToItems(writing, results, { message: 'record updated' });
  }),
);
