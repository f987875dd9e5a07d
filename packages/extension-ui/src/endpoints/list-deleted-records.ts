import { listDeletedRecords } from '@syncgrant/contracts';
import { NO_CONTENT, NOT_MODIFIED } from '../http/answer.ts';
import { zohoTime } from '../http/wire-time.ts';
import { defineRecordRoute } from '../records/record-route.ts';
import { refusedPage } from '../records/refused-page.ts';

/** Nothing is deleted for good here, so what is asked for as such is an empty list. */
export const listDeletedRecordsRoute = defineRecordRoute(
  listDeletedRecords,
  async ({ query: { type, page = 1, per_page: limit }, records, modifiedSince }) => {
    const tooFar = refusedPage(page, limit);
    if (tooFar !== null) return tooFar;
    if (type === 'permanent') return NO_CONTENT;
    const { records: deleted, more } = await records.deletedPage({
      deletedAfter: modifiedSince,
      limit,
      offset: (page - 1) * limit,
    });
    if (deleted.length === 0) return modifiedSince === null ? NO_CONTENT : NOT_MODIFIED;
    return {
      data: deleted.map(({ row, displayName, createdBy, deletedBy }) => ({
        id: row.id,
        display_name: displayName,
        type: 'recycle' as const,
        created_by: createdBy,
        deleted_by: deletedBy,
        deleted_time: zohoTime(row.deleted_at ?? row.modified_at),
      })),
      info: { page, per_page: limit, count: deleted.length, more_records: more },
    };
  },
);
