import { sql, type RawBuilder, type SelectQueryBuilder } from 'kysely';
import type { RecordModule } from '@syncgrant/core';
import type { Schema } from '../schema.ts';
import type { Tenant } from '../tenant.ts';
import { isMeetingOf, type Participant } from './participants.ts';
import { filterCondition, walkingCondition, type RecordFilter } from './record-filter.ts';
import type { RecordRow } from './records.ts';

/** Which records of a module somebody may see at all. */
export interface RecordScope {
  readonly module: RecordModule;
  /** Only this user's. */
  readonly ownerId?: string | undefined;
  /** Besides the owner's, meetings of others in which somebody takes part. Deleted ones are their owners' alone. */
  readonly participant?: Participant | undefined;
  /** Leads that were converted are left out unless it says otherwise; true asks for these alone. */
  readonly converted?: boolean | 'both' | undefined;
}

export type SortField = 'id' | 'Created_Time' | 'Modified_Time';

/** A place in a sorted list: the value and the id of the last record before it. */
export interface Position {
  readonly id: string;
  /** An ISO instant; null where the list is sorted by id. */
  readonly at: string | null;
}

export interface RecordQuery extends RecordScope {
  readonly ids?: readonly string[] | undefined;
  readonly filter?: RecordFilter | undefined;
  readonly modifiedAfter?: Date | null | undefined;
  /** By id unless it says otherwise. */
  readonly sortBy?: SortField | undefined;
  /** Newest first unless it says otherwise. */
  readonly order?: 'asc' | 'desc' | undefined;
  readonly limit: number;
  readonly offset?: number | undefined;
  /** Instead of an offset: goes on after this place, however long the list is. */
  readonly after?: Position | null | undefined;
}

export interface RecordPage {
  readonly rows: RecordRow[];
  readonly more: boolean;
}

const living = (tenant: Tenant, { module, ownerId, converted = false }: RecordScope) => {
  let query = tenant.select('record').where('module', '=', module).where('deleted_at', 'is', null);
  if (ownerId !== undefined) query = query.where('owner_id', '=', ownerId);
  if (module !== 'Leads' || converted === 'both') return query;
  return query.where(sql<boolean>`(record.fields @> '{"Converted__s": true}') = ${converted}`);
};

type RecordSelect<Row> = SelectQueryBuilder<Schema, 'record', Row>;

/** A part of the records that somebody may see: `select` has them all, and `among` is where an index looks for them. */
interface Part {
  readonly select: RecordSelect<object>;
  readonly among: RecordScope;
}

/** The scope's records: the owner's or everybody's, and apart from these what a participant sees of others. */
function partsOf(tenant: Tenant, scope: RecordScope): readonly [own: Part, ofOthers?: Part] {
  const own = { select: living(tenant, scope), among: scope };
  if (scope.ownerId === undefined || scope.participant === undefined) return [own];
  const among = { ...scope, ownerId: undefined };
  return [own, { select: living(tenant, among).where(isMeetingOf(tenant, scope.participant)), among }];
}

/** The first of the scope's records as the query sorts them. Of each part no more is read than is needed. */
function firstOf(
  tenant: Tenant,
  query: RecordQuery,
  { limit, offset = 0 }: { readonly limit: number; readonly offset?: number },
  narrowed = ({ select }: Part): RecordSelect<object> => select,
): RecordSelect<RecordRow> {
  const [own, ofOthers] = partsOf(tenant, query);
  if (ofOthers === undefined) return sorted(narrowed(own), query).limit(limit).offset(offset).selectAll();
  const first = (part: Part) =>
    tenant.db
      .selectFrom(
        sorted(narrowed(part), query)
          .limit(offset + limit)
          .selectAll()
          .as('part'),
      )
      .selectAll();
  const both = first(own).unionAll(first(ofOthers)).as('record');
  return sorted(tenant.db.selectFrom(both), query).limit(limit).offset(offset).selectAll();
}

/**
 * These have indexes of their own. What they find is worked out first and by itself: beside `limit`, a planner that expects
 * many matches would rather go through the sorted list, and look at every record when there are few. An equal text sees to that
 * by itself.
 */
const isIndexed = ({ kind }: RecordFilter): boolean => kind !== 'criteria' && kind !== 'equal';

