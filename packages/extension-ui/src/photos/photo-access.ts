import { findField, PHOTO_FIELD } from '@syncgrant/core';
import { photoOf, readPhoto, readPhotoBytes, type PhotoRow, type Tenant } from '@syncgrant/store';
import { FileAnswer, Refusal } from '../http/answer.ts';
import { refusedBy } from '../http/no-permission.ts';
import type { RecordAccess } from '../records/record-access.ts';
import { unknownRecord, type WrongRecord } from '../records/wrong-record.ts';
import type { UploadedPhoto } from './uploaded-photo.ts';

/** The one way to the photos of records: each begins at a record that the caller reaches, and at the field that names it. */
export class PhotoAccess {
  readonly #records: RecordAccess;
  readonly #tenant: Tenant;

  constructor(records: RecordAccess, tenant: Tenant) {
    this.#records = records;
    this.#tenant = tenant;
  }

  /** `null` when there is no such record, the caller does not see it, or it has no photo. */
  async file(recordId: string): Promise<FileAnswer | Refusal | null> {
    const refused = this.#refusedModule() ?? refusedBy(this.#records.decideRead(PHOTO_FIELD));
    if (refused !== null) return refused;
    const record = await this.#records.find(recordId);
    const id = record && photoOf(record.fields);
    const photo = id === null ? null : await readPhoto(this.#tenant, id);
    if (photo === null) return null;
    const { content_type: type, size, sha256 } = photo;
    return new FileAnswer(type, `photo.${ENDING[type]}`, bytesOf(this.#tenant, photo), size, `"${sha256}"`);
  }

  async set(recordId: string, photo: UploadedPhoto | null): Promise<WrongRecord | Refusal | null> {
    const refused = this.#refusedModule();
    if (refused !== null) return refused;
    return this.#records.write(async (writing) => {
      const record = (await writing.reach([recordId], 'edit')).get(recordId);
      if (record === undefined) return unknownRecord({ id: recordId });
      const written = await writing.changePhoto(record, photo);
      return written.ok ? null : written;
    });
  }

  #refusedModule(): Refusal | null {
    const { module } = this.#records;
    if (findField(module, PHOTO_FIELD) !== undefined) return null;
    const message = `The records of ${module} have no photos.`;
    return new Refusal(400, 'INVALID_MODULE', message, { resource_path_index: 0 });
  }
}

const ENDING: Readonly<Record<PhotoRow['content_type'], string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/bmp': 'bmp',
};

/** Read when they are asked for: a browser that has the photo already needs none of it. */
async function* bytesOf(tenant: Tenant, photo: PhotoRow): AsyncGenerator<Buffer> {
  const bytes = await readPhotoBytes(tenant, photo);
  if (bytes === null) throw new Error('the photo was replaced while it was sent');
  yield bytes;
}
