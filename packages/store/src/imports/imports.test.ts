import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createKysely, inTransaction, openDatabase, type Database } from '../database/index.ts';
import { foundOrganisation } from '../identity/organisations.ts';
import { migrate } from '../migrate.ts';
import type { Schema } from '../schema.ts';
import { Tenant, type Db } from '../tenant.ts';
import { listImportRows } from './import-rows.ts';
import { advanceImport, createImport, listImports, lockImport, readImport } from './imports.ts';

const NOW = new Date('2026-03-01T10:00:00Z');

let database: Database;
let db: Db;
let tenant: Tenant;
let userId: string;

beforeAll(async () => {
  database = await openDatabase({ memory: true });
  db = createKysely<Schema>(database);
  await migrate(db);
});
afterAll(() => database.close());
beforeEach(async () => {
  const founded = await found();
  tenant = founded.tenant;
  userId = founded.userId;
});

async function found() {
  const made = await foundOrganisation(
    db,
    {
      name: 'Example',
      edition: 'Enterprise',
      dataCenter: 'EU',
      administrator: { email: `${Math.random()}@b.example`, firstName: null, lastName: 'A', timeZone: 'UTC' },
    },
    NOW,
  );
  return { tenant: new Tenant(db, made.organisationId), userId: made.administratorId };
}

const create = (rows = 3, now = NOW) =>
  inTransaction(db, (transaction) =>
    createImport(new Tenant(transaction, tenant.organisationId), {
      module: 'Contacts',
      userId,
      fileName: 'people.csv',
      columns: [{ name: 'Name', examples: ['Name 0'] }],
      options: { mode: 'insert' },
      rows: Array.from({ length: rows }, (_, index) => ({ number: index + 2, cells: [`Name ${index}`] })),
      now,
    }),
  );

test('rows are kept in their order, however many statements they take', async () => {
  const { id, row_count: count } = await create(2500);
  expect(count).toBe(2500);
  const { rows, more } = await listImportRows(tenant, id, { after: 999, limit: 3 });
  expect(more).toBe(true);
  expect(rows.map(({ position, number, cells }) => [position, number, cells])).toEqual([
    [1000, 1001, ['Name 999']],
    [1001, 1002, ['Name 1000']],
    [1002, 1003, ['Name 1001']],
  ]);
});

test('what became of rows is counted and told, and the last one ends the import', async () => {
  const created = await create(3);
  const note = (position: number, result: 'created' | 'failed') => ({
    position,
    result,
    recordId: result === 'created' ? '77' : null,
    code: result === 'created' ? 'SUCCESS' : 'INVALID_DATA',
    message: `row ${position}`,
    field: result === 'created' ? null : 'Email',
  });
  const running = await advanceImport(tenant, created, [note(1, 'created'), note(2, 'failed')], NOW);
  expect(running).toMatchObject({ state: 'running', position: 2, created: 1, failed: 1, finished_at: null });
  const done = await advanceImport(tenant, running, [note(3, 'created')], NOW);
  expect(done).toMatchObject({ state: 'done', position: 3, created: 2, failed: 1, finished_at: NOW });
  const failed = await listImportRows(tenant, created.id, { result: 'failed', limit: 10 });
  expect(failed.rows).toMatchObject([{ position: 2, record_id: null, code: 'INVALID_DATA', field: 'Email' }]);
  expect((await listImportRows(tenant, created.id, { result: 'any', limit: 10 })).rows).toHaveLength(3);
});

test('nobody reaches an import of another user, module or organisation', async () => {
  const { id } = await create();
  const which = { module: 'Contacts', userId, id } as const;
  expect(await readImport(tenant, which)).toMatchObject({ id });
  expect(await readImport(tenant, { ...which, userId: '1' })).toBeNull();
  expect(await readImport(tenant, { ...which, module: 'Leads' })).toBeNull();
  const other = await found();
  expect(await readImport(other.tenant, which)).toBeNull();
  expect(await lockImport(other.tenant, which)).toBeNull();
});

test('old imports go, by number and by age, with their rows', async () => {
  const first = await create();
  for (let more = 0; more < 10; more += 1) await create(1);
  const which = { module: 'Contacts', userId } as const;
  expect(await listImports(tenant, which)).toHaveLength(10);
  expect((await listImportRows(tenant, first.id, { limit: 10 })).rows).toEqual([]);
  await create(1, new Date(NOW.getTime() + 31 * 86_400_000));
  expect(await listImports(tenant, which)).toHaveLength(1);
});
