import type { ProcessConfiguration } from '@syncgrant/contracts';
import type { Logger } from 'pino';
import { createAgent } from './agent.ts';
import {
  composeEngine,
  inMicrosoftCloud,
  needVariables,
  openProductDatabase,
  openRedisQueue,
  runProcess,
  type Running,
} from './process/index.ts';

/** Accounts at a time; each has at most one batch to Microsoft in flight. */
const CONCURRENCY = 10;
const DISPATCH_MS = 5_000;

await runProcess({ start: startAgent });

/** The agent alone, as one of several processes on the same Postgres and Redis. */
async function startAgent(given: ProcessConfiguration, log: Logger): Promise<Running> {
  const configuration = needVariables(given, ['databaseUrl', 'redisUrl', 'microsoft', 'keys']);
  await using starting = new AsyncDisposableStack();
  const { database, db } = await openProductDatabase({ url: configuration.databaseUrl }, log);
  starting.defer(() => database.close());
  const queue = await openRedisQueue(configuration.redisUrl, log);
  starting.defer(() => queue.close());
  const microsoft = inMicrosoftCloud(configuration.microsoft);
  const engine = composeEngine({
    db,
    microsoft,
    keys: configuration.keys,
    log,
    publicUrl: configuration.publicUrl,
  });
  const agent = createAgent(engine, database, queue, { concurrency: CONCURRENCY, dispatchMs: DISPATCH_MS });
  starting.defer(() => agent.stop());
  void agent.run();
  log.info('the agent runs');
  const started = starting.move();
  return { stop: () => started.disposeAsync() };
}
