import { mergeRecords } from '@syncgrant/contracts';
import { Refusal } from '../http/answer.ts';
import { mergeRecords as merge } from '../records/merge-records.ts';
import { defineRecordRoute } from '../records/record-route.ts';

export const mergeRecordsRoute = defineRecordRoute(
  mergeRecords,
  async ({ params: { id }, body, records }) => {
    const [asked] = body.merge;
    return asked === undefined ? new Refusal(400, 'INVALID_DATA', 'invalid data') : merge(records, id, asked);
  },
);
