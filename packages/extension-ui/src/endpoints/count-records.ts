import { countRecords } from '@syncgrant/contracts';
import { defineRecordRoute } from '../records/record-route.ts';

export const countRecordsRoute = defineRecordRoute(countRecords, async ({ records }) => ({
  count: await records.count(),
}));
