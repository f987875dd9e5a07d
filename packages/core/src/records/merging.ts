import { isEmpty } from './field-value.ts';
import { duplicateCheckFieldOf, RECORD_FIELDS } from './record-fields.ts';
import type { RecordModule } from './record-modules.ts';
import { redirectLookups } from './redirect.ts';
import type { RecordValues } from './validate-record.ts';

/** How many records can be merged into a master at once. */
export const MOST_MERGED = 2;

/** One of the records that are merged. */
export interface MergeSide {
  readonly id: string;
  readonly fields: RecordValues;
}

/** What somebody chose: the record that gives a field its value, by id, and fields that stay the master's though they are empty. */
export interface MergeChoice {
  readonly taken: ReadonlyMap<string, string>;
  readonly kept: ReadonlySet<string>;
}

/** Whether a merge can give the field another value; what the system writes and the owner stay the master's. */
export const isMergedField = ({ apiName, readOnly }: { apiName: string; readOnly: boolean }): boolean =>
  !readOnly && apiName !== 'Owner';

/**
 * What changes in the master when others are merged into it: fields that were chosen get the value of the record they were
 * chosen from, empty ones the first value that another has, and all others stay. Where the master would refer to itself it
 * refers to nothing.
 */
export function mergedFields(
  module: RecordModule,
  master: MergeSide,
  others: readonly MergeSide[],
  { taken, kept }: MergeChoice,
): RecordValues {
  const changes = RECORD_FIELDS[module].filter(isMergedField).flatMap(({ apiName }) => {
    const own = master.fields[apiName];
    const giver = others.find(({ id }) => id === taken.get(apiName));
    if (giver !== undefined) return [[apiName, giver.fields[apiName] ?? null] as const];
    if (!isEmpty(own) || kept.has(apiName)) return [];
    const filling = others.find(({ fields }) => !isEmpty(fields[apiName]));
    return filling === undefined ? [] : [[apiName, filling.fields[apiName]] as const];
  });
  const fields = Object.fromEntries(changes);
  const itself = new Map([master, ...others].map(({ id }) => [id, null]));
  return { ...fields, ...redirectLookups(module, { ...master.fields, ...fields }, itself) };
}

const RECOGNISING: Readonly<Partial<Record<RecordModule, readonly string[]>>> = {
  Leads: ['Email', 'Full_Name', 'Phone', 'Mobile'],
  Contacts: ['Email', 'Full_Name', 'Phone', 'Mobile'],
  Accounts: ['Account_Name', 'Website', 'Phone'],
  Vendors: ['Vendor_Name', 'Email', 'Phone'],
};

/** The fields in which duplicates of a record are looked for when nobody says in which. */
export const duplicateFieldsOf = (module: RecordModule): readonly string[] =>
  RECOGNISING[module] ?? [duplicateCheckFieldOf(module)];
