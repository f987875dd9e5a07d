import { describe, expect, it } from 'vitest';
import { parseRetryAfter } from './retry-after.ts';

const now = new Date('2026-11-21T10:00:00Z');

describe('Retry-After', () => {
  it.each([
    ['1', 1000],
    ['2.128', 2128],
    [' 0 ', 0],
    ['120', 120_000],
    ['Sat, 21 Nov 2026 10:00:30 GMT', 30_000],
    ['Sat, 21 Nov 2026 09:00:00 GMT', 0],
    ['-5', 0],
  ])('%s asks for %i milliseconds', (header, expected) => {
    expect(parseRetryAfter(header, now)).toBe(expected);
  });

  it.each([null, undefined, '', 'soon', 'Infinity'])('%s asks for nothing', (header) => {
    expect(parseRetryAfter(header, now)).toBeNull();
  });
});
