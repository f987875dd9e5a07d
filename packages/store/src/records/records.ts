import { sql, type Selectable } from 'kysely';
import type { RecordModule } from '@syncgrant/contracts';
import { requestTicksOfUser } from '../sync/wanted.ts';
import type { RecordTable } from '../schema.ts';
import type { Tenant } from '../tenant.ts';
import { appendToStreams, type FeedRow, type Stream } from './feed.ts';

export type RecordRow = Selectable<RecordTable>;
export type RecordFields = Readonly<Record<string, unknown>>;

/**
 * Writes to records of every module. Each takes a tenant over a transaction, because the record, its row in the
 * change feed and the owner's request for a tick commit together or not at all.
 */

/** Who writes. A sync's own writes ask for no tick: it is running already. */
export interface Writer {
  readonly userId: string;
  readonly origin: 'user' | 'sync';
  readonly now: Date;
}

/** Announced on this channel after every committed change of records: `{ organisationId, userId, module }`. */
export const RECORDS_CHANNEL = 'syncgrant_records';

export async function createRecord(
  tenant: Tenant,
  writer: Writer,
  record: { module: RecordModule; ownerId: string; fields: RecordFields; icalUid?: string | null },
): Promise<RecordRow> {
  const row = await tenant
    .insert('record', {
      module: record.module,
      owner_id: record.ownerId,
      fields: JSON.stringify(record.fields),
      ical_uid: record.icalUid ?? null,
      created_by: writer.userId,
      modified_by: writer.userId,
      created_at: writer.now,
      modified_at: writer.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await publish(tenant, writer, row, [{ recordId: row.id, kind: 'changed' }]);
  return row;
}

export interface RecordChange {
  /** Only these fields change; a null value empties the field. */
  readonly fields: RecordFields;
  readonly ownerId?: string;
  readonly icalUid?: string | null;
  /** Refuses when the record has another version by now. */
  readonly expectedVersion?: number;
}

/** `null` when there is no such record, it was deleted, or it has another version than expected. */
export async function updateRecord(
  tenant: Tenant,
  writer: Writer,
  target: { module: RecordModule; id: string },
  change: RecordChange,
): Promise<RecordRow | null> {
  const before = await tenant
    .select('record')
    .where('id', '=', target.id)
    .where('module', '=', target.module)
    .where('deleted_at', 'is', null)
    .select(['owner_id', 'version'])
    .forUpdate()
    .executeTakeFirst();
  if (before === undefined) return null;
  if (change.expectedVersion !== undefined && change.expectedVersion !== before.version) return null;
  const row = await tenant
    .update('record')
    .where('id', '=', target.id)
    .set({
      fields: sql<string>`record.fields || ${JSON.stringify(change.fields)}::jsonb`,
      version: sql<number>`record.version + 1`,
      modified_by: writer.userId,
      modified_at: writer.now,
      ...(change.ownerId !== undefined && { owner_id: change.ownerId }),
      ...(change.icalUid !== undefined && { ical_uid: change.icalUid }),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  const left = before.owner_id === row.owner_id ? [] : [{ recordId: row.id, kind: 'left' as const }];
  await publish(tenant, writer, row, [{ recordId: row.id, kind: 'changed' }], {
    ownerId: before.owner_id,
    rows: left,
  });
  return row;
}

/** The record stays for the list of deleted ones. `null` as in `updateRecord`. */
export async function deleteRecord(
  tenant: Tenant,
  writer: Writer,
  target: { module: RecordModule; id: string },
  expectedVersion?: number,
): Promise<RecordRow | null> {
  let query = tenant
    .update('record')
    .where('id', '=', target.id)
    .where('module', '=', target.module)
    .where('deleted_at', 'is', null);
  if (expectedVersion !== undefined) query = query.where('version', '=', expectedVersion);
  const row = await query
    .set({
      deleted_at: writer.now,
      modified_at: writer.now,
      modified_by: writer.userId,
      version: sql<number>`record.version + 1`,
    })
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) return null;
  await publish(tenant, writer, row, [{ recordId: row.id, kind: 'deleted' }]);
  return row;
}

export async function readRecord(
  tenant: Tenant,
  target: { module: RecordModule; id: string },
): Promise<RecordRow | null> {
  const row = await tenant
    .select('record')
    .where('id', '=', target.id)
    .where('module', '=', target.module)
    .where('deleted_at', 'is', null)
    .selectAll()
    .executeTakeFirst();
  return row ?? null;
}

/** Newest first; `limit` rows after `offset`, and whether there are more. */
export async function listRecords(
  tenant: Tenant,
  filter: { module: RecordModule; ownerId?: string; limit: number; offset: number },
): Promise<{ rows: RecordRow[]; more: boolean }> {
  let query = tenant.select('record').where('module', '=', filter.module).where('deleted_at', 'is', null);
  if (filter.ownerId !== undefined) query = query.where('owner_id', '=', filter.ownerId);
  const rows = await query
    .orderBy('id', 'desc')
    .limit(filter.limit + 1)
    .offset(filter.offset)
    .selectAll()
    .execute();
  return { rows: rows.slice(0, filter.limit), more: rows.length > filter.limit };
}

/** Records by id, deleted ones included: what a sync reads of them. */
export async function readRecords(tenant: Tenant, ids: readonly string[]): Promise<RecordRow[]> {
  if (ids.length === 0) return [];
  return tenant.select('record').where('id', 'in', ids).selectAll().execute();
}

async function publish(
  tenant: Tenant,
  writer: Writer,
  row: RecordRow,
  rows: readonly FeedRow[],
  former?: { ownerId: string; rows: readonly FeedRow[] },
): Promise<void> {
  const stream: Stream = { ownerId: row.owner_id, module: row.module };
  const moved = former !== undefined && former.rows.length > 0;
  if (writer.origin === 'user') {
    await requestTicksOfUser(tenant, row.owner_id);
    if (moved) await requestTicksOfUser(tenant, former.ownerId);
  }
  await appendToStreams(
    tenant,
    [
      { stream, rows },
      ...(moved ? [{ stream: { ownerId: former.ownerId, module: row.module }, rows: former.rows }] : []),
    ],
    writer.now,
  );
  const payload = JSON.stringify({
    organisationId: tenant.organisationId,
    userId: row.owner_id,
    module: row.module,
  });
  await sql`select pg_notify(${RECORDS_CHANNEL}, ${payload})`.execute(tenant.db);
}
