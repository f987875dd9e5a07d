import { createRedisBackend } from 'bullmq';
import { Redis } from 'ioredis';
import type { QueueBackend } from './queue-backend.ts';

/** Whoever enqueues is told after about a second that Redis is away; workers wait for it. */
const PRODUCER_RETRIES = 5;

/** BullMQ on Redis. Two connections of ours, and one that blocks for each worker, which BullMQ makes. */
export async function openRedisBackend(url: string, prefix: string): Promise<QueueBackend> {
  const producer = new Redis(url, { maxRetriesPerRequest: PRODUCER_RETRIES });
  const consumer = new Redis(url, { maxRetriesPerRequest: null, lazyConnect: true });
  // BullMQ hands the errors on to its queues and workers, which log them; without a listener ioredis would print them.
  for (const redis of [producer, consumer]) redis.on('error', () => {});
  const close = async () => {
    for (const redis of [producer, consumer]) redis.disconnect();
  };
  try {
    await producer.ping();
  } catch (error) {
    await close();
    throw new Error('redis does not answer', { cause: error });
  }
  return {
    factory: (name, options, kind) =>
      createRedisBackend(
        name,
        { ...options, connection: kind?.withBlockingConnection ? consumer : producer },
        kind,
      ),
    tickQueue: 'tick',
    dispatchQueue: 'dispatch',
    keyPrefix: prefix,
    close,
  };
}
