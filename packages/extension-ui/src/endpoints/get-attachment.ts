import { getAttachment } from '@syncgrant/contracts';
import { NO_CONTENT } from '../http/answer.ts';
import { defineRecordRoute } from '../records/record-route.ts';

export const getAttachmentRoute = defineRecordRoute(
  getAttachment,
  async ({ params: { id, attachment_id: attachmentId }, records }) =>
    (await records.attachments.file(id, attachmentId)) ?? NO_CONTENT,
);
