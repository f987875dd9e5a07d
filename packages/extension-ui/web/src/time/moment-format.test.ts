import { expect, test } from 'vitest';
import { createMomentFormat } from './moment-format.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
const format = createMomentFormat('en-GB', 'Europe/Berlin');

test.each([
  ['2026-03-01T12:00:00Z', 'just now'],
  ['2026-03-01T11:59:20Z', 'just now'],
  ['2026-03-01T12:00:40Z', 'just now'],
  ['2026-03-01T11:57:00Z', '3 minutes ago'],
  ['2026-03-01T12:05:30Z', 'in 5 minutes'],
  ['2026-03-01T09:59:00Z', '2 hours ago'],
  ['2026-02-28T11:00:00Z', 'yesterday'],
  ['2026-02-10T12:00:00Z', '2 weeks ago'],
  ['2024-02-10T12:00:00Z', '2 years ago'],
])('%s reads "%s"', (at, words) => {
  expect(format.relative(at, now)).toBe(words);
});

test('less than a minute ahead reads as the caller wants', () => {
  expect(format.relative('2026-03-01T12:00:40Z', now, 'any moment')).toBe('any moment');
  expect(format.relative('2026-03-01T12:01:00Z', now, 'any moment')).toBe('in 1 minute');
});

test('an instant is shown in the person’s zone, a day in none', () => {
  expect(format.instant('2026-03-01T23:30:00Z')).toBe('2 Mar 2026, 00:30');
  expect(createMomentFormat('en-GB', 'Pacific/Auckland').day('2026-03-29')).toBe('29 Mar 2026');
});

test('a zone that the browser does not know falls back instead of breaking the page', () => {
  expect(() => createMomentFormat('en-GB', 'Mars/Olympus').instant('2026-03-01T12:00:00Z')).not.toThrow();
});
