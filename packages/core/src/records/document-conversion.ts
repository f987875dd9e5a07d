import { copiedValues } from './copied-values.ts';
import type { FieldMeta } from './field-meta.ts';
import type { RecordValues } from './validate-record.ts';

/** Documents that become another one: what it is, where both have their rows, and how the new one names the old. */
export const DOCUMENT_CONVERSIONS = {
  Quotes: { to: 'Sales_Orders', rows: 'Quoted_Items', rowsOfTarget: 'Ordered_Items', source: 'Quote_Name' },
  Sales_Orders: {
    to: 'Invoices',
    rows: 'Ordered_Items',
    rowsOfTarget: 'Invoiced_Items',
    source: 'Sales_Order',
  },
} as const;

export type ConvertibleDocument = keyof typeof DOCUMENT_CONVERSIONS;

export const isConvertibleDocument = (module: string): module is ConvertibleDocument =>
  module in DOCUMENT_CONVERSIONS;

/** How far the old document got says nothing about the new one. */
const LEFT_BEHIND = new Set(['Status', 'Due_Date']);

/** What a document gives to the one that it becomes: fields of the same name, the rows, and itself as the source. */
export function documentValues(
  module: ConvertibleDocument,
  document: { readonly id: string; readonly fields: RecordValues },
  targetFields: readonly FieldMeta[],
  mayCarry: (field: string, targetField: string) => boolean,
): RecordValues {
  const { rows, rowsOfTarget, source } = DOCUMENT_CONVERSIONS[module];
  const carried = targetFields.flatMap(({ apiName }) => {
    const from = apiName === rowsOfTarget ? rows : apiName;
    if (LEFT_BEHIND.has(apiName) || !mayCarry(from, apiName)) return [];
    return [[apiName, document.fields[from]] as const];
  });
  return { ...copiedValues(targetFields, Object.fromEntries(carried)), [source]: { id: document.id } };
}
