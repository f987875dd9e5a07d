/**
 * Where the agent's work waits.
 *
 * - `tick-queue`: the port and its promises
 * - `open-tick-queue`: the door
 * - `bull-tick-queue`, `bull-tick-worker`: the port on BullMQ
 * - `redis-backend`, `postgres-backend`: what BullMQ stands on
 * - `queue-timing`: locks, grace, checks
 */
export { openTickQueue, type TickQueueConfig } from './open-tick-queue.ts';
export { QUEUE_TIMING, type QueueTiming } from './queue-timing.ts';
export type { TickCounts, TickHandlers, TickQueue, TickWorker } from './tick-queue.ts';
