import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql, type Kysely } from 'kysely';
import { parseCriteria } from '@syncgrant/core';
import { createKysely, openDatabase, type Database } from '../database/index.ts';
import { foundOrganisation } from '../identity/organisations.ts';
import { migrate } from '../migrate.ts';
import type { Schema } from '../schema.ts';
import { Tenant } from '../tenant.ts';
import type { RecordFilter } from './record-filter.ts';
import { listDeletedRecords, listRecords, type RecordQuery } from './record-query.ts';

const NOW = new Date('2026-03-01T10:00:00Z');
const RECORDS = 5000;

let database: Database;
let statements: { sql: string; parameters: readonly unknown[] }[] = [];
let tenant: Tenant;

beforeAll(async () => {
  database = await openDatabase({ memory: true });
  const plain = createKysely<Schema>(database);
  await migrate(plain);
  const made = await foundOrganisation(
    plain,
    {
      name: 'Large',
      edition: 'Enterprise',
      dataCenter: 'EU',
      administrator: { email: 'a@b.example', firstName: null, lastName: 'A', timeZone: 'UTC' },
    },
    NOW,
  );
  await fill(plain, made.organisationId, made.administratorId);
  const watched = plain.withPlugin({
    transformQuery: ({ node }) => {
      const { sql: text, parameters } = plain.getExecutor().compileQuery(node, { queryId: 'watched' });
      statements.push({ sql: text, parameters });
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  tenant = new Tenant(watched, made.organisationId);
});
afterAll(() => database.close());

async function fill(db: Kysely<Schema>, organisationId: string, userId: string): Promise<void> {
  await sql`
    insert into syncgrant.record
      (organisation_id, module, owner_id, fields, created_by, modified_by, created_at, modified_at, deleted_at)
    select ${organisationId}::int8, case when n % 40 = 0 then 'Leads' else 'Contacts' end, ${userId}::int8,
      jsonb_build_object('Last_Name', 'Name' || n, 'Email', 'p' || n || '@b.example', 'Phone', '+49 30 ' || n),
      ${userId}::int8, ${userId}::int8, ${NOW}::timestamptz, ${NOW}::timestamptz + n * interval '1 second',
      case when n % 100 = 1 then ${NOW}::timestamptz end
    from generate_series(1, ${RECORDS}::int4) n`.execute(db);
  await sql`analyze syncgrant.record`.execute(db);
}

/** The plan of what a call sent last, as Postgres tells it. */
async function planOf(call: () => Promise<unknown>): Promise<string> {
  statements = [];
  await call();
  const sent = statements.at(-1);
  if (sent === undefined) throw new Error('nothing was sent');
  const { rows } = await database.pool.query<{ 'QUERY PLAN': string }>(`explain ${sent.sql}`, [
    ...sent.parameters,
  ]);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

const list = (query: Partial<RecordQuery>) =>
  listRecords(tenant, { module: 'Contacts', limit: 200, ...query });
const criteria = (text: string): RecordFilter => {
  const parsed = parseCriteria('Contacts', text);
  if (!parsed.ok) throw new Error(parsed.message);
  return { kind: 'criteria', criteria: parsed.criteria };
};

test.each<[string, Partial<RecordQuery>, string]>([
  ['a list', { module: 'Leads', limit: 5 }, 'record_list'],
  ['a list sorted by change', { sortBy: 'Modified_Time' }, 'record_modified'],
  ['a list sorted by creation', { sortBy: 'Created_Time', order: 'asc' }, 'record_created'],
  [
    'the next page of a sorted list',
    { sortBy: 'Modified_Time', after: { id: '4876876000000100500', at: '2026-03-01T10:10:00Z' } },
    'record_modified',
  ],
  ['an address', { filter: { kind: 'email', address: 'P77@b.example', fields: ['Email'] } }, 'record_email'],
  ['an address as a criterion', { filter: criteria('(Email:equals:p77@b.example)') }, 'record_email'],
  ['a number', { filter: { kind: 'phone', number: '+493077', fields: ['Phone'] } }, 'record_phone'],
  ['a word', { filter: { kind: 'words', text: 'name77', hidden: [] } }, 'record_words'],
  [
    'a word outside hidden fields',
    { filter: { kind: 'words', text: 'name77', hidden: ['Phone'] } },
    'record_words',
  ],
])('%s is found through an index', async (_, query, index) => {
  expect((await list(query)).rows.length).toBeGreaterThan(0);
  const plan = await planOf(() => list(query));
  expect(plan).toContain(index);
  expect(plan).not.toContain('Seq Scan');
});

test('deleted records are listed through an index', async () => {
  const deleted = () => listDeletedRecords(tenant, { module: 'Contacts', limit: 200, offset: 0 });
  expect((await deleted()).rows.length).toBe(RECORDS / 100);
  expect(await planOf(deleted)).toContain('record_deleted');
});

test('places in a list lead through all of it once, ties included', async () => {
  const seen: string[] = [];
  for (let after: RecordQuery['after'] = null, page = 0; page < 100; page += 1) {
    const { rows, more } = await list({ sortBy: 'Created_Time', after, limit: 500 });
    seen.push(...rows.map(({ id }) => id));
    const last = rows.at(-1);
    if (!more || last === undefined) break;
    after = { id: last.id, at: last.created_at.toISOString() };
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.length).toBe(RECORDS - RECORDS / 40 - RECORDS / 100);
});
