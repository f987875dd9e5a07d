import { updateRecord } from '@syncgrant/contracts';
import { unknownId } from '../http/answer.ts';
import { replyToItems } from '../records/item-answers.ts';
import { defineRecordRoute } from '../records/record-route.ts';
import { refusedAlone } from '../records/wrong-record.ts';

export const updateRecordRoute = defineRecordRoute(
  updateRecord,
  async ({ params: { id }, body, records, unmodifiedSince }) => {
    // The dialect's programs repeat the id in the body.
    const { id: repeated = id, ...given } = body.data[0] ?? {};
    if (repeated !== id) return unknownId({ api_name: 'id', json_path: '$.data[0].id' });
    return records.write(async (writing) => {
      const record = (await writing.reach([id], 'edit')).get(id);
      if (record === undefined) {
        return refusedAlone(await writing.unreached(id, 'edit', { resource_path_index: 1 }));
      }
      const result = await writing.change(record, given, 0, unmodifiedSince);
      return replyToItems(writing, [result], { message: 'record updated' });
    });
  },
);
