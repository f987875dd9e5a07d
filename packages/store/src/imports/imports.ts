import { sql, type Selectable } from 'kysely';
import type { RecordModule } from '@syncgrant/core';
import type { Tenant } from '../tenant.ts';
import { insertImportRows, saveResults, type FileRow, type RowResult } from './import-rows.ts';
import type { ImportColumn, RecordImportTable } from './tables.ts';

export type RecordImport = Selectable<RecordImportTable>;

/** Imports that are kept of one user; with one more, the oldest goes. */
const MOST_IMPORTS = 10;
const KEPT_DAYS = 30;

export interface NewImport {
  readonly module: RecordModule;
  readonly userId: string;
  readonly fileName: string;
  readonly columns: readonly ImportColumn[];
  readonly options: unknown;
  readonly rows: readonly FileRow[];
  readonly now: Date;
}

/** Keeps an import with its rows. Old ones go: of the organisation by age, of the user by number. Takes a transaction. */
export async function createImport(tenant: Tenant, given: NewImport): Promise<RecordImport> {
  const row = await tenant
    .insert('record_import', {
      module: given.module,
      user_id: given.userId,
      file_name: given.fileName,
      columns: JSON.stringify(given.columns),
      options: JSON.stringify(given.options),
      row_count: given.rows.length,
      created_at: given.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await insertImportRows(tenant, row.id, given.rows);
  const tooOld = new Date(given.now.getTime() - KEPT_DAYS * 86_400_000);
  const tooMany = tenant
    .select('record_import')
    .where('user_id', '=', given.userId)
    .orderBy('id', 'desc')
    .offset(MOST_IMPORTS)
    .select('id');
  await tenant
    .delete('record_import')
    .where((eb) => eb.or([eb('created_at', '<', tooOld), eb('id', 'in', tooMany)]))
    .execute();
  return row;
}

/** Which import: nobody reaches those of others. */
export interface ImportTarget {
  readonly module: RecordModule;
  readonly userId: string;
  readonly id: string;
}

const target = (tenant: Tenant, { module, userId, id }: ImportTarget) =>
  tenant
    .select('record_import')
    .where('module', '=', module)
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .selectAll();

export async function readImport(tenant: Tenant, which: ImportTarget): Promise<RecordImport | null> {
  return (await target(tenant, which).executeTakeFirst()) ?? null;
}

/** Locked until the transaction ends, so that of two who work on it one waits and goes on where the other has come to. */
export async function lockImport(tenant: Tenant, which: ImportTarget): Promise<RecordImport | null> {
  return (await target(tenant, which).forUpdate().executeTakeFirst()) ?? null;
}

/** Latest first; there are few. */
export async function listImports(
  tenant: Tenant,
  { module, userId }: Omit<ImportTarget, 'id'>,
): Promise<RecordImport[]> {
  return tenant
    .select('record_import')
    .where('module', '=', module)
    .where('user_id', '=', userId)
    .orderBy('id', 'desc')
    .selectAll()
    .execute();
}

export async function changeImportOptions(
  tenant: Tenant,
  id: string,
  options: unknown,
): Promise<RecordImport> {
  return tenant
    .update('record_import')
    .where('id', '=', id)
    .set({ options: JSON.stringify(options) })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function cancelImport(tenant: Tenant, id: string, now: Date): Promise<RecordImport> {
  return tenant
    .update('record_import')
    .where('id', '=', id)
    .set({ state: 'cancelled', finished_at: now })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Notes what became of the next rows, which the caller has locked the import for. */
export async function advanceImport(
  tenant: Tenant,
  { id, position, row_count: rowCount }: RecordImport,
  results: readonly RowResult[],
  now: Date,
): Promise<RecordImport> {
  await saveResults(tenant, id, results);
  const reached = position + results.length;
  const done = reached >= rowCount;
  const count = (wanted: RowResult['result']) => results.filter(({ result }) => result === wanted).length;
  return tenant
    .update('record_import')
    .where('id', '=', id)
    .set({
      position: reached,
      state: done ? 'done' : 'running',
      finished_at: done ? now : null,
      created: sql<number>`created + ${count('created')}`,
      updated: sql<number>`updated + ${count('updated')}`,
      skipped: sql<number>`skipped + ${count('skipped')}`,
      failed: sql<number>`failed + ${count('failed')}`,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}
