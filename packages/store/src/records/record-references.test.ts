import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import type { RecordModule } from '@syncgrant/core';
import { createKysely, inTransaction, openDatabase, type Database } from '../database/index.ts';
import { foundOrganisation } from '../identity/index.ts';
import { migrate } from '../migrate.ts';
import type { Schema } from '../schema.ts';
import { Tenant, type Db } from '../tenant.ts';
import { listRecords } from './record-query.ts';
import { lockReferring } from './record-references.ts';
import { createRecord, deleteRecord } from './records.ts';

const NOW = new Date('2026-03-01T10:00:00Z');

let database: Database;
let db: Db;
let tenant: Tenant;
let userId: string;

beforeAll(async () => {
  database = await openDatabase({ memory: true });
  db = createKysely<Schema>(database);
  await migrate(db);
  const administrator = { email: 'a@b.example', firstName: null, lastName: 'A', timeZone: 'UTC' };
  const made = await foundOrganisation(
    db,
    { name: 'Example', edition: 'Enterprise', dataCenter: 'EU', administrator },
    NOW,
  );
  tenant = new Tenant(db, made.organisationId);
  userId = made.administratorId;
});
afterAll(() => database.close());

const within = <T>(work: (tenant: Tenant) => Promise<T>) =>
  inTransaction(db, (transaction) => work(new Tenant(transaction, tenant.organisationId)));
const writer = () => ({ userId, origin: 'user', now: NOW }) as const;
const create = async (module: RecordModule, fields: Record<string, unknown>) =>
  (await within((own) => createRecord(own, writer(), { module, ownerId: userId, fields }))).id;

test('records are found by what they refer to, wherever it stands in them, and no others', async () => {
  const referring = [
    await create('Tasks', { Who_Id: { id: '7' } }),
    await create('Quotes', { Quoted_Items: [{ Product_Name: { id: '6' } }, { Product_Name: { id: '7' } }] }),
    await create('Events', { Participants: [{ type: 'contact', participant: '7' }] }),
    await create('Contacts', { Reporting_To: { id: '8' } }),
  ];
  await create('Contacts', { Last_Name: '7', Reporting_To: { id: '77' } });
  const gone = await create('Tasks', { Who_Id: { id: '7' } });
  await within((own) => deleteRecord(own, writer(), { module: 'Tasks', id: gone }));

  const found = (ids: readonly string[], limit = 10) => within((own) => lockReferring(own, ids, limit));
  expect((await found(['7', '8'])).map(({ id }) => id)).toEqual(referring);
  expect((await found(['7', '8'], 2)).map(({ id }) => id)).toEqual(referring.slice(0, 2));
  expect(await found([])).toEqual([]);
  expect(await found(['9'])).toEqual([]);
});

test('a list finds the records whose lookup names another, and not those that name it elsewhere', async () => {
  const note = await create('Notes', { Parent_Id: { id: '41' } });
  await create('Notes', { Parent_Id: { id: '42' } });
  const list = (field: string) =>
    listRecords(tenant, { module: 'Notes', filter: { kind: 'lookup', field, id: '41' }, limit: 10 });
  expect((await list('Parent_Id')).rows.map(({ id }) => id)).toEqual([note]);
  expect((await list('Owner')).rows).toEqual([]);
});

test('they are found through an index', async () => {
  await sql`
    insert into syncgrant.record (organisation_id, module, owner_id, fields, created_by, modified_by)
    select ${tenant.organisationId}::int8, 'Tasks', ${userId}::int8,
      jsonb_build_object('Who_Id', jsonb_build_object('id', n::text)), ${userId}::int8, ${userId}::int8
    from generate_series(100, 3000) n`.execute(db);
  await sql`analyze syncgrant.record`.execute(db);
  const { rows } = await sql<{ 'QUERY PLAN': string }>`
    explain select id from syncgrant.record
    where organisation_id = ${tenant.organisationId} and deleted_at is null
      and syncgrant.referred_ids(record.fields) && array['2000']::text[]`.execute(db);
  expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('record_references');
});
