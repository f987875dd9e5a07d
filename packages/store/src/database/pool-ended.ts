import { setTimeout as sleep } from 'node:timers/promises';

/** Long enough that whoever asks again and again leaves the process to others, short enough for an orderly stop. */
const PAUSE_MS = 50;

/**
 * Refuses whoever comes to a pool that has ended, after a pause: a worker that was not stopped first asks again at once, and
 * without the pause it would do so for ever in one turn of the event loop.
 */
export async function refuseEnded(): Promise<never> {
  await sleep(PAUSE_MS);
  // BullMQ knows this wording of pg's and treats it as "closing", not as a failure.
  throw new Error('Cannot use a pool after calling end on the pool');
}
