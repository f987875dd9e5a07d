import { findField, RECORD_FIELDS, type DecisionContext, type RecordModule } from '@syncgrant/core';
import { readRecords, readUsers, type RecordRow, type Tenant } from '@syncgrant/store';
import { zohoTime } from '../http/wire-time.ts';
import { mayRead } from './field-access.ts';

export type RecordView = Record<string, unknown>;

/**
 * Records as the caller may see them, with the fields that were asked for, or all of them. Hidden fields are left out,
 * also when they are asked for.
 */
export async function recordViews(
  tenant: Tenant,
  context: DecisionContext,
  module: RecordModule,
  rows: readonly RecordRow[],
  fields: readonly string[] = RECORD_FIELDS[module].map(({ apiName }) => apiName),
): Promise<RecordView[]> {
  const shown = [...new Set(['id', ...fields])].filter((field) => mayRead(context, module, field));
  const names = await namesIn(tenant, context, module, rows);
  return rows.map((row) =>
    Object.fromEntries(shown.map((field) => [field, valueOf(row, module, field, names)])),
  );
}

interface Names {
  readonly users: ReadonlyMap<string, { readonly name: string; readonly email: string }>;
  readonly contacts: ReadonlyMap<string, string>;
}

function valueOf(row: RecordRow, module: RecordModule, field: string, names: Names): unknown {
  switch (field) {
    case 'id':
      return row.id;
    case 'Owner':
      return { id: row.owner_id, ...names.users.get(row.owner_id) };
    case 'Created_By':
      return { id: row.created_by, name: names.users.get(row.created_by)?.name };
    case 'Modified_By':
      return { id: row.modified_by, name: names.users.get(row.modified_by)?.name };
    case 'Created_Time':
      return zohoTime(row.created_at);
    case 'Modified_Time':
      return zohoTime(row.modified_at);
    case 'Full_Name':
      return fullNameOf(row);
    default: {
      const value = row.fields[field] ?? null;
      const contactId = findField(module, field)?.dataType === 'lookup' ? idOf(value) : null;
      return contactId === null ? value : { id: contactId, name: names.contacts.get(contactId) ?? null };
    }
  }
}

const fullNameOf = ({ fields }: RecordRow): string =>
  [fields['First_Name'], fields['Last_Name']].filter((part) => typeof part === 'string').join(' ');

const idOf = (value: unknown): string | null =>
  typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string'
    ? value.id
    : null;

/** Names of the people and contacts that the records refer to; a contact's only for those who may see contacts. */
async function namesIn(
  tenant: Tenant,
  context: DecisionContext,
  module: RecordModule,
  rows: readonly RecordRow[],
): Promise<Names> {
  const userIds = new Set(rows.flatMap((row) => [row.owner_id, row.created_by, row.modified_by]));
  const lookups = RECORD_FIELDS[module].filter(({ dataType }) => dataType === 'lookup');
  const contactIds = new Set(
    rows.flatMap((row) => lookups.flatMap(({ apiName }) => idOf(row.fields[apiName]) ?? [])),
  );
  const users = await readUsers(tenant, [...userIds]);
  const contacts = mayRead(context, 'Contacts', 'Full_Name')
    ? await readRecords(tenant, [...contactIds])
    : [];
  return {
    users: new Map(users.map(({ id, name, email }) => [id, { name, email }])),
    contacts: new Map(
      contacts.filter((row) => row.module === 'Contacts').map((row) => [row.id, fullNameOf(row)]),
    ),
  };
}
