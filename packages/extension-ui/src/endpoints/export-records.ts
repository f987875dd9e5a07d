import { exportRecords } from '@syncgrant/contracts';
import { csvAnswer } from '../csv/csv-answer.ts';
import { recordLines } from '../csv/record-lines.ts';
import { Refusal } from '../http/answer.ts';
import { refusedFields, refusedUse } from '../records/asked-fields.ts';
import { defineRecordRoute } from '../records/record-route.ts';
import { searchFilter } from '../records/search-filter.ts';

/** A hidden field is in no export: it is refused when it is asked for, and left out otherwise. */
export const exportRecordsRoute = defineRecordRoute(exportRecords, async ({ query, records, now }) => {
  const { fields = records.readableFields.map(({ apiName }) => apiName), ...search } = query;
  const refused = refusedFields(records, query.fields) ?? refusedUse(records, fields);
  if (refused !== null) return refused;
  const narrowed = Object.values(search).some((asked) => asked !== undefined);
  const filter = narrowed ? searchFilter(records, search) : undefined;
  if (filter instanceof Refusal) return filter;
  return csvAnswer(records.module, now, recordLines(records, fields, filter));
});
