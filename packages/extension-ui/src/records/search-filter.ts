import { parseCriteria, RECORD_FIELDS, type FieldDataType } from '@syncgrant/core';
import type { RecordFilter } from '@syncgrant/store';
import { Refusal } from '../http/answer.ts';
import { refusedUse } from './asked-fields.ts';
import type { RecordAccess } from './record-access.ts';

const WAYS = ['criteria', 'email', 'phone', 'word'] as const;

type Asked = Readonly<Partial<Record<(typeof WAYS)[number], string | undefined>>>;

/** What a search asks for, by exactly one of the four ways. Fields that the caller may not see are not searched. */
export function searchFilter(records: RecordAccess, asked: Asked): RecordFilter | Refusal {
  const [way, another] = WAYS.filter((known) => asked[known] !== undefined);
  const value = way === undefined ? undefined : asked[way];
  if (way === undefined || value === undefined) {
    const message = `One of the parameters ${WAYS.join(', ')} is required.`;
    return new Refusal(400, 'REQUIRED_PARAM_MISSING', message, { param_name: 'criteria' });
  }
  if (another !== undefined) {
    const message = `The parameters ${way} and ${another} exclude one another.`;
    return new Refusal(400, 'INVALID_DATA', message, { param_name: another });
  }
  if (value.includes('\u0000')) {
    return new Refusal(400, 'INVALID_DATA', 'holds a control character', { param_name: way });
  }
  const { module } = records;
  const readable = (dataType: FieldDataType) =>
    records.readableFields.filter((field) => field.dataType === dataType).map(({ apiName }) => apiName);
  switch (way) {
    case 'criteria':
      return criteriaFilter(records, value);
    case 'email':
      return { kind: 'email', address: value.trim(), fields: readable('email') };
    case 'phone':
      return { kind: 'phone', number: value, fields: readable('phone') };
    case 'word': {
      const fields = records.readableFields.map(({ apiName }) => apiName);
      const everything = fields.length === RECORD_FIELDS[module].length;
      return { kind: 'words', text: value, ...(!everything && { fields }) };
    }
  }
}

function criteriaFilter(records: RecordAccess, text: string): RecordFilter | Refusal {
  const parsed = parseCriteria(records.module, text);
  if (parsed.ok) {
    return refusedUse(records, parsed.fields) ?? { kind: 'criteria', criteria: parsed.criteria };
  }
  const { message, field, operator } = parsed;
  return new Refusal(400, 'INVALID_QUERY', message, {
    param_name: 'criteria',
    ...(field !== undefined && { api_name: field }),
    ...(operator !== undefined && { operator }),
  });
}
