import { derivedValue, duplicateFieldsOf } from '@syncgrant/core';
import { findDuplicates } from '@syncgrant/contracts';
import { NO_CONTENT } from '../http/answer.ts';
import { refusedFields, refusedUse } from '../records/asked-fields.ts';
import { matchingRecords } from '../records/matching-records.ts';
import { defineRecordRoute } from '../records/record-route.ts';

const MOST_DUPLICATES = 50;

export const findDuplicatesRoute = defineRecordRoute(
  findDuplicates,
  async ({ params: { id }, query, records }) => {
    const { fields, duplicate_check_fields: asked } = query;
    const refused =
      refusedFields(records, fields) ?? refusedFields(records, asked) ?? refusedUse(records, asked ?? []);
    if (refused !== null) return refused;
    const record = await records.find(id);
    if (record === null) return NO_CONTENT;
    const compared = asked ?? duplicateFieldsOf(records.module);
    const values = Object.fromEntries(
      compared.map((name) => [name, derivedValue(records.module, name, record.fields)]),
    );
    const { matches, more } = await matchingRecords(records, values, compared, MOST_DUPLICATES + 1);
    const others = matches.filter(({ row }) => row.id !== id).slice(0, MOST_DUPLICATES);
    if (others.length === 0) return NO_CONTENT;
    const views = await records.views(
      others.map(({ row }) => row),
      fields,
    );
    return {
      data: views.map((view, index) => ({ ...view, $duplicate_fields: others[index]?.fields ?? [] })),
      info: { count: others.length, more_records: more },
    };
  },
);
