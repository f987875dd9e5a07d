import { isConvertibleDocument } from '@syncgrant/core';
import { convertRecord } from '@syncgrant/contracts';
import { Refusal } from '../http/answer.ts';
import { convertDocument } from '../records/convert-document.ts';
import { convertLead } from '../records/convert-lead.ts';
import { defineRecordRoute } from '../records/record-route.ts';

export const convertRecordRoute = defineRecordRoute(
  convertRecord,
  async ({ params: { id }, body, records, now }) => {
    const [asked] = body.data;
    const { module } = records;
    if (asked !== undefined && module === 'Leads') return convertLead(records, id, asked, now);
    if (asked !== undefined && isConvertibleDocument(module)) {
      return convertDocument(records, module, id, asked);
    }
    const message = `${module} cannot be converted.`;
    return new Refusal(400, 'INVALID_MODULE', message, { resource_path_index: 0 });
  },
);
