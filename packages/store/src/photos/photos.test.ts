import { PHOTO_FIELD } from '@syncgrant/core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createKysely, inTransaction, openDatabase, type Database } from '../database/index.ts';
import { foundOrganisation } from '../identity/index.ts';
import { migrate } from '../migrate.ts';
import { createRecord, deleteRecord, updateRecord } from '../records/records.ts';
import type { Schema } from '../schema.ts';
import { Tenant, type Db } from '../tenant.ts';
import { copyPhoto, createPhoto, movePhotos, readPhoto, readPhotoBytes, type PhotoRow } from './photos.ts';

const NOW = new Date('2026-03-01T10:00:00Z');

let database: Database;
let db: Db;
let tenant: Tenant;
let userId: string;
let recordId: string;
let founded = 0;

beforeAll(async () => {
  database = await openDatabase({ memory: true });
  db = createKysely<Schema>(database);
  await migrate(db);
});
afterAll(() => database.close());
beforeEach(async () => {
  const email = `admin${++founded}@example.com`;
  const administrator = { email, firstName: null, lastName: 'Min', timeZone: 'UTC' };
  const organisation = { name: 'Example', edition: 'Enterprise', dataCenter: 'EU', administrator } as const;
  const made = await foundOrganisation(db, organisation, NOW);
  tenant = new Tenant(db, made.organisationId);
  userId = made.administratorId;
  recordId = await newRecord();
});

const within = <T>(work: (tenant: Tenant) => Promise<T>) =>
  inTransaction(db, (transaction) => work(new Tenant(transaction, tenant.organisationId)));

const writer = () => ({ userId, origin: 'user', now: NOW }) as const;
const contact = (id: string) => ({ module: 'Contacts', id }) as const;

async function newRecord(): Promise<string> {
  const record = { module: 'Contacts', ownerId: userId, fields: { Last_Name: 'Ray' } } as const;
  return (await within((own) => createRecord(own, writer(), record))).id;
}

const naming = (own: Tenant, id: string, photo: PhotoRow | null) =>
  updateRecord(own, writer(), contact(id), { fields: { [PHOTO_FIELD]: photo?.id ?? null } });

const put = (bytes: Buffer, id = recordId): Promise<PhotoRow> =>
  within(async (own) => {
    const photo = await createPhoto(own, { recordId: id, contentType: 'image/png', bytes });
    await naming(own, id, photo);
    return photo;
  });

const photos = () => tenant.select('record_photo').select(['id', 'record_id']).execute();
const parts = () => tenant.select('record_photo_part').select('photo_id').execute();

test.each([1, 1_048_576, 1_048_577, 3_000_000])('a photo of %i bytes comes back as it was', async (size) => {
  const bytes = Buffer.alloc(size, 'a\u0000ü\\');
  const photo = await put(bytes);
  expect((await readPhotoBytes(tenant, photo))?.equals(bytes)).toBe(true);
});

test('a new photo takes the place of the former one, bytes and all', async () => {
  await put(Buffer.from('former'));
  const photo = await put(Buffer.from('new'));
  expect(await photos()).toEqual([{ id: photo.id, record_id: recordId }]);
  expect(await parts()).toEqual([{ photo_id: photo.id }]);
});

test.each(['emptied', 'deleted'] as const)('a record that is %s has no photo any more', async (end) => {
  await put(Buffer.from('bytes'));
  await within((own) =>
    end === 'emptied' ? naming(own, recordId, null) : deleteRecord(own, writer(), contact(recordId)),
  );
  expect([await photos(), await parts()]).toEqual([[], []]);
});

test('other changes of a record keep its photo', async () => {
  const photo = await put(Buffer.from('bytes'));
  await within((own) => updateRecord(own, writer(), contact(recordId), { fields: { Title: 'Dr' } }));
  expect(await photos()).toEqual([{ id: photo.id, record_id: recordId }]);
});

test('a photo moves to another record, and a copy is a photo of its own', async () => {
  const photo = await put(Buffer.from('bytes'));
  const other = await newRecord();
  await within(async (own) => {
    await movePhotos(own, recordId, other);
    await naming(own, other, photo);
  });
  expect(await photos()).toEqual([{ id: photo.id, record_id: other }]);
  const copy = await within(async (own) => {
    const made = await copyPhoto(own, photo.id, recordId);
    await naming(own, recordId, made);
    return made;
  });
  expect(copy?.id).not.toBe(photo.id);
  expect(copy && (await readPhotoBytes(tenant, copy))?.toString()).toBe('bytes');
  expect(await photos()).toHaveLength(2);
});

test('a photo is found in its organisation only', async () => {
  const photo = await put(Buffer.from('bytes'));
  const administrator = { email: 'else@example.com', firstName: null, lastName: 'E', timeZone: 'UTC' };
  const organisation = { name: 'Else', edition: 'Enterprise', dataCenter: 'EU', administrator } as const;
  const stranger = new Tenant(db, (await foundOrganisation(db, organisation, NOW)).organisationId);
  expect([await readPhoto(stranger, photo.id), await readPhotoBytes(stranger, photo)]).toEqual([null, null]);
});
