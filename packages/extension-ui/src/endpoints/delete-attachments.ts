import { deleteAttachments } from '@syncgrant/contracts';
import { Reply } from '../http/answer.ts';
import { itemsStatus } from '../records/item-answers.ts';
import { defineRecordRoute } from '../records/record-route.ts';

export const deleteAttachmentsRoute = defineRecordRoute(
  deleteAttachments,
  async ({ params: { id }, query, records }) => {
    const results = await records.attachments.remove(id, query.ids);
    return new Reply(itemsStatus(results, 200), { data: results.map(({ answer }) => answer) });
  },
);
