/**
 * How long an idle agent takes to start on a job: from the call of `enqueueTick` to the first line of the tick. Measured on the
 * embedded default (a PGlite folder), and in the same run, by turns, on Redis and Postgres if SYNCGRANT_TEST_REDIS_URL and
 * SYNCGRANT_TEST_DATABASE_URL name them. Prints the distributions, writes them to `.bench/queue-wakeup.json`, and fails if the
 * embedded default once took longer than 200 ms.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openTickQueue, type TickQueueConfig } from '@syncgrant/agent';
import { type Database, type DatabaseConfig, openDatabase } from '@syncgrant/store';

const BOUND_MS = 200;
const ROUNDS = Number(process.env['SYNCGRANT_BENCH_ROUNDS'] ?? 150);
/** Long enough for a worker to block again, and spread, so that no timer is met in step. */
const idleMs = (round: number) => 60 + ((round * 37) % 90);

interface Contestant {
  readonly name: string;
  wakeUpMs(): Promise<number>;
  close(): Promise<void>;
}

async function contestant(
  name: string,
  databaseConfig: DatabaseConfig,
  redisUrl?: string,
): Promise<Contestant> {
  const database: Database = await openDatabase(databaseConfig);
  const prefix = `bench-${process.pid}`;
  const config: TickQueueConfig =
    redisUrl === undefined
      ? { kind: 'postgres', database, prefix }
      : { kind: 'redis', url: redisUrl, prefix };
  const queue = await openTickQueue(config, console);
  let started: (atMs: number) => void = () => {};
  const worker = queue.work(
    { tick: async () => started(performance.now()), dispatch: async () => {} },
    { concurrency: 4 },
  );
  const running = worker.run();
  return {
    name,
    async wakeUpMs() {
      const start = new Promise<number>((resolve) => (started = resolve));
      const enqueuedMs = performance.now();
      await queue.enqueueTick({ organisationId: '1', accountId: '1', reason: 'bench' });
      return (await start) - enqueuedMs;
    },
    async close() {
      await queue.close();
      await running;
      await database.close();
    },
  };
}

function distribution(samples: readonly number[]) {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (share: number) =>
    Number((sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN).toFixed(2));
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99), max: at(1) };
}

const folder = await mkdtemp(join(tmpdir(), 'syncgrant-bench-'));
const { SYNCGRANT_TEST_REDIS_URL: redisUrl, SYNCGRANT_TEST_DATABASE_URL: databaseUrl } = process.env;
const contestants = [
  await contestant('embedded', { dataDir: join(folder, 'db') }),
  ...(redisUrl === undefined ? [] : [await contestant('redis', { memory: true }, redisUrl)]),
  ...(databaseUrl === undefined ? [] : [await contestant('postgres', { url: databaseUrl })]),
];
const samples = new Map(contestants.map(({ name }) => [name, [] as number[]]));
for (let round = 0; round < ROUNDS; round += 1) {
  for (const { name, wakeUpMs } of contestants) {
    await sleep(idleMs(round));
    samples.get(name)?.push(await wakeUpMs());
  }
}
for (const { close } of contestants) await close();
await rm(folder, { recursive: true });

const results = Object.fromEntries([...samples].map(([name, taken]) => [name, distribution(taken)]));
console.table(results);
const { embedded } = results;
for (const [name, { p50 }] of Object.entries(results)) {
  if (embedded && name !== 'embedded')
    console.log(`embedded : ${name} at p50 = ${(embedded.p50 / p50).toFixed(1)}`);
}
const output = new URL('../../../.bench/', import.meta.url);
await mkdir(output, { recursive: true });
await writeFile(
  new URL('queue-wakeup.json', output),
  `${JSON.stringify({ unit: 'ms', rounds: ROUNDS, boundMs: BOUND_MS, results }, null, 2)}\n`,
);
if (!embedded || embedded.max > BOUND_MS) {
  console.error(`the embedded default took longer than ${BOUND_MS} ms to wake up`);
  process.exitCode = 1;
}
