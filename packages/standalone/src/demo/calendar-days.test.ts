import { expect, test } from 'vitest';
import { todayIn, wallTime, workingDay } from './calendar-days.ts';

test('today is what the wall calendar of the zone shows', () => {
  const now = new Date('2026-03-02T03:00:00Z');
  expect(todayIn('America/Los_Angeles', now)).toBe('2026-03-01');
  expect(todayIn('Europe/London', now)).toBe('2026-03-02');
});

test('working days leave weekends out, both ways', () => {
  expect(workingDay('2026-03-06', 1)).toBe('2026-03-09');
  expect(workingDay('2026-03-09', -1)).toBe('2026-03-06');
  expect(workingDay('2026-03-04', 0)).toBe('2026-03-04');
});

test('a weekend counts as the Monday after it', () => {
  expect(workingDay('2026-03-07', 0)).toBe('2026-03-09');
  expect(workingDay('2026-03-08', -1)).toBe('2026-03-06');
});

test('a wall time may run past midnight', () => {
  expect(wallTime('2026-12-31', '23:30', 45)).toBe('2027-01-01T00:15:00');
});
