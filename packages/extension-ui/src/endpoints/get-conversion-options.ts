import { carriedValues, findField, isConverted, type RecordValues } from '@syncgrant/core';
import { getConversionOptions } from '@syncgrant/contracts';
import { NO_CONTENT, Refusal, unknownId } from '../http/answer.ts';
import { matchingRecords } from '../records/matching-records.ts';
import type { RecordAccess } from '../records/record-access.ts';
import { defineRecordRoute } from '../records/record-route.ts';

const MOST_OPTIONS = 10;

/** In which fields a lead is looked for: Zoho's order of preference, address before name. */
const MATCHED = { Contacts: ['Email', 'Full_Name'], Accounts: ['Account_Name'] } as const;

export const getConversionOptionsRoute = defineRecordRoute(
  getConversionOptions,
  async ({ params: { id }, records }) => {
    if (records.module !== 'Leads') {
      const message = `${records.module} cannot be converted here.`;
      return new Refusal(400, 'INVALID_MODULE', message, { resource_path_index: 0 });
    }
    const lead = await records.find(id);
    if (lead === null || isConverted('Leads', lead.fields)) return unknownId({ resource_path_index: 1 });
    const contacts = await optionsIn(records, 'Contacts', lead.fields);
    const accounts = await optionsIn(records, 'Accounts', lead.fields);
    if (contacts === null && accounts === null) return NO_CONTENT;
    return {
      __conversion_options: {
        Accounts: accounts?.data ?? null,
        Contacts: contacts?.data ?? null,
        Deals: null,
        module_preference: { api_name: contacts === null ? 'Accounts' : 'Contacts' },
        modules_with_multiple_layouts: null,
        preference_field_matched_value: {
          Accounts: accounts?.matched ?? null,
          Contacts: contacts?.matched ?? null,
        },
      },
    };
  },
);

async function optionsIn(leads: RecordAccess, target: keyof typeof MATCHED, lead: RecordValues) {
  const records = leads.of(target);
  const known = carriedValues(lead, target, await records.fields(), (from) => leads.mayRead(from));
  const name = [known['First_Name'], known['Last_Name']].filter((part) => typeof part === 'string').join(' ');
  const values: RecordValues = { ...known, Full_Name: name };
  const { matches } = await matchingRecords(records, values, MATCHED[target], MOST_OPTIONS);
  if (matches.length === 0) return null;
  const fields = new Set(matches.flatMap((match) => match.fields));
  return {
    data: await records.views(matches.map(({ row }) => row)),
    matched: [...fields].map((field) => ({
      field: { api_name: field, id: findField(target, field)?.id ?? '' },
      matched_lead_value: String(values[field]),
    })),
  };
}
