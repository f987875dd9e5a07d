import { deleteRecords } from '@syncgrant/contracts';
import { defineRecordRoute } from '../records/record-route.ts';
import { removeRecords } from '../records/remove-records.ts';

export const deleteRecordsRoute = defineRecordRoute(deleteRecords, ({ query, records }) =>
  removeRecords(records, query.ids),
);