/** A page of living records, and whether there are more. */
export async function listRecords(tenant: Tenant, query: RecordQuery): Promise<RecordPage> {
  const { ids, filter, limit, offset = 0, modifiedAfter } = query;
  const walked = await fullPageByWalking(tenant, query);
  if (walked !== undefined) return walked;
  const rows = await firstOf(tenant, query, { limit: limit + 1, offset }, (part) => {
    let { select } = part;
    if (ids !== undefined) select = select.where('id', 'in', ids);
    if (filter !== undefined) {
      const matching = living(tenant, part.among).where(filterCondition(filter)).select('id');
      select = select.where(
        isIndexed(filter) ? sql<boolean>`record.id = any(array(${matching}))` : filterCondition(filter),
      );
    }
    return modifiedAfter ? select.where('modified_at', '>', modifiedAfter) : select;
  }).execute();
  return { rows: rows.slice(0, limit), more: rows.length > limit };
}

/** So many records are looked through before an index is asked. */
const WALKED = 2_000;

/** Half as many likely records as a page takes, and no more, are looked at in vain: each takes far longer than walking by. */
const MOST_LIKELY = 1.5;

/**
 * The page, if the first records of the list fill it. An index finds all that match before the first page is known, which takes
 * long where a good part of the module does; walking takes long where hardly any do, and so it ends early.
 */
async function fullPageByWalking(tenant: Tenant, query: RecordQuery): Promise<RecordPage | undefined> {
  const { filter, limit, offset = 0 } = query;
  const matches = filter === undefined ? undefined : walkingCondition(filter);
  if (matches === undefined || query.ids !== undefined || query.modifiedAfter) return undefined;
  const needed = offset + limit + 1;
  const first = firstOf(tenant, query, { limit: WALKED });
  let found = sorted(tenant.db.selectFrom(first.as('record')), query)
    .where(matches.likely)
    .selectAll();
  if (matches.exact !== undefined) {
    const likely = found.limit(Math.ceil(needed * MOST_LIKELY));
    found = sorted(tenant.db.selectFrom(likely.as('record')), query)
      .where(matches.exact)
      .selectAll();
  }
  const rows = await found
    .limit(limit + 1)
    .offset(offset)
    .execute();
  return rows.length > limit ? { rows: rows.slice(0, limit), more: true } : undefined;
}

/** The list in its order, from where it goes on. */
function sorted<Row>(select: RecordSelect<Row>, query: RecordQuery): RecordSelect<Row> {
  const { sortBy = 'id', order = 'desc', after } = query;
  const rest = after ? select.where(isAfter(after, sortBy, order)) : select;
  return (sortBy === 'id' ? rest : rest.orderBy(COLUMN[sortBy], order)).orderBy('id', order);
}

const COLUMN = { Created_Time: 'created_at', Modified_Time: 'modified_at' } as const;

function isAfter({ id, at }: Position, sortBy: SortField, order: 'asc' | 'desc'): RawBuilder<boolean> {
  const beyond = order === 'asc' ? sql`>` : sql`<`;
  if (sortBy === 'id') return sql<boolean>`record.id ${beyond} ${id}::int8`;
  const column = sql.ref(`record.${COLUMN[sortBy]}`);
  return sql<boolean>`(${column}, record.id) ${beyond} (${at}::timestamptz, ${id}::int8)`;
}

/** Where a list that is sorted so goes on after the row. */
export const positionOf = (row: RecordRow, sortBy: SortField): Position => ({
  id: row.id,
  at: sortBy === 'id' ? null : row[COLUMN[sortBy]].toISOString(),
});

export async function countRecords(tenant: Tenant, scope: RecordScope): Promise<number> {
  let records = 0;
  for (const part of partsOf(tenant, scope)) {
    if (part === undefined) continue;
    const { count } = await part.select
      .select(sql<number>`count(*)::int4`.as('count'))
      .executeTakeFirstOrThrow();
    records += count;
  }
  return records;
}

export interface DeletedQuery extends RecordScope {
  readonly deletedAfter?: Date | null | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** Deleted records, latest first. */
export async function listDeletedRecords(
  tenant: Tenant,
  { module, ownerId, deletedAfter, limit, offset }: DeletedQuery,
): Promise<RecordPage> {
  let select = tenant.select('record').where('module', '=', module).where('deleted_at', 'is not', null);
  if (ownerId !== undefined) select = select.where('owner_id', '=', ownerId);
  if (deletedAfter) select = select.where('deleted_at', '>', deletedAfter);
  const rows = await select
    .orderBy('deleted_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .offset(offset)
    .selectAll()
    .execute();
  return { rows: rows.slice(0, limit), more: rows.length > limit };
}

/**
 * Makes others who look for duplicates in the module wait until the transaction ends, so that two requests at once do not
 * both find nothing and create the same record.
 */
export async function lockDuplicateSearch(tenant: Tenant, module: RecordModule): Promise<void> {
  const key = `duplicates ${tenant.organisationId} ${module}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(tenant.db);
}
