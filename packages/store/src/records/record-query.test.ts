import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql, type Kysely } from 'kysely';
import { findField, parseCriteria } from '@syncgrant/core';
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

const equal = (apiName: string, text: string): RecordFilter => {
  const field = findField('Contacts', apiName);
  if (field === undefined) throw new Error(`there is no ${apiName}`);
  return { kind: 'equal', field, text };
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
  ['an equal text', { filter: equal('Last_Name', 'NAME77') }, 'record_equal_texts'],
  ['a full name', { filter: equal('Full_Name', 'Name77') }, 'record_equal_texts'],
  ['a number', { filter: { kind: 'phone', number: '+493077', fields: ['Phone'] } }, 'record_phone'],
  ['a word', { filter: { kind: 'words', text: 'name77' } }, 'record_words'],
  [
    'a word outside hidden fields',
    { filter: { kind: 'words', text: 'name77', fields: ['Last_Name', 'Email'] } },
    'record_field_words',
  ],
])('%s is found through an index', async (_, query, index) => {
  expect((await list(query)).rows.length).toBeGreaterThan(0);
  const plan = await planOf(() => list(query));
  expect(plan).toContain(index);
  expect(plan).not.toContain('Seq Scan');
});

test.each<[string, RecordFilter]>([
  ['a word', { kind: 'words', text: 'name' }],
  ['a word outside hidden fields', { kind: 'words', text: 'NAME', fields: ['Last_Name', 'Email'] }],
  ['a criterion', criteria('(Last_Name:starts_with:name)')],
])('%s that many records meet is found in the first of them', async (_, filter) => {
  const plan = await planOf(() => list({ filter }));
  expect(plan).toContain('Subquery Scan');
  expect(plan).not.toContain('Sort');
});

test('a page is the same wherever its records lie', async () => {
  const named = (await list({ limit: RECORDS, sortBy: 'Modified_Time' })).rows.map(({ id, fields }) => ({
    id,
    name: String(fields['Last_Name']),
  }));
  // Of the digits that a name may begin with, some are in the first records of the list, some in the last.
  for (const start of ['Name4', 'Name39', 'Name1', 'name12', 'Name249', 'ame4']) {
    const expected = named.filter(({ name }) => name.toLowerCase().startsWith(start.toLowerCase()));
    for (const filter of [
      { kind: 'words', text: start },
      { kind: 'words', text: start, fields: ['Last_Name'] },
      criteria(`(Last_Name:starts_with:${start})`),
    ] satisfies RecordFilter[]) {
      for (const [offset, limit] of [
        [0, 5],
        [3, 90],
        [20, 200],
        [500, 200],
      ] as const) {
        const page = await list({ filter, offset, limit, sortBy: 'Modified_Time' });
        const ids = expected.slice(offset, offset + limit).map(({ id }) => id);
        expect(page.rows.map(({ id }) => id)).toEqual(ids);
        expect(page.more).toBe(expected.length > offset + limit);
      }
    }
  }
});

test('a part of a text is found whatever its case, beside letters that are not ASCII', async () => {
  const [some] = (await list({ limit: 1 })).rows;
  await tenant
    .update('record')
    .where('id', '=', some?.id ?? '')
    .set({ fields: JSON.stringify({ ...some?.fields, Last_Name: 'ÉTIENNE de Groot' }) })
    .execute();
  for (const [operator, part] of [
    ['contains', 'TIENNE DE'],
    ['contains', 'É'],
    ['starts_with', 'ÉTIENNE'],
    ['contains', 'groot'],
  ]) {
    const { rows } = await list({ filter: criteria(`(Last_Name:${operator}:${part})`) });
    expect([part, rows.map(({ id }) => id)]).toEqual([part, [some?.id]]);
  }
  await tenant
    .update('record')
    .where('id', '=', some?.id ?? '')
    .set({ fields: JSON.stringify(some?.fields) })
    .execute();
});

test('an equal text is found in its own field alone, whatever its length', async () => {
  const long = 'x'.repeat(300);
  const { id } = (await list({ filter: equal('Last_Name', 'Name78') })).rows[0] ?? { id: '' };
  await tenant
    .update('record')
    .where('id', '=', id)
    .set({ fields: JSON.stringify({ First_Name: 'Ann', Last_Name: 'Öz', Description: long }) })
    .execute();
  const found = async (field: string, text: string) =>
    (await list({ filter: equal(field, text) })).rows.map((row) => row.id);
  expect(await found('Full_Name', 'ann öz')).toEqual([id]);
  expect(await found('Description', long.toUpperCase())).toEqual([id]);
  expect(await found('First_Name', 'Öz')).toEqual([]);
  expect(await found('Last_Name', 'Ö')).toEqual([]);
});

test.each<[string, readonly string[] | undefined, number]>([
  ['name4079', undefined, 1],
  ['name4079', ['Last_Name'], 1],
  ['NAME4079', ['Phone', 'Last_Name'], 1],
  ['name4079', ['Phone', 'Email'], 0],
  ['name4079 p4079', ['Last_Name'], 0],
  ['name4079 p4079', ['Last_Name', 'Email'], 1],
  ["name4079 it's \\ 'quoted' & | <-> ! ( :*", ['Last_Name'], 0],
  ['Last_Name=name4079', ['Last_Name'], 0],
  ['name4079', [], 0],
])('%s is found in %j %i times', async (text, fields, count) => {
  const filter = { kind: 'words', text, ...(fields && { fields }) } as const;
  expect((await list({ filter })).rows.length).toBe(count);
});

test('words of parts, rows and names with punctuation are found in their field', async () => {
  const { id } = (await list({ filter: { kind: 'words', text: 'name80' } })).rows[0] ?? { id: '' };
  const fields = {
    Last_Name: "O'Neil-Smith \\ Söhne",
    Account_Name: { id: '17', name: 'Zed' },
    Tag: [{ name: 'urgent' }],
    Email: 'x@y.example',
  };
  await tenant
    .update('record')
    .where('id', '=', id)
    .set({ fields: JSON.stringify(fields) })
    .execute();
  const found = async (text: string, ...names: string[]) =>
    (await list({ filter: { kind: 'words', text, fields: names } })).rows.some((row) => row.id === id);
  expect(await found("o'neil-smith", 'Last_Name')).toBe(true);
  expect(await found('neil', 'Last_Name')).toBe(true);
  expect(await found('söh', 'Last_Name')).toBe(true);
  expect(await found('zed', 'Last_Name', 'Account_Name')).toBe(true);
  expect(await found('urgent', 'Tag')).toBe(true);
  expect(await found('x@y.example zed', 'Email', 'Account_Name')).toBe(true);
  expect(await found('x@y.example zed', 'Email', 'Last_Name')).toBe(false);
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
