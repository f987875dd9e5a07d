import type { Selectable } from 'kysely';
import type { OccurrenceOf, RecordModule } from '@syncgrant/core';
import type { RecordTable } from '../schema.ts';
import type { Tenant } from '../tenant.ts';
import { writeRecords } from './record-batch.ts';

export type RecordRow = Selectable<RecordTable>;
export type RecordFields = Readonly<Record<string, unknown>>;

/**
 * Single records of every module. Each write takes a tenant over a transaction, because the record, its row in the change
 * feed and the owner's request for a tick commit together or not at all; several writes go through `writeRecords`.
 */

/** Who writes. A sync's own writes ask for no tick: it is running already. */
export interface Writer {
  readonly userId: string;
  readonly origin: 'user' | 'sync';
  readonly now: Date;
}

export interface RecordTarget {
  readonly module: RecordModule;
  readonly id: string;
}

export interface NewRecord {
  readonly module: RecordModule;
  readonly ownerId: string;
  readonly fields: RecordFields;
  readonly icalUid?: string | null;
  /** Of a meeting that stands in place of one occurrence of a series. */
  readonly occurrence?: OccurrenceOf | undefined;
  /** Of a record that comes from another system: since when it has been there. Left out, both are now. */
  readonly createdAt?: Date | undefined;
  readonly modifiedAt?: Date | undefined;
}

export interface RecordChange {
  /** Only these fields change; a null value empties the field. */
  readonly fields: RecordFields;
  readonly ownerId?: string;
  readonly icalUid?: string | null;
  /** Refuses when the record has another version by now. */
  readonly expectedVersion?: number;
}

export const createRecord = (tenant: Tenant, writer: Writer, record: NewRecord): Promise<RecordRow> =>
  writeRecords(tenant, writer, (batch) => batch.create(record));

/** `null` when there is no such record, it was deleted, or it has another version than expected. */
export const updateRecord = (
  tenant: Tenant,
  writer: Writer,
  target: RecordTarget,
  change: RecordChange,
): Promise<RecordRow | null> => writeRecords(tenant, writer, (batch) => batch.update(target, change));

/** The record stays for the list of deleted ones. `null` as in `updateRecord`. */
export const deleteRecord = (
  tenant: Tenant,
  writer: Writer,
  target: RecordTarget,
  expectedVersion?: number,
): Promise<RecordRow | null> =>
  writeRecords(tenant, writer, (batch) => batch.delete(target, expectedVersion));

export async function readRecord(tenant: Tenant, target: RecordTarget): Promise<RecordRow | null> {
  const row = await tenant
    .select('record')
    .where('id', '=', target.id)
    .where('module', '=', target.module)
    .where('deleted_at', 'is', null)
    .selectAll()
    .executeTakeFirst();
  return row ?? null;
}

/** Records by id, of any module, deleted ones included. */
export async function readRecords(tenant: Tenant, ids: readonly string[]): Promise<RecordRow[]> {
  if (ids.length === 0) return [];
  return tenant.select('record').where('id', 'in', ids).selectAll().execute();
}

/** Living records that stand in place of occurrences of a series, in the order of their dates. */
export async function recordsOfSeries(tenant: Tenant, seriesId: string): Promise<RecordRow[]> {
  return tenant
    .select('record')
    .where('series_id', '=', seriesId)
    .where('deleted_at', 'is', null)
    .orderBy('occurrence_date')
    .selectAll()
    .execute();
}

/** Living records of a module, locked until the transaction ends; in one order for everybody, so that nobody waits in a circle. */
export async function lockRecords(
  tenant: Tenant,
  module: RecordModule,
  ids: readonly string[],
): Promise<RecordRow[]> {
  if (ids.length === 0) return [];
  return tenant
    .select('record')
    .where('id', 'in', ids)
    .where('module', '=', module)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .selectAll()
    .forUpdate()
    .execute();
}
