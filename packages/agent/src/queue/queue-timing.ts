/** The times of the queue, in milliseconds. */
export interface QueueTiming {
  /** A job whose process does not say for this long that it is alive counts as abandoned. */
  readonly lockMs: number;
  /** How often abandoned jobs are looked for; they run again after the second look. */
  readonly stalledCheckMs: number;
  /** How long a stop lets running jobs finish, and again how long it waits after asking them to. */
  readonly graceMs: number;
  /** How often it is checked that the dispatcher is still scheduled, which it is not in a queue that was emptied. */
  readonly healMs: number;
}

export const QUEUE_TIMING: QueueTiming = {
  lockMs: 30_000,
  stalledCheckMs: 15_000,
  graceMs: 10_000,
  healMs: 30_000,
};
