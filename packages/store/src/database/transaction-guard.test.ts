import { setTimeout as sleep } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createKysely, inTransaction } from './kysely.ts';
import type { Database } from './open-database.ts';
import { describeOnBothDatabases } from './test-databases.ts';
import { OutsideTransactionError, refuseInsideTransaction } from './transaction-guard.ts';

interface Schema {
  guard_test: { id: string; note: string };
}

describeOnBothDatabases((open) => {
  let database: Database;
  let kysely: Kysely<Schema>;

  beforeAll(async () => {
    database = await open();
    kysely = createKysely<Schema>(database);
    await database.pool.query('CREATE SCHEMA IF NOT EXISTS syncgrant');
    await kysely.schema.dropTable('guard_test').ifExists().execute();
    await kysely.schema
      .createTable('guard_test')
      .addColumn('id', 'bigint')
      .addColumn('note', 'text')
      .execute();
  });

  afterAll(() => database.close());

  const notes = async () => {
    const found = await kysely.selectFrom('guard_test').select('note').orderBy('note').execute();
    return found.map(({ note }) => note);
  };

  test('tables are those of the product, whatever the search path says', async () => {
    const { rows } = await database.pool.query('SELECT schemaname FROM pg_tables WHERE tablename = $1', [
      'guard_test',
    ]);
    expect(rows).toEqual([{ schemaname: 'syncgrant' }]);
  });

  test('a transaction commits what it wrote, or nothing', async () => {
    await inTransaction(kysely, (transaction) =>
      transaction.insertInto('guard_test').values({ id: '1', note: 'kept' }).execute(),
    );
    const failing = inTransaction(kysely, async (transaction) => {
      await transaction.insertInto('guard_test').values({ id: '2', note: 'lost' }).execute();
      throw new Error('on purpose');
    });
    await expect(failing).rejects.toThrow('on purpose');
    expect(await notes()).toEqual(['kept']);
  });

  test('a transaction runs at READ COMMITTED', async () => {
    const level = await inTransaction(kysely, (transaction) =>
      sql<{ transaction_isolation: string }>`SHOW transaction_isolation`.execute(transaction),
    );
    expect(level.rows).toEqual([{ transaction_isolation: 'read committed' }]);
  });

  test.each<[string, () => Promise<unknown>]>([
    ['a query of Kysely', () => kysely.selectFrom('guard_test').selectAll().execute()],
    ['a query of the pool', () => database.pool.query('SELECT 1')],
    ['a client of the pool', () => database.pool.connect()],
    ['a nested transaction', () => inTransaction(kysely, async () => {})],
    ['a nested transaction of the pool', () => database.transaction(async () => {})],
    ['a notification', () => database.notify('news', 'x')],
    ['a subscription', () => database.listen('news', () => {})],
    ['what asks the guard itself', async () => refuseInsideTransaction('a job was enqueued')],
  ])('%s outside the open transaction is refused at once, and nothing is committed', async (_, act) => {
    const before = await notes();
    const outcome = inTransaction(kysely, async (transaction) => {
      await transaction.insertInto('guard_test').values({ id: '3', note: 'lost' }).execute();
      await sleep(1);
      await act();
    });
    await expect(outcome).rejects.toThrow(OutsideTransactionError);
    expect(await notes()).toEqual(before);
  });

  test('what a transaction left running in the background may query once it has ended', async () => {
    let background: Promise<string[]> | undefined;
    await inTransaction(kysely, async () => {
      background = sleep(100).then(notes);
    });
    expect(await background).toEqual(await notes());
  });

  test('others may query while a transaction is open', async () => {
    const [inside, outside] = await Promise.all([
      inTransaction(kysely, async (transaction) => {
        await sleep(20);
        return transaction.selectFrom('guard_test').selectAll().execute();
      }),
      notes(),
    ]);
    expect(inside.map(({ note }) => note)).toEqual(outside);
  });

  test('destroying Kysely leaves the database open', async () => {
    await createKysely<Schema>(database).destroy();
    expect(await notes()).toEqual(['kept']);
  });
});
