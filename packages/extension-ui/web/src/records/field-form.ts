import { crmModuleSchema, type CrmModule, type CrmRecordBody, type listFields } from '@syncgrant/contracts';
import { findField } from '@syncgrant/core';
import type { z } from 'zod';
import { toInstant, toWallTime } from '../time/wall-time.ts';
import { dayAsTime, writtenDay } from './all-day.ts';
import {
  choicesIn,
  isBlank,
  isReference,
  isSame,
  rowsIn,
  type FormRow,
  type FormValue,
  type FormValues,
  type Reference,
} from './form-value.ts';

type ListedField = z.output<typeof listFields.response>['fields'][number];

/** What the pages need to know of a field. */
export type Field = Pick<
  ListedField,
  | 'api_name'
  | 'field_label'
  | 'data_type'
  | 'length'
  | 'system_mandatory'
  | 'read_only'
  | 'visible'
  | 'lookup'
  | 'pick_list_values'
>;

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
  multiselectpicklist: 'picklists',
  integer: 'number',
  double: 'number',
  currency: 'amount',
  percent: 'percent',
  lookup: 'record',
  ownerlookup: 'person',
  subform: 'rows',
} as const;

/** `related`: a record of one of several modules. */
export type FieldKind = (typeof FIELD_KINDS)[keyof typeof FIELD_KINDS] | 'related';

export function kindOf(field: Pick<Field, 'data_type' | 'lookup'>): FieldKind | null {
  const kinds: Readonly<Record<string, FieldKind>> = FIELD_KINDS;
  const kind = Object.hasOwn(kinds, field.data_type) ? (kinds[field.data_type] ?? null) : null;
  return kind === 'record' && lookedUpModule(field) === null ? 'related' : kind;
}

/** Whose records a lookup names; null where they may be of several modules. */
export const lookedUpModule = ({ lookup }: Pick<Field, 'lookup'>): CrmModule | null =>
  crmModuleSchema.safeParse(lookup?.module.api_name).data ?? null;

export interface FieldGroups {
  /** With an input each; those that the profile may only read among them. */
  readonly inputs: readonly Field[];
  /** The inputs that may be changed. */
  readonly editable: readonly Field[];
  /** Shown only: the system's own, and types that no input fits. A photo has a place of its own. */
  readonly shown: readonly Field[];
  readonly hidden: readonly Field[];
}

export function groupFields(module: CrmModule, fields: readonly Field[]): FieldGroups {
  const visible = fields.filter((field) => field.visible);
  const isInput = (field: Field): boolean =>
    kindOf(field) !== null && findField(module, field.api_name)?.readOnly !== true;
  const inputs = visible.filter(isInput);
  return {
    inputs,
    editable: inputs.filter((field) => !field.read_only),
    shown: visible.filter((field) => !isInput(field) && field.data_type !== 'profileimage'),
    hidden: fields.filter((field) => !field.visible),
  };
}

/** The fields of a subform's rows. */
export const rowFieldsOf = (module: CrmModule, apiName: string): readonly Field[] =>
  (findField(module, apiName)?.subform ?? []).map((field) => ({
    api_name: field.apiName,
    field_label: field.label,
    data_type: field.dataType,
    length: field.length,
    system_mandatory: field.mandatory,
    read_only: field.readOnly,
    visible: true,
    ...(field.lookupModule !== null && { lookup: { module: { api_name: field.lookupModule } } }),
    pick_list_values: field.pickListValues.map((value) => ({ display_value: value, actual_value: value })),
  }));

/** The fields of a row that people fill in; where a row stands follows from its place. */
export const rowInputsOf = (module: CrmModule, apiName: string): readonly Field[] =>
  rowFieldsOf(module, apiName).filter((field) => !field.read_only && field.api_name !== 'Sequence_Number');

/** Between records of a module and what forms hold of them, for a person in a time zone. */
export interface FormScope {
  readonly module: CrmModule;
  readonly timeZone: string;
}

