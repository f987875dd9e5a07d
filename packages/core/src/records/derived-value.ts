import { isObject } from './checked-value.ts';
import type { RecordModule } from './record-modules.ts';
import type { RecordValues } from './validate-record.ts';

type Derivation = (fields: RecordValues) => unknown;

const fullName: Derivation = (fields) =>
  [fields['First_Name'], fields['Last_Name']].filter((part) => typeof part === 'string').join(' ');

const amount = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** Money is summed in numbers; what is shown has two decimals. */
const rounded = (value: number): number => Math.round((value + Number.EPSILON) * 100) / 100;

const rowTotal = (row: RecordValues): number => amount(row['Quantity']) * amount(row['List_Price']);
const rowNetTotal = (row: RecordValues): number =>
  rowTotal(row) - amount(row['Discount']) + amount(row['Tax']);

const rowsOf = (fields: RecordValues, items: string): readonly RecordValues[] => {
  const rows: unknown = fields[items];
  return Array.isArray(rows) ? rows.filter(isObject) : [];
};

const documentWith = (items: string): Readonly<Record<string, Derivation>> => {
  const subTotal = (fields: RecordValues) =>
    rowsOf(fields, items).reduce((sum, row) => sum + rowNetTotal(row), 0);
  return {
    [items]: (fields) =>
      fields[items] === undefined || fields[items] === null
        ? null
        : rowsOf(fields, items).map((row) => ({
            ...row,
            Total: rounded(rowTotal(row)),
            Net_Total: rounded(rowNetTotal(row)),
          })),
    Sub_Total: (fields) => rounded(subTotal(fields)),
    Grand_Total: (fields) =>
      rounded(
        subTotal(fields) - amount(fields['Discount']) + amount(fields['Tax']) + amount(fields['Adjustment']),
      ),
  };
};

const DERIVATIONS: Readonly<Partial<Record<RecordModule, Readonly<Record<string, Derivation>>>>> = {
  Leads: { Full_Name: fullName },
  Contacts: { Full_Name: fullName },
  Deals: {
    Expected_Revenue: ({ Amount, Probability }) =>
      typeof Amount === 'number' && typeof Probability === 'number'
        ? rounded((Amount * Probability) / 100)
        : null,
  },
  Quotes: documentWith('Quoted_Items'),
  Sales_Orders: documentWith('Ordered_Items'),
  Purchase_Orders: documentWith('Purchase_Items'),
  Invoices: documentWith('Invoiced_Items'),
};

/** What a field of a record holds: as it is stored, or worked out from the fields that are. Null when it is empty. */
export function derivedValue(module: RecordModule, apiName: string, fields: RecordValues): unknown {
  const derive = DERIVATIONS[module]?.[apiName];
  return derive === undefined ? (fields[apiName] ?? null) : derive(fields);
}
