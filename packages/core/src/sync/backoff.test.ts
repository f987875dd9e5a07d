import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { LONGEST_DELAY_MS, LONGEST_RETRY_AFTER_MS, POLL_MS, pollDelayMs, retryDelayMs } from './backoff.ts';

const jitter = fc.double({ min: 0, max: 1, noNaN: true });

test('a delay is never shorter than what Microsoft asked for, and always bounded', () => {
  fc.assert(
    fc.property(
      fc.nat(),
      fc.option(fc.double({ min: 0, max: 1e6, noNaN: true })),
      jitter,
      (failures, seconds, random) => {
        const delay = retryDelayMs(failures, seconds, random);
        expect(delay).toBeGreaterThanOrEqual(
          Math.floor(Math.min((seconds ?? 0) * 1000, LONGEST_RETRY_AFTER_MS)),
        );
        expect(delay).toBeLessThanOrEqual(Math.max(LONGEST_DELAY_MS, LONGEST_RETRY_AFTER_MS * 1.1));
      },
    ),
  );
});

test('a delay doubles with every failure up to the longest', () => {
  expect([1, 2, 3, 4].map((failures) => retryDelayMs(failures, null, 0))).toEqual([
    5_000, 10_000, 20_000, 40_000,
  ]);
  expect(retryDelayMs(1_000_000, null, 0)).toBe(LONGEST_DELAY_MS);
});

test('a fractional Retry-After is honoured', () => {
  expect(retryDelayMs(1, 7.128, 0)).toBe(7_128);
});

test('polling slows down while nothing happens, and is a safety net beside notifications', () => {
  expect([0, 1, 2, 9].map((quiet) => pollDelayMs(quiet, 'none', 0.5))).toEqual([
    POLL_MS.busiest,
    2 * POLL_MS.busiest,
    4 * POLL_MS.busiest,
    POLL_MS.idlest,
  ]);
  expect(pollDelayMs(0, 'reliable', 0.5)).toBe(POLL_MS.withNotifications);
  expect(pollDelayMs(0, 'lossy', 0.5)).toBe(POLL_MS.idlest);
});
