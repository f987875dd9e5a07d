import {
  derivedValue,
  displayFieldOf,
  findField,
  RECORD_FIELDS,
  type RecordModule,
  type Via,
} from '@syncgrant/core';
import { readRecords, readUsers, type RecordRow } from '@syncgrant/store';
import type { Caller } from '../http/caller.ts';
import { zohoTime } from '../http/wire-time.ts';
import { ModuleDecisions } from './module-decisions.ts';
import { idOf, referencesIn } from './references.ts';
import { seenRows } from './seen-records.ts';

export type RecordView = Record<string, unknown>;

/**
 * Records as the caller may see them, with the fields that were asked for, or all of them. Hidden fields are left out,
 * also when they are asked for.
 */
export async function recordViews(
  caller: Caller,
  module: RecordModule,
  rows: readonly RecordRow[],
  fields: readonly string[] = RECORD_FIELDS[module].map(({ apiName }) => apiName),
  via?: Via,
): Promise<RecordView[]> {
  const decisions = new ModuleDecisions(caller.context, module, via);
  const shown = [...new Set(['id', ...fields])].filter((field) => decisions.mayRead(field));
  const names = await namesIn(caller, module, rows);
  return rows.map((row) =>
    Object.fromEntries([
      ...shown.flatMap((field) => entriesOf(row, module, field, names)),
      ...(shown.includes('Recurring_Activity') ? placeInSeries(row) : []),
    ]),
  );
}

/** Of a meeting that stands in place of one of a series: which one. It belongs to the field that says how a meeting repeats. */
const placeInSeries = ({ series_id: seriesId, occurrence_date: date }: RecordRow): [string, unknown][] =>
  seriesId === null
    ? []
    : [
        ['$series_id', seriesId],
        ['$occurrence_date', date],
      ];

/** What names a record to people, as far as the caller may see it. */
export function displayName({ context }: Caller, row: RecordRow): string | null {
  const { module } = row;
  const field = displayFieldOf(module);
  if (!new ModuleDecisions(context, module).mayRead(field)) return null;
  const value = derivedValue(module, field, row.fields);
  return typeof value === 'string' ? value : null;
}

interface Names {
  readonly users: ReadonlyMap<string, { readonly name: string; readonly email: string }>;
  readonly records: ReadonlyMap<string, { readonly name: string | null; readonly module: RecordModule }>;
}

/** One entry, and a second one for a relation to records of several modules: which module it is. */
function entriesOf(row: RecordRow, module: RecordModule, field: string, names: Names): [string, unknown][] {
  const value = valueOf(row, module, field, names);
  if (findField(module, field)?.lookupModule !== 'se_module') return [[field, value]];
  const related = names.records.get(idOf(value) ?? '');
  return [
    [field, value],
    ['$se_module', related?.module ?? null],
  ];
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
    default: {
      const meta = findField(module, field);
      if (meta?.dataType === 'autonumber') return row.id;
      return withNames(meta, derivedValue(module, field, row.fields), names);
    }
  }
}

type Meta = ReturnType<typeof findField>;

function withNames(meta: Meta, value: unknown, names: Names): unknown {
  if (meta?.dataType === 'subform' && Array.isArray(value)) {
    return value.map((row: object) =>
      Object.fromEntries(
        Object.entries(row).map(([name, inner]) => [
          name,
          withNames(
            meta.subform.find(({ apiName }) => apiName === name),
            inner,
            names,
          ),
        ]),
      ),
    );
  }
  const id = idOf(value);
  if (id === null) return value;
  if (meta?.dataType === 'ownerlookup') return { id, name: names.users.get(id)?.name ?? null };
  return meta?.dataType === 'lookup' ? { id, name: names.records.get(id)?.name ?? null } : value;
}

/** Names of the people and records that the records refer to; a record's only for those who may see that record. */
async function namesIn(caller: Caller, module: RecordModule, rows: readonly RecordRow[]): Promise<Names> {
  const { tenant, context } = caller;
  const references = rows.flatMap((row) => referencesIn(module, row.fields));
  const ids = (dataType: 'lookup' | 'ownerlookup') =>
    references.filter(({ field }) => field.dataType === dataType).map(({ id }) => id);
  const userIds = rows.flatMap((row) => [row.owner_id, row.created_by, row.modified_by]);
  const users = await readUsers(tenant, [...new Set([...userIds, ...ids('ownerlookup')])]);
  const records = await readRecords(tenant, [...new Set(ids('lookup'))]);
  const seen = new Set<RecordRow>();
  for (const [of, referred] of Map.groupBy(records, (row) => row.module))
    for (const row of await seenRows(caller, referred, new ModuleDecisions(context, of))) seen.add(row);
  return {
    users: new Map(users.map(({ id, name, email }) => [id, { name, email }])),
    records: new Map(
      records.map((row) => [
        row.id,
        { name: seen.has(row) ? displayName(caller, row) : null, module: row.module },
      ]),
    ),
  };
}
