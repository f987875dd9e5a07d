import { getRecord } from '@syncgrant/contracts';
import { NO_CONTENT } from '../http/answer.ts';
import { refusedFields } from '../records/asked-fields.ts';
import { defineRecordRoute } from '../records/record-route.ts';

export const getRecordRoute = defineRecordRoute(getRecord, async ({ params: { id }, query, records }) => {
  const refused = refusedFields(records, query.fields);
  if (refused !== null) return refused;
  const row = await records.find(id);
  return row === null ? NO_CONTENT : { data: await records.views([row], query.fields) };
});
