import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createKysely, inTransaction, openDatabase, type Database } from '../database/index.ts';
import { foundOrganisation } from '../identity/index.ts';
import { migrate } from '../migrate.ts';
import { createRecord } from '../records/records.ts';
import type { Schema } from '../schema.ts';
import { Tenant, type Db } from '../tenant.ts';
import {
  countAttachments,
  createAttachment,
  deleteAttachment,
  listAttachments,
  moveAttachments,
  readAttachment,
  readAttachmentBytes,
} from './attachments.ts';

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

async function newRecord(): Promise<string> {
  const record = { module: 'Contacts', ownerId: userId, fields: { Last_Name: 'Ray' } } as const;
  const row = await within((own) => createRecord(own, { userId, origin: 'user', now: NOW }, record));
  return row.id;
}

const attach = (bytes: Buffer<ArrayBuffer>, to = recordId) =>
  within((own) =>
    createAttachment(own, {
      recordId: to,
      fileName: 'plan.pdf',
      content: new Blob([bytes]),
      createdBy: userId,
      now: NOW,
    }),
  );

async function bytesOf(row: { id: string; size: number }, from = tenant): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of readAttachmentBytes(from, row)) parts.push(part);
  return Buffer.concat(parts);
}

test.each([0, 1, 1_048_576, 1_048_577, 3_000_000])(
  'a file of %i bytes comes back as it was',
  async (size) => {
    const bytes = Buffer.alloc(size, 'a\u0000ü\\');
    const row = await attach(bytes);
    expect(row).toMatchObject({ record_id: recordId, size, file_name: 'plan.pdf', created_by: userId });
    expect((await bytesOf(row)).equals(bytes)).toBe(true);
  },
);

test('a file whose transaction fails leaves neither row nor bytes', async () => {
  const failing = within(async (own) => {
    const file = { recordId, fileName: 'x', createdBy: userId, now: NOW };
    await createAttachment(own, { ...file, content: new Blob(['lost']) });
    throw new Error('power cut');
  });
  await expect(failing).rejects.toThrow('power cut');
  expect(await countAttachments(tenant, recordId)).toBe(0);
  expect(await tenant.select('attachment_part').selectAll().execute()).toEqual([]);
});

test('a deleted file takes its bytes with it, and only a file of that record is deleted', async () => {
  const row = await attach(Buffer.from('bytes'));
  const other = await newRecord();
  expect(await deleteAttachment(tenant, { recordId: other, id: row.id })).toBeNull();
  expect(await deleteAttachment(tenant, { recordId, id: row.id })).toMatchObject({ id: row.id });
  expect(await deleteAttachment(tenant, { recordId, id: row.id })).toBeNull();
  expect(await tenant.select('attachment_part').selectAll().execute()).toEqual([]);
  await expect(bytesOf(row)).rejects.toThrow('no result');
});

test('files move to another record with their bytes', async () => {
  const row = await attach(Buffer.from('kept'));
  const other = await newRecord();
  const own = await attach(Buffer.from('own'), other);
  expect(await moveAttachments(tenant, recordId, other)).toBe(1);
  expect(await countAttachments(tenant, recordId)).toBe(0);
  const { rows } = await listAttachments(tenant, { recordId: other, limit: 10, offset: 0 });
  expect(rows.map(({ id }) => id)).toEqual([own.id, row.id]);
  expect((await bytesOf(row)).toString()).toBe('kept');
});

test('a file is found in its organisation only', async () => {
  const row = await attach(Buffer.from('secret'));
  const administrator = { email: 'else@example.com', firstName: null, lastName: 'E', timeZone: 'UTC' };
  const organisation = { name: 'Else', edition: 'Enterprise', dataCenter: 'EU', administrator } as const;
  const made = await foundOrganisation(db, { ...organisation }, NOW);
  const stranger = new Tenant(db, made.organisationId);
  expect(await readAttachment(stranger, { recordId, id: row.id })).toBeNull();
  expect(await moveAttachments(stranger, recordId, recordId)).toBe(0);
  await expect(bytesOf(row, stranger)).rejects.toThrow('no result');
});
