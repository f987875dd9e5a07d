import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Tenant } from '../tenant.ts';
import type { AttachmentTable } from './tables.ts';

export type AttachmentRow = Selectable<AttachmentTable>;

export interface NewAttachment {
  readonly recordId: string;
  readonly fileName: string;
  readonly content: Blob;
  readonly createdBy: string;
  readonly now: Date;
}

/** The bytes of one part. */
const PART_BYTES = 1_048_576;

/** Takes a tenant over a transaction: the file and its bytes are there together or not at all. */
export async function createAttachment(tenant: Tenant, file: NewAttachment): Promise<AttachmentRow> {
  const row = await tenant
    .insert('attachment', {
      record_id: file.recordId,
      file_name: file.fileName,
      size: file.content.size,
      created_by: file.createdBy,
      created_at: file.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  for (let number = 0; number * PART_BYTES < row.size; number++) {
    const part = file.content.slice(number * PART_BYTES, (number + 1) * PART_BYTES);
    const bytes = Buffer.from(await part.arrayBuffer());
    await tenant.insert('attachment_part', { attachment_id: row.id, number, bytes }).execute();
  }
  return row;
}

export interface AttachmentQuery {
  readonly recordId: string;
  readonly ids?: readonly string[] | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** Files of a record, newest first, and whether there are more. */
export async function listAttachments(
  tenant: Tenant,
  { recordId, ids, limit, offset }: AttachmentQuery,
): Promise<{ readonly rows: AttachmentRow[]; readonly more: boolean }> {
  let select = tenant.select('attachment').where('record_id', '=', recordId);
  if (ids !== undefined) select = select.where('id', 'in', ids);
  const rows = await select
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .offset(offset)
    .selectAll()
    .execute();
  return { rows: rows.slice(0, limit), more: rows.length > limit };
}

export async function countAttachments(tenant: Tenant, recordId: string): Promise<number> {
  const { count } = await tenant
    .select('attachment')
    .where('record_id', '=', recordId)
    .select(sql<number>`count(*)::int4`.as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** Where a file hangs: its own id and that of its record. */
export interface AttachmentTarget {
  readonly recordId: string;
  readonly id: string;
}

export async function readAttachment(
  tenant: Tenant,
  { recordId, id }: AttachmentTarget,
): Promise<AttachmentRow | null> {
  const row = await tenant
    .select('attachment')
    .where('record_id', '=', recordId)
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst();
  return row ?? null;
}

/**
 * A file's bytes part by part, each with a statement of its own, so that a slow reader holds no transaction open.
 *
 * @throws when the file is deleted meanwhile.
 */
export async function* readAttachmentBytes(
  tenant: Tenant,
  { id, size }: Pick<AttachmentRow, 'id' | 'size'>,
): AsyncGenerator<Buffer> {
  for (let number = 0; number * PART_BYTES < size; number++) {
    const { bytes } = await tenant
      .select('attachment_part')
      .where('attachment_id', '=', id)
      .where('number', '=', number)
      .select('bytes')
      .executeTakeFirstOrThrow();
    yield bytes;
  }
}

/** The file that was there; `null` when there was none. */
export async function deleteAttachment(
  tenant: Tenant,
  { recordId, id }: AttachmentTarget,
): Promise<AttachmentRow | null> {
  const row = await tenant
    .delete('attachment')
    .where('record_id', '=', recordId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

/**
 * All files of one record become another's, for records that are merged or converted; how many they were. Nothing else about
 * them changes. Whoever calls has locked both records.
 */
export async function moveAttachments(
  tenant: Tenant,
  fromRecordId: string,
  toRecordId: string,
): Promise<number> {
  const moved = await tenant
    .update('attachment')
    .where('record_id', '=', fromRecordId)
    .set({ record_id: toRecordId })
    .returning('id')
    .execute();
  return moved.length;
}
