import type { FieldMeta } from './field-meta.ts';
import { checkValue, isEmpty } from './field-value.ts';
import { rowsOfNewRecord } from './subform-rows.ts';
import type { RecordValues } from './validate-record.ts';

/**
 * Of values that another record holds, by field of the new one, those that the new one can have. `fields` are those of its
 * module as the organisation has them; what the system writes, who owns it and what does not fit is left out.
 */
export function copiedValues(fields: readonly FieldMeta[], values: RecordValues): RecordValues {
  const entries = fields.flatMap((meta) => {
    const { apiName, dataType, readOnly } = meta;
    const held = values[apiName];
    if (readOnly || apiName === 'Owner' || isEmpty(held)) return [];
    const value = dataType === 'subform' ? rowsOfNewRecord(held) : held;
    return checkValue(meta, value).ok ? [[apiName, value] as const] : [];
  });
  return Object.fromEntries(entries);
}
