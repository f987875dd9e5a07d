/** The first delay after a failure; it doubles with every further one. */
export const FIRST_DELAY_MS = 5_000;
/** No delay of our own is longer. */
export const LONGEST_DELAY_MS = 15 * 60_000;
/** What Microsoft asks for is honoured up to here; a longer wish would look like a sync that has died. */
export const LONGEST_RETRY_AFTER_MS = 60 * 60_000;

/**
 * How long to wait after `failures` consecutive failures (1 for the first). `jitter` is a random number from 0 to 1:
 * it takes away up to half of our own delay, and adds up to a tenth to what Microsoft asked for, so that many
 * mailboxes do not come back at once. Never shorter than a Retry-After within the bound.
 */
export function retryDelayMs(failures: number, retryAfterSeconds: number | null, jitter: number): number {
  const doublings = Math.min(Math.max(failures - 1, 0), 20);
  const own = Math.min(FIRST_DELAY_MS * 2 ** doublings, LONGEST_DELAY_MS) * (1 - jitter / 2);
  const asked =
    Math.min(Math.max(retryAfterSeconds ?? 0, 0) * 1000, LONGEST_RETRY_AFTER_MS) * (1 + jitter / 10);
  return Math.round(Math.max(own, asked));
}

/** Intervals between regular ticks, in milliseconds. */
export interface PollIntervals {
  /** Right after something happened; it doubles with every quiet tick. */
  readonly busiest: number;
  /** However quiet it is, while nothing or not enough tells of changes. */
  readonly idlest: number;
  /** While Microsoft tells of changes, and of notifications that were lost. */
  readonly withNotifications: number;
}

export const POLL_MS: PollIntervals = {
  busiest: 60_000,
  idlest: 15 * 60_000,
  withNotifications: 60 * 60_000,
};

/**
 * Who tells of a mailbox's changes: nobody; Microsoft, which would not say if it lost some (To Do); or Microsoft, which
 * would.
 */
export type Watch = 'none' | 'lossy' | 'reliable';

/**
 * Until the next regular tick, after `quietTicks` ticks in a row without a change. With change notifications polling is
 * only the safety net. Jittered by a tenth either way, for the same reason as above.
 */
export function pollDelayMs(
  quietTicks: number,
  watch: Watch,
  jitter: number,
  poll: PollIntervals = POLL_MS,
): number {
  const adaptive = Math.min(poll.busiest * 2 ** Math.min(Math.max(quietTicks, 0), 20), poll.idlest);
  const interval = { none: adaptive, lossy: poll.idlest, reliable: poll.withNotifications }[watch];
  return Math.round(interval * (0.9 + jitter / 5));
}
