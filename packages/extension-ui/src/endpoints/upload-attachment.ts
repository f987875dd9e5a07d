import { uploadAttachment } from '@syncgrant/contracts';
import { defineRecordRoute } from '../records/record-route.ts';
import { refusedAlone } from '../records/wrong-record.ts';

export const uploadAttachmentRoute = defineRecordRoute(
  uploadAttachment,
  async ({ params: { id }, body, records }) => {
    const result = await records.attachments.add(id, body.file[0]);
    return result.ok ? { data: [result.answer] } : refusedAlone(result);
  },
);
