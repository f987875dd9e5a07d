import { setTimeout as sleep } from 'node:timers/promises';
import type { TickJob } from '@syncgrant/contracts';
import { OutsideTransactionError } from '@syncgrant/store';
import { expect, test, vi } from 'vitest';
import { describeOnAllStores } from './test-queues.ts';

const job = (account: number, reason = 'due'): TickJob => ({
  organisationId: '1',
  accountId: String(account),
  reason,
});
const patience = { timeout: 5_000, interval: 10 };

/** A gate for handlers: each call waits until it is opened. */
function gate() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
}

describeOnAllStores((store) => {
  test('a tick arrives once, with its account and reason', async () => {
    const queue = await store().open('once');
    await queue.enqueueTick(job(1, 'Sync now'));
    const tick = vi.fn(async () => {});
    const worker = queue.work({ tick, dispatch: async () => {} }, { concurrency: 4 });
    const running = worker.run();
    await vi.waitFor(() => expect(tick).toHaveBeenCalledTimes(1), patience);
    expect(tick.mock.calls[0]).toEqual([job(1, 'Sync now'), expect.any(AbortSignal)]);
    await queue.enqueueTick(job(2));
    await vi.waitFor(() => expect(tick).toHaveBeenCalledTimes(2), patience);
    await queue.close();
    await running;
  });

  test('requests for an account that already waits change nothing, other accounts are not affected', async () => {
    const queue = await store().open('waiting');
    for (let n = 0; n < 5; n += 1) await queue.enqueueTick(job(1));
    await queue.enqueueTick(job(2));
    await queue.enqueueTick({ ...job(1), organisationId: '2' });
    expect(await queue.counts()).toEqual({ waiting: 3, active: 0, delayed: 0, failed: 0 });
    await queue.close();
  });

  test.each([
    ['ends well', async () => {}],
    ['fails', () => Promise.reject(new Error('on purpose'))],
  ])('whatever arrives while a tick runs that %s gives exactly one more run, the last', async (_, end) => {
    const queue = await store().open(`active-${end.length}-${_.length}`);
    const first = gate();
    const reasons: string[] = [];
    const worker = queue.work(
      {
        async tick({ reason }) {
          reasons.push(reason);
          if (reason === 'first') {
            await first.opened;
            await end();
          }
        },
        dispatch: async () => {},
      },
      { concurrency: 4 },
    );
    const running = worker.run();
    await queue.enqueueTick(job(1, 'first'));
    await vi.waitFor(() => expect(reasons).toEqual(['first']), patience);
    for (const reason of ['second', 'third', 'fourth']) await queue.enqueueTick(job(1, reason));
    await sleep(50);
    expect(reasons).toEqual(['first']);
    first.open();
    await vi.waitFor(() => expect(reasons).toEqual(['first', 'fourth']), patience);
    await vi.waitFor(
      async () => expect(await queue.counts()).toMatchObject({ waiting: 0, active: 0 }),
      patience,
    );
    await queue.enqueueTick(job(1, 'later'));
    await vi.waitFor(() => expect(reasons).toEqual(['first', 'fourth', 'later']), patience);
    await queue.close();
    await running;
  });

  test('a delayed request waits, and one without delay overtakes it', async () => {
    const queue = await store().open('delayed');
    await queue.enqueueTick(job(1, 'in an hour'), { delayMs: 3_600_000 });
    await queue.enqueueTick(job(2, 'soon'), { delayMs: 300 });
    expect(await queue.counts()).toMatchObject({ waiting: 0, delayed: 2 });
    const reasons: string[] = [];
    const worker = queue.work(
      { tick: async ({ reason }) => void reasons.push(reason), dispatch: async () => {} },
      { concurrency: 1 },
    );
    const running = worker.run();
    await sleep(50);
    expect(reasons).toEqual([]);
    await queue.enqueueTick(job(1, 'now'));
    await vi.waitFor(() => expect(reasons).toEqual(['now', 'soon']), patience);
    await vi.waitFor(
      async () => expect(await queue.counts()).toMatchObject({ waiting: 0, active: 0, delayed: 0 }),
      patience,
    );
    await queue.close();
    await running;
  });

  test('a tick that throws is logged and counted, is not repeated, and the next ones run', async () => {
    const queue = await store().open('failing');
    const tick = vi.fn(async ({ accountId }: TickJob) => {
      if (accountId === '1') throw new Error('on purpose');
    });
    const running = queue.work({ tick, dispatch: async () => {} }, { concurrency: 1 });
    const run = running.run();
    await queue.enqueueTick(job(1));
    await queue.enqueueTick(job(2));
    await vi.waitFor(
      async () => expect(await queue.counts()).toMatchObject({ failed: 1, waiting: 0, active: 0 }),
      patience,
    );
    expect(tick.mock.calls.map(([{ accountId }]) => accountId)).toEqual(['1', '2']);
    expect(store().log.some((line) => /a job of .*tick failed/.test(line))).toBe(true);
    await queue.close();
    await run;
  });

  test('a job is refused inside a transaction, which could not yet show it what it wrote', async () => {
    const queue = await store().open('guarded');
    const outcome = store().database.transaction(async () => queue.enqueueTick(job(1)));
    await expect(outcome).rejects.toThrow(OutsideTransactionError);
    expect(await queue.counts()).toMatchObject({ waiting: 0 });
    await queue.close();
  });

  test('a job with anything but ids is refused', async () => {
    const queue = await store().open('ids');
    await expect(queue.enqueueTick({ ...job(1), accountId: 'anna@example.com' })).rejects.toThrow(
      'decimal id',
    );
    await queue.close();
  });

  test('the dispatcher runs again and again, however often it is asked for', async () => {
    const queue = await store().open('dispatch');
    const other = await store().open('dispatch');
    await Promise.all([queue.ensureDispatch(100), other.ensureDispatch(100)]);
    await queue.ensureDispatch(100);
    let [runs, atOnce, most] = [0, 0, 0];
    const dispatch = async () => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await sleep(20);
      atOnce -= 1;
      runs += 1;
    };
    const started = performance.now();
    const running = queue.work({ tick: async () => {}, dispatch }, { concurrency: 4 }).run();
    await vi.waitFor(() => expect(runs).toBeGreaterThanOrEqual(5), patience);
    expect(runs).toBeLessThanOrEqual((performance.now() - started) / 100 + 2);
    expect(most).toBe(1);
    await Promise.all([queue.close(), other.close()]);
    await running;
  });

  test('a dispatcher that vanished with its queue is scheduled again', async () => {
    const queue = await store().open('healed', { healMs: 50 });
    const dispatch = vi.fn(async () => {});
    await queue.ensureDispatch(40);
    await store().empty('healed');
    const running = queue.work({ tick: async () => {}, dispatch }, { concurrency: 1 }).run();
    await vi.waitFor(() => expect(dispatch.mock.calls.length).toBeGreaterThan(2), patience);
    await queue.close();
    await running;
  });

  test('stopping takes no further job and lets the running ones finish', async () => {
    const queue = await store().open('drain');
    const finish = gate();
    const log: string[] = [];
    const worker = queue.work(
      {
        async tick({ accountId }, signal) {
          log.push(`start ${accountId}`);
          await finish.opened;
          log.push(`end ${accountId}${signal.aborted ? ' aborted' : ''}`);
        },
        dispatch: async () => {},
      },
      { concurrency: 2 },
    );
    const running = worker.run();
    for (const account of [1, 2, 3]) await queue.enqueueTick(job(account));
    await vi.waitFor(() => expect(log.toSorted()).toEqual(['start 1', 'start 2']), patience);
    const stopped = worker.stop();
    await sleep(50);
    finish.open();
    await Promise.all([stopped, worker.stop(), running]);
    expect(log.toSorted()).toEqual(['end 1', 'end 2', 'start 1', 'start 2']);
    expect(await queue.counts()).toMatchObject({ waiting: 1, active: 0 });
    await queue.close();
  });

  test('a tick that takes too long to stop is asked to, and one that does not hear is left, then found abandoned and run again', async () => {
    const timing = { graceMs: 100, lockMs: 400, stalledCheckMs: 100 };
    const queue = await store().open('stuck', timing);
    const log: string[] = [];
    const worker = queue.work(
      {
        async tick({ accountId }, signal) {
          log.push(`start ${accountId}`);
          await new Promise<void>((resolve) => {
            if (accountId === '1') signal.addEventListener('abort', () => resolve());
          });
          log.push(`end ${accountId}`);
        },
        dispatch: async () => {},
      },
      { concurrency: 2 },
    );
    const running = worker.run();
    await queue.enqueueTick(job(1));
    await queue.enqueueTick(job(2));
    await vi.waitFor(() => expect(log).toHaveLength(2), patience);
    await worker.stop();
    await running;
    expect(log.slice(2)).toEqual(['end 1']);

    const again = vi.fn<(job: TickJob) => Promise<void>>(async () => {});
    const successor = queue.work({ tick: again, dispatch: async () => {} }, { concurrency: 1 });
    const successorRunning = successor.run();
    await vi.waitFor(() => expect(again).toHaveBeenCalled(), patience);
    expect(again.mock.calls.map(([{ accountId }]) => accountId)).toEqual(['2']);
    await queue.enqueueTick(job(2));
    await vi.waitFor(() => expect(again).toHaveBeenCalledTimes(2), patience);
    await queue.close();
    await successorRunning;
  });

  test('jobs are neither lost nor doubled while other transactions commit and roll back', async () => {
    const accounts = 1_000;
    const { database } = store();
    await database.pool.query('CREATE SCHEMA IF NOT EXISTS syncgrant');
    await database.pool.query('DROP TABLE IF EXISTS syncgrant.mix_test');
    await database.pool.query('CREATE TABLE syncgrant.mix_test (n int PRIMARY KEY)');
    const queue = await store().open('mix');
    const runs = new Map<string, number>();
    const running = queue
      .work(
        {
          async tick({ accountId }) {
            runs.set(accountId, (runs.get(accountId) ?? 0) + 1);
          },
          dispatch: async () => {},
        },
        { concurrency: 20 },
      )
      .run();

    const kept = new Set<number>();
    let next = 0;
    const write = async (n: number) => {
      await database.transaction(async (client) => {
        await client.query('INSERT INTO syncgrant.mix_test VALUES ($1)', [n]);
        if (n % 5 === 0) await client.query('SELECT 1/0');
        if (n % 5 === 1) throw new Error('on purpose');
      });
      kept.add(n);
    };
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        while (next < accounts) {
          next += 1;
          const n = next;
          await queue.enqueueTick(job(n));
          await write(n).catch((error: Error) => {
            if (!/on purpose|division by zero/.test(error.message)) throw error;
          });
        }
      }),
    );
    await vi.waitFor(() => expect(runs.size).toBe(accounts), { timeout: 25_000, interval: 50 });
    await vi.waitFor(
      async () => expect(await queue.counts()).toMatchObject({ waiting: 0, active: 0 }),
      patience,
    );
    expect([...runs.values()].every((count) => count === 1)).toBe(true);
    const { rows } = await database.pool.query<{ n: number }>('SELECT n FROM syncgrant.mix_test');
    expect(new Set(rows.map(({ n }) => n))).toEqual(kept);
    expect(kept.size).toBe((accounts * 3) / 5);
    await queue.close();
    await running;
  }, 60_000);
});
