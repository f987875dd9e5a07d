import { deleteRecord } from '@syncgrant/contracts';
import { replyToItems } from '../records/item-answers.ts';
import { defineRecordRoute } from '../records/record-route.ts';
import { refusedAlone } from '../records/wrong-record.ts';

export const deleteRecordRoute = defineRecordRoute(deleteRecord, ({ params: { id }, records }) =>
  records.write(async (writing) => {
    const record = (await writing.reach([id], 'delete')).get(id);
    if (record === undefined) {
      return refusedAlone(await writing.unreached(id, 'delete', { resource_path_index: 1 }));
    }
    return replyToItems(writing, [await writing.remove(record)], { message: 'record deleted' });
  }),
);
