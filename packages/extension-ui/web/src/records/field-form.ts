import type { CrmRecordBody, listFields } from '@syncgrant/contracts';
import type { z } from 'zod';
import { toInstant, toWallTime } from '../time/wall-time.ts';
import { dayAsTime, writtenDay } from './all-day.ts';

export type Field = z.output<typeof listFields.response>['fields'][number];

/** How a field is edited; what is not listed here is shown and cannot be edited. */
const FIELD_KINDS = {
  text: 'text',
  email: 'email',
  phone: 'phone',
  website: 'website',
  textarea: 'textarea',
  mediumtext: 'textarea',
  date: 'date',
  datetime: 'datetime',
  boolean: 'boolean',
  picklist: 'picklist',
  integer: 'number',
  double: 'number',
} as const;

export type FieldKind = (typeof FIELD_KINDS)[keyof typeof FIELD_KINDS];

/**
 * What a form holds of a record: text as typed, a wall time for an instant, a day for a time of an all-day meeting,
 * switches as booleans.
 */
export type FormValues = Record<string, string | boolean>;

export function kindOf(field: Pick<Field, 'data_type'>): FieldKind | null {
  const kinds: Readonly<Record<string, FieldKind>> = FIELD_KINDS;
  return Object.hasOwn(kinds, field.data_type) ? (kinds[field.data_type] ?? null) : null;
}

/** The fields a person may fill in, and the ones that are only shown. */
export function splitFields(fields: readonly Field[]): {
  readonly editable: readonly Field[];
  readonly shown: readonly Field[];
} {
  const visible = fields.filter((field) => field.visible);
  const isEditable = (field: Field): boolean => !field.read_only && kindOf(field) !== null;
  return {
    editable: visible.filter(isEditable),
    shown: visible.filter((field) => !isEditable(field)),
  };
}

export function toForm(fields: readonly Field[], record: CrmRecordBody, timeZone: string): FormValues {
  return Object.fromEntries(fields.map((field) => [field.api_name, formValue(field, record, timeZone)]));
}

function formValue(field: Field, record: CrmRecordBody, timeZone: string): string | boolean {
  const kind = kindOf(field);
  const value = record[field.api_name];
  if (kind === 'boolean') return value === true;
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return '';
  if (kind !== 'datetime') return value;
  return writtenDay(record, field.api_name) ?? toWallTime(value, timeZone);
}

/** What was changed in the form, as the record wants it: an emptied field is null. */
export function changedFields(
  fields: readonly Field[],
  before: FormValues,
  after: FormValues,
  timeZone: string,
): CrmRecordBody {
  return Object.fromEntries(
    fields
      .filter(({ api_name }) => before[api_name] !== after[api_name])
      .map((field) => [field.api_name, recordValue(field, after[field.api_name], timeZone)]),
  );
}

function recordValue(field: Field, value: string | boolean | undefined, timeZone: string): unknown {
  if (typeof value === 'boolean') return value;
  if (value === undefined || value.trim() === '') return null;
  const kind = kindOf(field);
  if (kind === 'datetime')
    return isDay(value) ? dayAsTime(field.api_name, value) : toInstant(value, timeZone);
  return kind === 'number' ? Number(value) : value;
}

const isDay = (value: string): boolean => /^\d{4}-\d\d-\d\d$/.test(value);
