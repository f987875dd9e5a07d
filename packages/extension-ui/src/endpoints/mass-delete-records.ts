import { massDeleteRecords } from '@syncgrant/contracts';
import { defineRecordRoute } from '../records/record-route.ts';
import { removeRecords } from '../records/remove-records.ts';

export const massDeleteRecordsRoute = defineRecordRoute(massDeleteRecords, ({ body, records }) =>
  removeRecords(records, body.ids),
);
