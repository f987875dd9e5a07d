import { expect, test } from 'vitest';
import { toInstant, toWallTime } from './wall-time.ts';

test.each([
  ['winter', '2026-01-15T09:30', 'Europe/Berlin', '2026-01-15T09:30:00+01:00'],
  ['summer', '2026-07-15T09:30', 'Europe/Berlin', '2026-07-15T09:30:00+02:00'],
  ['west of Greenwich', '2026-07-15T09:30', 'America/New_York', '2026-07-15T09:30:00-04:00'],
  ['a half hour', '2026-07-15T09:30', 'Asia/Kolkata', '2026-07-15T09:30:00+05:30'],
  ['no offset', '2026-07-15T09:30', 'UTC', '2026-07-15T09:30:00+00:00'],
  ['before midnight', '2026-12-31T23:59', 'Pacific/Auckland', '2026-12-31T23:59:00+13:00'],
  [
    'a time that a clock change skips moves on by the gap',
    '2026-03-29T02:30',
    'Europe/Berlin',
    '2026-03-29T03:30:00+02:00',
  ],
  ['the first of a time that comes twice', '2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T02:30:00+02:00'],
  ['the hour before a change', '2026-03-29T01:30', 'Europe/Berlin', '2026-03-29T01:30:00+01:00'],
  ['the hour after a change', '2026-03-29T03:30', 'Europe/Berlin', '2026-03-29T03:30:00+02:00'],
])('a wall time becomes an instant with its zone’s offset: %s', (_, wallTime, zone, instant) => {
  expect(toInstant(wallTime, zone)).toBe(instant);
});

test('an instant reads as the wall time of the person’s zone, whatever offset it was written with', () => {
  expect(toWallTime('2026-03-30T10:00:00+02:00', 'Europe/Berlin')).toBe('2026-03-30T10:00');
  expect(toWallTime('2026-03-30T08:00:00Z', 'America/New_York')).toBe('2026-03-30T04:00');
});

test('there and back is the same instant', () => {
  for (const zone of ['Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'Australia/Lord_Howe']) {
    const instant = '2026-04-17T13:45:00Z';
    expect(Date.parse(toInstant(toWallTime(instant, zone), zone))).toBe(Date.parse(instant));
  }
});
