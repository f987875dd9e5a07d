import { deleteAttachment } from '@syncgrant/contracts';
import { defineRecordRoute } from '../records/record-route.ts';
import { refusedAlone } from '../records/wrong-record.ts';

export const deleteAttachmentRoute = defineRecordRoute(
  deleteAttachment,
  async ({ params: { id, attachment_id: attachmentId }, records }) => {
    const results = await records.attachments.remove(id, [attachmentId]);
    const wrong = results.find((result) => !result.ok);
    return wrong === undefined ? { data: results.map(({ answer }) => answer) } : refusedAlone(wrong);
  },
);
