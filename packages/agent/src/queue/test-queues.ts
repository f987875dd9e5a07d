import { randomBytes } from 'node:crypto';
import { type Database, openDatabase } from '@syncgrant/store';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { afterAll, beforeAll, describe } from 'vitest';
import { openTickQueue } from './open-tick-queue.ts';
import { QUEUE_TIMING, type QueueTiming } from './queue-timing.ts';
import type { TickQueue } from './tick-queue.ts';

export interface QueueStore {
  /** Opens a queue; those of the same name are the same queue, seen from another process. */
  open(name: string, timing?: Partial<QueueTiming>): Promise<TickQueue>;
  /** Deletes everything the queue of that name holds, as losing the store would. */
  empty(name: string): Promise<void>;
  /** What was logged by all queues of the store, a line of JSON each. */
  readonly log: readonly string[];
  /** A database; the one the queue stands on, unless that is Redis. */
  readonly database: Database;
}

/** Runs a suite on PGlite, and on Postgres and Redis where the environment names one. */
export function describeOnAllStores(suite: (store: () => QueueStore, kind: StoreKind) => void): void {
  const { SYNCGRANT_TEST_DATABASE_URL: databaseUrl, SYNCGRANT_TEST_REDIS_URL: redisUrl } = process.env;
  describe('on PGlite', () => {
    suiteOn(suite, 'pglite', { memory: true });
  });
  describe.skipIf(!databaseUrl)('on Postgres (SYNCGRANT_TEST_DATABASE_URL)', () => {
    suiteOn(suite, 'postgres', { url: databaseUrl ?? '' });
  });
  describe.skipIf(!redisUrl)('on Redis (SYNCGRANT_TEST_REDIS_URL)', () => {
    suiteOn(suite, 'redis', { memory: true }, redisUrl);
  });
}

export type StoreKind = 'pglite' | 'postgres' | 'redis';

function suiteOn(
  suite: (store: () => QueueStore, kind: StoreKind) => void,
  kind: StoreKind,
  databaseConfig: Parameters<typeof openDatabase>[0],
  redisUrl?: string,
): void {
  const run = `test-${randomBytes(4).toString('hex')}`;
  const log: string[] = [];
  const logger = pino({ level: 'warn' }, { write: (line) => log.push(line) });
  let store: QueueStore;

  beforeAll(async () => {
    const database = await openDatabase(databaseConfig);
    store = {
      database,
      log,
      open: (name, timing) =>
        openTickQueue(
          redisUrl === undefined
            ? { kind: 'postgres', database, prefix: `${run}-${name}` }
            : { kind: 'redis', url: redisUrl, prefix: `${run}-${name}` },
          logger,
          { ...QUEUE_TIMING, ...timing },
        ),
      async empty(name) {
        if (redisUrl === undefined) {
          for (const table of ['job', 'scheduler', 'meta']) {
            await database.pool.query(`DELETE FROM bullmq.${table} WHERE queue LIKE $1`, [
              `${run}-${name}-%`,
            ]);
          }
        } else await deleteKeys(redisUrl, `${run}-${name}:*`);
      },
    };
  });

  afterAll(async () => {
    await store.database.close();
    if (redisUrl !== undefined) await deleteKeys(redisUrl, `${run}-*`);
  });

  suite(() => store, kind);
}

async function deleteKeys(redisUrl: string, pattern: string): Promise<void> {
  const redis = new Redis(redisUrl);
  const keys = await redis.keys(pattern);
  if (keys.length > 0) await redis.del(keys);
  await redis.quit();
}