export function toForm(fields: readonly Field[], record: CrmRecordBody, scope: FormScope): FormValues {
  return Object.fromEntries(fields.map((field) => [field.api_name, formValue(field, record, scope)]));
}

function formValue(field: Field, record: CrmRecordBody, scope: FormScope): FormValue {
  const kind = kindOf(field);
  const value = record[field.api_name];
  switch (kind) {
    case 'boolean':
      return value === true;
    case 'picklists':
      return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
    case 'rows':
      return Array.isArray(value)
        ? value.filter(isRecord).map((row, index) => toRow(field, row, index, scope))
        : [];
    case 'record':
    case 'person':
      return referenceOf(value) ?? '';
    case 'related': {
      const module = crmModuleSchema.safeParse(record['$se_module']).data;
      const reference = referenceOf(value);
      return reference === null ? '' : { ...reference, ...(module !== undefined && { module }) };
    }
    default:
      if (typeof value === 'number') return String(value);
      if (typeof value !== 'string') return '';
      if (kind !== 'datetime') return value;
      return writtenDay(record, field.api_name) ?? toWallTime(value, scope.timeZone);
  }
}

function toRow(subform: Field, row: CrmRecordBody, index: number, scope: FormScope): FormRow {
  const fields = rowInputsOf(scope.module, subform.api_name);
  const written = new Set(fields.map(({ api_name }) => api_name));
  const kept = Object.entries(row).filter(
    ([name, value]) => value !== null && !written.has(name) && (name === 'id' || name === 'Sequence_Number'),
  );
  return { key: index, values: toForm(fields, row, scope), kept: Object.fromEntries(kept) };
}

const isRecord = (value: unknown): value is CrmRecordBody => typeof value === 'object' && value !== null;

export function referenceOf(value: unknown): Reference | null {
  if (!isRecord(value) || typeof value['id'] !== 'string') return null;
  return { id: value['id'], name: typeof value['name'] === 'string' ? value['name'] : '' };
}

/** What was changed in the form, as the record wants it: an emptied field is null. */
export function changedFields(
  fields: readonly Field[],
  before: FormValues,
  after: FormValues,
  scope: FormScope,
): CrmRecordBody {
  return Object.fromEntries(
    fields
      .filter(({ api_name }) => !isSame(before[api_name], after[api_name]))
      .flatMap((field) => entriesOf(field, after[field.api_name], scope)),
  );
}

function entriesOf(field: Field, value: FormValue | undefined, scope: FormScope): [string, unknown][] {
  const entry: [string, unknown] = [field.api_name, recordValue(field, value, scope)];
  const related = kindOf(field) === 'related' && isReference(value) ? value.module : undefined;
  return related === undefined ? [entry] : [entry, ['$se_module', related]];
}

/** One value of a form as the record wants it. */
function recordValue(field: Field, value: FormValue | undefined, scope: FormScope): unknown {
  if (typeof value === 'boolean') return value;
  if (value === undefined || isBlank(value)) return kindOf(field) === 'rows' ? [] : null;
  const kind = kindOf(field);
  if (isReference(value)) return { id: value.id };
  if (kind === 'picklists') return choicesIn(value);
  if (kind === 'rows') return rowsIn(value).map((row) => rowRecord(field, row, scope));
  if (typeof value !== 'string') return null;
  if (kind === 'datetime')
    return isDay(value) ? dayAsTime(field.api_name, value) : toInstant(value, scope.timeZone);
  return kind === 'number' || kind === 'amount' || kind === 'percent' ? Number(value) : value;
}

/** A row as the record wants it; what is empty is left out. */
function rowRecord(subform: Field, row: FormRow, scope: FormScope): CrmRecordBody {
  const values = rowInputsOf(scope.module, subform.api_name)
    .filter(({ api_name }) => !isBlank(row.values[api_name]))
    .map((field): [string, unknown] => [
      field.api_name,
      recordValue(field, row.values[field.api_name], scope),
    ]);
  return Object.fromEntries([...Object.entries(row.kept), ...values]);
}

const isDay = (value: string): boolean => /^\d{4}-\d\d-\d\d$/.test(value);
