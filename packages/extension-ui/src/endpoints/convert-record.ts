import { convertRecord } from '@syncgrant/contracts';
import { Refusal } from '../http/answer.ts';
import { convertLead } from '../records/convert-lead.ts';
import { defineRecordRoute } from '../records/record-route.ts';

export const convertRecordRoute = defineRecordRoute(
  convertRecord,
  async ({ params: { id }, body, records, now }) => {
    const [asked] = body.data;
    if (records.module === 'Leads' && asked !== undefined) return convertLead(records, id, asked, now);
    const message = `${records.module} cannot be converted here.`;
    return new Refusal(400, 'INVALID_MODULE', message, { resource_path_index: 0 });
  },
);
