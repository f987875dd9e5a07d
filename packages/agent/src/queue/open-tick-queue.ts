import type { Database } from '@syncgrant/store';
import type { Logger } from 'pino';
import { BullTickQueue } from './bull-tick-queue.ts';
import { openPostgresBackend } from './postgres-backend.ts';
import { QUEUE_TIMING } from './queue-timing.ts';
import { openRedisBackend } from './redis-backend.ts';
import type { TickQueue } from './tick-queue.ts';

/** What the queue stands on, and what keeps it apart from other queues there (`syncgrant`). */
export type TickQueueConfig =
  | { readonly kind: 'redis'; readonly url: string; readonly prefix?: string }
  | { readonly kind: 'postgres'; readonly database: Database; readonly prefix?: string };

/** Opens the queue and checks that its store answers. Close it before the database it stands on. */
export async function openTickQueue(
  config: TickQueueConfig,
  logger: Pick<Logger, 'warn' | 'error'>,
  timing = QUEUE_TIMING,
): Promise<TickQueue> {
  const prefix = config.prefix ?? 'syncgrant';
  const backend =
    config.kind === 'redis'
      ? await openRedisBackend(config.url, prefix)
      : await openPostgresBackend(config.database, prefix);
  return new BullTickQueue(backend, logger, timing);
}
