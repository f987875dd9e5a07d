import type { Logger } from 'pino';
import { openTickQueue, QUEUE_TIMING, type TickQueue } from '../queue/index.ts';
import { failingWith, reasonOf } from './start-failure.ts';

/**
 * The queue on Redis.
 *
 * @throws {StartFailure} that names the variable behind it.
 */
export async function openRedisQueue(url: string, log: Logger, timing = QUEUE_TIMING): Promise<TickQueue> {
  return failingWith(
    () => openTickQueue({ kind: 'redis', url }, log, timing),
    (error) =>
      `REDIS_URL: Redis does not answer (${reasonOf(error)}). Check the address, and that the server runs.`,
  );
}
