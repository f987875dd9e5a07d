import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from './open-database.ts';

let database: Database;
beforeAll(async () => {
  database = await openDatabase({ memory: true });
  await database.pool.query('CREATE TABLE public.note (id int)');
});
afterAll(() => database.close());

test('connecting takes nothing: a client that sends no statement holds up nobody', async () => {
  const idle = await database.pool.connect();
  expect((await database.pool.query('SELECT 1 AS n')).rows).toEqual([{ n: 1 }]);
  idle.release();
});

test('statements sent at once by one client run in the order they were sent, and others wait for their commit', async () => {
  const client = await database.pool.connect();
  const other = database.pool.query('SELECT count(*)::int AS n FROM public.note');
  await Promise.all([
    client.query('BEGIN'),
    client.query('INSERT INTO public.note VALUES (1)'),
    client.query('UPDATE public.note SET id = 2'),
    client.query('COMMIT'),
  ]);
  client.release();
  expect((await other).rows).toEqual([{ n: 1 }]);
  expect((await database.pool.query('SELECT id FROM public.note')).rows).toEqual([{ id: 2 }]);
});

test('BEGIN without a client of its own leaves no transaction open', async () => {
  await database.pool.query('BEGIN');
  await database.pool.query('INSERT INTO public.note VALUES (3)');
  await database
    .transaction(async (client) => {
      await client.query('DELETE FROM public.note WHERE id = 3');
      throw new Error('on purpose');
    })
    .catch(() => {});
  expect((await database.pool.query('SELECT id FROM public.note WHERE id = 3')).rows).toEqual([{ id: 3 }]);
});

test('what is released is no longer usable', async () => {
  const client = await database.pool.connect();
  client.release();
  await expect(client.query('SELECT 1')).rejects.toThrow('not queryable: it was released');
  expect(() => client.release()).toThrow('already been released');
});

test('the end of the pool rolls back what is open and lets what was sent finish', async () => {
  const own = await openDatabase({ memory: true });
  const client = await own.pool.connect();
  await client.query('BEGIN');
  const sent = client.query('SELECT 1 AS n');
  const inLine = own.pool.query('SELECT 2 AS n');
  await own.close();
  expect([(await sent).rows, (await inLine).rows]).toEqual([[{ n: 1 }], [{ n: 2 }]]);
  await expect(client.query('COMMIT')).rejects.toThrow('the pool has ended');
});

test('kept statements answer as others do: with columns, without, after an error and in a transaction', async () => {
  const keeping = await openDatabase({ memory: true, keepStatements: true });
  await keeping.pool.query('CREATE TABLE public.note (id int primary key, at timestamptz)');
  const insert = 'INSERT INTO public.note VALUES ($1, $2)';
  const select = 'SELECT id, at FROM public.note WHERE id = $1';
  const at = new Date('2031-01-01T10:00:00Z');
  for (const id of [1, 2, 3]) {
    expect(await keeping.pool.query(insert, [id, at])).toMatchObject({ command: 'INSERT', rowCount: 1 });
    expect((await keeping.pool.query(select, [id])).rows).toEqual([{ id, at }]);
    await expect(keeping.pool.query(insert, [id, at])).rejects.toMatchObject({ code: '23505' });
  }
  await expect(keeping.pool.query('SELECT 1 / $1::int', [0])).rejects.toMatchObject({ code: '22012' });
  expect((await keeping.pool.query('SELECT 4 / $1::int AS n', [2])).rows).toEqual([{ n: 2 }]);
  const failed = keeping.transaction(async (client) => {
    await client.query(insert, [4, at]);
    await client.query(insert, [4, at]);
  });
  await expect(failed).rejects.toMatchObject({ code: '23505' });
  expect((await keeping.pool.query(select, [4])).rows).toEqual([]);
  await keeping.close();
});
