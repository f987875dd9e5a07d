import { listRecords } from '@syncgrant/contracts';
import { NO_CONTENT, NOT_MODIFIED, Refusal } from '../http/answer.ts';
import { refusedFields, refusedUse } from '../records/asked-fields.ts';
import { listPage } from '../records/list-page.ts';
import { defineRecordRoute } from '../records/record-route.ts';

export const listRecordsRoute = defineRecordRoute(
  listRecords,
  async ({ query, records, now, modifiedSince }) => {
    const { fields, ids, converted, sort_by: sortBy } = query;
    const refused =
      refusedFields(records, fields) ??
      refusedUse(records, modifiedSince === null ? [sortBy] : [sortBy, 'Modified_Time']);
    if (refused !== null) return refused;
    const wanted = { ids, converted, modifiedAfter: modifiedSince };
    const page = await listPage(records, query, wanted, fields, now);
    if (page instanceof Refusal) return page;
    if (page.rows.length === 0) return modifiedSince === null ? NO_CONTENT : NOT_MODIFIED;
    return { data: await records.views(page.rows, fields), info: page.info };
  },
);
