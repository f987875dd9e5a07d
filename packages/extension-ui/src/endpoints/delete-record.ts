import { deleteRecord } from '@syncgrant/contracts';
import { unknownId } from '../http/answer.ts';
import { replyToItems } from '../records/item-answers.ts';
import { defineRecordRoute } from '../records/record-route.ts';

export const deleteRecordRoute = defineRecordRoute(deleteRecord, ({ params: { id }, records }) =>
  records.write(async (writing) => {
    const record = (await writing.reach([id], 'delete')).get(id);
    if (record === undefined) return unknownId({ resource_path_index: 1 });
    return replyToItems(writing, [await writing.remove(record)], { message: 'record deleted' });
  }),
);
