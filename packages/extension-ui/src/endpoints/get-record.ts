import { getRecord } from '@syncgrant/contracts';
import { NO_CONTENT, NOT_MODIFIED } from '../http/answer.ts';
import { refusedFields, refusedUse } from '../records/asked-fields.ts';
import { defineRecordRoute } from '../records/record-route.ts';

export const getRecordRoute = defineRecordRoute(
  getRecord,
  async ({ params: { id }, query, records, modifiedSince }) => {
    const refused =
      refusedFields(records, query.fields) ??
      refusedUse(records, modifiedSince === null ? [] : ['Modified_Time']);
    if (refused !== null) return refused;
    const row = await records.find(id);
    if (row === null) return NO_CONTENT;
    if (modifiedSince !== null && row.modified_at <= modifiedSince) return NOT_MODIFIED;
    return { data: await records.views([row], query.fields) };
  },
);
