import { createHash } from 'node:crypto';
import type { Selectable } from 'kysely';
import { PHOTO_FIELD, type ImageType } from '@syncgrant/core';
import type { Tenant } from '../tenant.ts';
import type { RecordPhotoTable } from './tables.ts';

export type PhotoRow = Selectable<RecordPhotoTable>;

export interface NewPhoto {
  readonly recordId: string;
  readonly contentType: ImageType;
  readonly bytes: Uint8Array;
}

/** The bytes of one part. */
const PART_BYTES = 1_048_576;

/** How photos are compared: SHA-256, hex. */
export const photoHash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The id of the record's photo; null when it has none. */
export function photoOf(fields: Readonly<Record<string, unknown>>): string | null {
  const id = fields[PHOTO_FIELD];
  return typeof id === 'string' ? id : null;
}

/**
 * A photo for the record. Takes a tenant over a transaction in which the record comes to name it: whatever it named before is
 * deleted then, and so is a photo that it does not name.
 */
export async function createPhoto(
  tenant: Tenant,
  { recordId, contentType, bytes }: NewPhoto,
): Promise<PhotoRow> {
  const row = await tenant
    .insert('record_photo', {
      record_id: recordId,
      content_type: contentType,
      size: bytes.length,
      sha256: photoHash(bytes),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  for (let number = 0; number * PART_BYTES < bytes.length; number++) {
    const part = Buffer.from(bytes.subarray(number * PART_BYTES, (number + 1) * PART_BYTES));
    await tenant.insert('record_photo_part', { photo_id: row.id, number, bytes: part }).execute();
  }
  return row;
}

export async function readPhoto(tenant: Tenant, id: string): Promise<PhotoRow | null> {
  const row = await tenant.select('record_photo').where('id', '=', id).selectAll().executeTakeFirst();
  return row ?? null;
}

/** The whole photo; null when it was replaced meanwhile. */
export async function readPhotoBytes(tenant: Tenant, { id, size }: PhotoRow): Promise<Buffer | null> {
  const parts = await tenant
    .select('record_photo_part')
    .where('photo_id', '=', id)
    .orderBy('number')
    .select('bytes')
    .execute();
  const bytes = Buffer.concat(parts.map((part) => part.bytes));
  return bytes.length === size ? bytes : null;
}

/** A photo of another record that the one shall have too, under an id of its own; null when it is not there. */
export async function copyPhoto(tenant: Tenant, id: string, recordId: string): Promise<PhotoRow | null> {
  const row = await readPhoto(tenant, id);
  const bytes = row && (await readPhotoBytes(tenant, row));
  return row && bytes && createPhoto(tenant, { recordId, contentType: row.content_type, bytes });
}

/** Photos of one record become another's, which then names one of them. Whoever calls has locked both records. */
export async function movePhotos(tenant: Tenant, fromRecordId: string, toRecordId: string): Promise<void> {
  await tenant
    .update('record_photo')
    .where('record_id', '=', fromRecordId)
    .set({ record_id: toRecordId })
    .execute();
}

/** Deletes the record's photos but the one that it names. */
export async function dropPhotos(tenant: Tenant, recordId: string, named: string | null): Promise<void> {
  let photos = tenant.delete('record_photo').where('record_id', '=', recordId);
  if (named !== null) photos = photos.where('id', '<>', named);
  await photos.execute();
}
