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
      `REDIS_URL: Redis does not answer (${whyNot(error)}). Check the address, and that the server runs.`,
  );
}

/** ioredis only counts its attempts where nobody answers; what a server answered is worth telling. */
function whyNot(error: unknown): string {
  const unanswered =
    error instanceof Error &&
    error.cause instanceof Error &&
    error.cause.name === 'MaxRetriesPerRequestError';
  return unanswered ? 'no connection' : reasonOf(error);
}
