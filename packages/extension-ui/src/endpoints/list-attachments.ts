import { listAttachments } from '@syncgrant/contracts';
import { refusedAttachmentFields } from '../attachments/attachment-view.ts';
import { NO_CONTENT } from '../http/answer.ts';
import { defineRecordRoute } from '../records/record-route.ts';

export const listAttachmentsRoute = defineRecordRoute(
  listAttachments,
  async ({ params: { id }, query, records }) => {
    const { page = 1, per_page: limit, fields, ids } = query;
    const refused = refusedAttachmentFields(fields);
    if (refused !== null) return refused;
    const found = await records.attachments.page(id, { fields, ids, limit, offset: (page - 1) * limit });
    if (found === null || found.files.length === 0) return NO_CONTENT;
    const { files, more } = found;
    return { data: files, info: { page, per_page: limit, count: files.length, more_records: more } };
  },
);
