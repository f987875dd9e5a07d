import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseError } from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Database } from './open-database.ts';
import { describeOnBothDatabases } from './test-databases.ts';

describeOnBothDatabases((open) => {
  let database: Database;
  const problems: Error[] = [];
  const table = `public.ledger_${process.pid}`;

  beforeAll(async () => {
    database = await open({ idleInTransactionMs: 400, report: (problem) => problems.push(problem) });
    await database.pool.query(`CREATE TABLE ${table} (worker int NOT NULL, step int NOT NULL)`);
  });

  afterAll(async () => {
    await database.pool.query(`DROP TABLE ${table}`);
    await database.close();
  });

  const rows = async (where: string) =>
    (
      await database.pool.query<{ worker: number; step: number }>(
        `SELECT * FROM ${table} WHERE ${where} ORDER BY 1, 2`,
      )
    ).rows;

  describe('values', () => {
    test.each([
      ['int8', '9007199254740993', '9007199254740993'],
      ['int4', 7, 7],
      ['numeric', '1.50', '1.50'],
      ['bool', true, true],
      ['text', 'a"b\\c', 'a"b\\c'],
      ['bytea', Buffer.from([0, 255, 92]), Buffer.from([0, 255, 92])],
      ['bytea', new Uint8Array([1, 2]), Buffer.from([1, 2])],
      ['timestamptz', new Date('2026-03-29T01:30:00.123Z'), new Date('2026-03-29T01:30:00.123Z')],
      ['date', '2026-03-29', '2026-03-29'],
      ['timestamp', '2026-03-29 02:30:00', '2026-03-29 02:30:00'],
      ['jsonb', { a: [1, null, 'x'] }, { a: [1, null, 'x'] }],
      ['jsonb', JSON.stringify([1, 2]), [1, 2]],
      ['text[]', ['a', null, 'b"c,\\'], ['a', null, 'b"c,\\']],
      [
        'int4[]',
        [
          [1, 2],
          [3, 4],
        ],
        [
          [1, 2],
          [3, 4],
        ],
      ],
      ['int8[]', ['9007199254740993'], ['9007199254740993']],
      ['bytea[]', [Buffer.from([0, 255])], [Buffer.from([0, 255])]],
      ['text', null, null],
      ['int4', undefined, null],
    ])('a %s comes back as pg gives it', async (type, value, expected) => {
      const {
        rows: [row],
      } = await database.pool.query(`SELECT $1::${type} AS value`, [value]);
      expect(row).toEqual({ value: expected });
    });

    test('a result names its command and counts its rows', async () => {
      const insert = await database.pool.query(`INSERT INTO ${table} VALUES (900, 1), (900, 2)`);
      expect([insert.command, insert.rowCount]).toEqual(['INSERT', 2]);
      const update = await database.pool.query(
        `UPDATE ${table} SET step = step + $1 WHERE worker = 900`,
        [1],
      );
      expect([update.command, update.rowCount]).toEqual(['UPDATE', 2]);
      const select = await database.pool.query(`SELECT step FROM ${table} WHERE worker = 900`);
      expect([select.command, select.rowCount]).toEqual(['SELECT', 2]);
    });
  });

  describe('errors', () => {
    test('an error is a DatabaseError with the code and constraint of Postgres, without the parameters', async () => {
      await database.pool.query(
        `CREATE UNIQUE INDEX ledger_once_${process.pid} ON ${table} (worker) WHERE worker = 901`,
      );
      await database.pool.query(`INSERT INTO ${table} VALUES (901, 1)`);
      const error = await database.pool
        .query(`INSERT INTO ${table} VALUES ($1, $2)`, [901, 424242])
        .catch((thrown) => thrown);
      expect(error).toBeInstanceOf(DatabaseError);
      expect(error).toMatchObject({
        code: '23505',
        constraint: `ledger_once_${process.pid}`,
        severity: 'ERROR',
      });
      expect(JSON.stringify(error)).not.toContain('424242');
    });

    test('failing statements of every sort, sent together with healthy ones, fail alone', async () => {
      const faults = ['SELEC 1', 'SELECT * FROM nowhere', 'SELECT 1/0', "SELECT 'x'::int"];
      const answers = await Promise.allSettled(
        Array.from({ length: 200 }, (_, n) =>
          n % 2 === 0
            ? database.pool.query<{ n: number }>('SELECT $1::int AS n', [n])
            : database.pool.query(`${faults[n % faults.length]} /* ${n} */`, n % 3 === 0 ? [] : undefined),
        ),
      );
      const told = answers.map((answer) => (answer.status === 'fulfilled' ? answer.value.rows : 'failed'));
      expect(told).toEqual(Array.from({ length: 200 }, (_, n) => (n % 2 === 0 ? [{ n }] : 'failed')));
    });

    test('wrong parameters poison neither the connection nor the next statement', async () => {
      const client = await database.pool.connect();
      await expect(client.query('SELECT $1::int', ['not a number'])).rejects.toMatchObject({ code: '22P02' });
      await expect(client.query('SELECT $1::int, $2::int', [1])).rejects.toMatchObject({ code: '08P01' });
      expect((await client.query('SELECT $1::int AS n', [2])).rows).toEqual([{ n: 2 }]);
      client.release();
    });
  });

  describe('transactions', () => {
    test('many at once, with rollbacks and errors among them and queries outside, never mix', async () => {
      const committed = new Set<number>();
      const failures = new Set<string>();
      await Promise.all(
        Array.from({ length: 60 }, async (_, worker) => {
          const failsAt = (worker * 7) % 15;
          await database
            .transaction(async (client) => {
              for (let step = 0; step < 5; step += 1) {
                await client.query(`INSERT INTO ${table} VALUES ($1, $2)`, [worker, step]);
                if (step === failsAt) throw new Error('on purpose');
                if (step + 5 === failsAt) await client.query('SELECT 1/0');
                if (worker % 3 === 0) await sleep(1);
                const own = await client.query<{ n: number }>(
                  `SELECT count(*)::int AS n FROM ${table} WHERE worker = $1`,
                  [worker],
                );
                if (own.rows[0]?.n !== step + 1) throw new Error('saw rows of another transaction');
              }
              committed.add(worker);
            })
            .catch((error: Error) => failures.add(error.message));
          await database.pool.query(`INSERT INTO ${table} VALUES ($1, 0)`, [worker + 100]);
        }),
      );
      expect(committed.size).toBe(20);
      expect([...failures].toSorted()).toEqual(['division by zero', 'on purpose']);
      const inside = await rows('worker < 100');
      expect(inside).toEqual(
        [...committed]
          .toSorted((a, b) => a - b)
          .flatMap((worker) => [0, 1, 2, 3, 4].map((step) => ({ worker, step }))),
      );
      expect(await rows('worker BETWEEN 100 AND 199')).toHaveLength(60);
    });

    test('a client released in the middle of a transaction leaves nothing behind', async () => {
      const client = await database.pool.connect();
      await client.query('BEGIN');
      await client.query(`INSERT INTO ${table} VALUES (902, 1)`);
      client.release(true);
      expect(await rows('worker = 902')).toEqual([]);
      expect(() => client.release()).toThrow('already been released');
    });

    test('a transaction whose failure was swallowed is reported, not committed in part', async () => {
      const outcome = database.transaction(async (client) => {
        await client.query(`INSERT INTO ${table} VALUES (903, 1)`);
        await client.query('SELECT 1/0').catch(() => {});
      });
      await expect(outcome).rejects.toThrow('rolled back');
      expect(await rows('worker = 903')).toEqual([]);
    });

    test('a transaction that sends nothing for too long is ended and holds up nobody', async () => {
      const stuck = await database.pool.connect();
      stuck.on('error', () => {});
      await stuck.query('BEGIN');
      await stuck.query(`INSERT INTO ${table} VALUES (905, 1)`);
      await sleep(600);
      await database.pool.query(`INSERT INTO ${table} VALUES (906, 1)`);
      await expect(stuck.query('COMMIT')).rejects.toThrow(/not queryable/);
      stuck.release(true);
      expect(await rows('worker IN (905, 906)')).toEqual([{ worker: 906, step: 1 }]);
    });
  });

  describe('notifications', () => {
    test('what is announced arrives at everybody who listens, once each, until they stop', async () => {
      const [first, second, other] = [vi.fn(), vi.fn(), vi.fn()];
      const stop = await database.listen('news', first);
      await database.listen('news', second);
      await database.listen('weather', other);
      await database.notify('news', 'one');
      await vi.waitFor(() => expect([first.mock.calls, second.mock.calls]).toEqual([[['one']], [['one']]]));
      await stop();
      await database.notify('news', 'two');
      await vi.waitFor(() => expect(second.mock.calls).toEqual([['one'], ['two']]));
      expect(first.mock.calls).toEqual([['one']]);
      expect(other).not.toHaveBeenCalled();
    });

    test('a transaction announces with its commit, and nothing when it is rolled back', async () => {
      const heard = vi.fn();
      await database.listen('revision', heard);
      const announce = (payload: string, fails: boolean) =>
        database.transaction(async (client) => {
          await client.query("SELECT pg_notify('revision', $1)", [payload]);
          await sleep(20);
          expect(heard).not.toHaveBeenCalledWith(payload);
          if (fails) throw new Error('on purpose');
        });
      await expect(announce('lost', true)).rejects.toThrow('on purpose');
      await announce('kept', false);
      await vi.waitFor(() => expect(heard.mock.calls).toEqual([['kept']]));
    });

    test('a handler that throws is reported and keeps the others from nothing', async () => {
      const heard = vi.fn();
      await database.listen('odd', () => {
        throw new Error('handler');
      });
      await database.listen('odd', heard);
      await database.notify('odd', '');
      await vi.waitFor(() => expect(heard).toHaveBeenCalledWith(''));
      expect(problems.map((problem) => problem.message)).toContain('a handler of odd failed');
    });
  });

  test('timers are served while statements run back to back', async () => {
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 1);
    for (let n = 0; n < 300; n += 1) await database.pool.query('SELECT $1::int', [n]);
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(5);
  });

  test('a closed database refuses, and closing twice is closing once', async () => {
    const own = await open();
    const inFlight = own.pool.query('SELECT 1 AS n');
    await Promise.all([own.close(), own.close()]);
    expect((await inFlight).rows).toEqual([{ n: 1 }]);
    await expect(own.pool.query('SELECT 1')).rejects.toThrow('after calling end on the pool');
  });
});
