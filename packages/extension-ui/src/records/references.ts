import {
  RECORD_FIELDS,
  RELATED_MODULES,
  type FieldError,
  type FieldMeta,
  type RecordModule,
  type RecordValues,
} from '@syncgrant/core';
import { readRecords, readUsers, type Tenant } from '@syncgrant/store';

/** A value that names another record or a user, and where in the record it stands. */
export interface Reference {
  readonly field: FieldMeta;
  /** The field of the record in which it stands: the subform, for a lookup in a row. */
  readonly apiName: string;
  readonly path: string;
  readonly id: string;
}

export const idOf = (value: unknown): string | null =>
  typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string'
    ? value.id
    : null;

const isRow = (row: unknown): row is RecordValues => typeof row === 'object' && row !== null;

/** Everything that a record refers to, in its rows too. The owner is a column of its own. */
export function referencesIn(module: RecordModule, values: RecordValues): readonly Reference[] {
  return RECORD_FIELDS[module].flatMap((field) => {
    const { apiName, subform } = field;
    const value = values[apiName];
    if (subform.length === 0) return referenceOf(field, value, apiName, apiName);
    if (!Array.isArray(value)) return [];
    return value
      .filter(isRow)
      .flatMap((row, index) =>
        subform.flatMap((inner) =>
          referenceOf(inner, row[inner.apiName], apiName, `${apiName}[${index}].${inner.apiName}`),
        ),
      );
  });
}

function referenceOf(field: FieldMeta, value: unknown, apiName: string, path: string): readonly Reference[] {
  const id = field.dataType === 'lookup' || field.dataType === 'ownerlookup' ? idOf(value) : null;
  return id === null ? [] : [{ field, apiName, path, id }];
}

/** The first reference to something that is not there: another organisation's record is not there either. */
export async function danglingReference(
  tenant: Tenant,
  module: RecordModule,
  fields: RecordValues,
  relatedModule: unknown,
): Promise<FieldError | null> {
  const [dangling] = await danglingReferences(tenant, module, fields, relatedModule);
  if (dangling === undefined) return null;
  const { apiName, field, path } = dangling;
  const message = `${field.label} refers to something that does not exist.`;
  return { apiName, code: 'INVALID_DATA', message, details: {}, path: `${path}.id` };
}

/** The values without the lookups of what is no longer there, for what is copied from an old record into a new one. */
export async function withoutDangling(
  tenant: Tenant,
  module: RecordModule,
  values: RecordValues,
): Promise<RecordValues> {
  const dangling = await danglingReferences(tenant, module, values, undefined);
  const lost = new Set(dangling.map(({ path }) => path));
  return Object.fromEntries(Object.entries(values).filter(([field]) => !lost.has(field)));
}

async function danglingReferences(
  tenant: Tenant,
  module: RecordModule,
  fields: RecordValues,
  relatedModule: unknown,
): Promise<readonly Reference[]> {
  const references = referencesIn(module, fields);
  if (references.length === 0) return [];
  const ids = (dataType: 'lookup' | 'ownerlookup') =>
    references.filter(({ field }) => field.dataType === dataType).map(({ id }) => id);
  const records = await readRecords(tenant, ids('lookup'));
  const users = await readUsers(tenant, ids('ownerlookup'));
  const moduleOf = new Map(
    records.filter((row) => row.deleted_at === null).map((row) => [row.id, row.module]),
  );
  const isThere = ({ field, id }: Reference): boolean => {
    if (field.dataType === 'ownerlookup') return users.some((user) => user.id === id);
    const found = moduleOf.get(id);
    if (field.lookupModule !== 'se_module') return found === field.lookupModule;
    return (
      RELATED_MODULES.some((known) => known === found) &&
      (typeof relatedModule !== 'string' || relatedModule === found)
    );
  };
  return references.filter((reference) => !isThere(reference));
}
