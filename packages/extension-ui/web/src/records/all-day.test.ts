import { expect, test } from 'vitest';
import { dayAsTime, withAllDay, writtenDay } from './all-day.ts';

const meeting = (start: string, end: string, allDay = true) => ({
  All_day: allDay,
  Start_DateTime: start,
  End_DateTime: end,
  Modified_Time: '2026-12-01T00:30:00+00:00',
});
const daysOf = (record: ReturnType<typeof meeting>) => [
  writtenDay(record, 'Start_DateTime'),
  writtenDay(record, 'End_DateTime'),
];

test.each([
  ['as the sync writes them', '2026-12-08T00:00:00+00:00', '2026-12-10T23:59:00+00:00'],
  ['with an offset west of Greenwich', '2026-12-08T00:00:00-08:00', '2026-12-10T23:59:00-08:00'],
  ['with an offset east of it', '2026-12-08T00:00:00+13:00', '2026-12-10T23:59:00+13:00'],
  ['up to the first minute of the day after', '2026-12-08T00:00:00+00:00', '2026-12-11T00:00:00+00:00'],
])('an all-day meeting lasts for the days that are written: %s', (_, start, end) => {
  expect(daysOf(meeting(start, end))).toEqual(['2026-12-08', '2026-12-10']);
});

test('an all-day meeting may start and end at the first minute of one day', () => {
  const midnight = '2026-12-08T00:00:00+00:00';
  expect(daysOf(meeting(midnight, midnight))).toEqual(['2026-12-08', '2026-12-08']);
});

test('only the two times of an all-day meeting are days', () => {
  expect(daysOf(meeting('2026-12-08T09:00:00Z', '2026-12-08T10:00:00Z', false))).toEqual([null, null]);
  expect(writtenDay(meeting('2026-12-08T00:00:00Z', '2026-12-08T23:59:00Z'), 'Modified_Time')).toBeNull();
});

test('a day is stored as the first minute of the first and the last of the last day', () => {
  expect(dayAsTime('Start_DateTime', '2026-12-08')).toBe('2026-12-08T00:00:00+00:00');
  expect(dayAsTime('End_DateTime', '2026-12-10')).toBe('2026-12-10T23:59:00+00:00');
});

const form = (start: string, end: string, allDay: boolean) => ({
  Event_Title: 'Fair',
  All_day: allDay,
  Start_DateTime: start,
  End_DateTime: end,
});

test('switched on, the times keep the days that the form shows', () => {
  const timed = form('2026-12-08T22:00', '2026-12-10T01:00', false);
  expect(withAllDay(timed, true, timed)).toEqual(form('2026-12-08', '2026-12-10', true));
});

test('switched on, a meeting until midnight does not reach into the next day', () => {
  const timed = form('2026-12-31T22:00', '2027-01-01T00:00', false);
  expect(withAllDay(timed, true, timed)).toEqual(form('2026-12-31', '2026-12-31', true));
});

test('switched off, it is from nine to ten o’clock', () => {
  const days = form('2026-12-08', '2026-12-08', true);
  expect(withAllDay(days, false, days)).toEqual(form('2026-12-08T09:00', '2026-12-08T10:00', false));
});

test('switched on and off again, the stored times are back, unless the days were moved', () => {
  const timed = form('2026-12-31T22:00', '2027-01-01T00:00', false);
  const days = withAllDay(timed, true, timed);
  expect(withAllDay(days, false, timed)).toEqual(timed);
  const moved = { ...days, Start_DateTime: '2026-12-30' };
  expect(withAllDay(moved, false, timed)).toEqual(form('2026-12-30T09:00', '2026-12-31T10:00', false));
});

test('times that were not filled in stay empty', () => {
  const empty = form('', '', false);
  expect(withAllDay(empty, true, empty)).toEqual(form('', '', true));
  expect(withAllDay(form('', '', true), false, empty)).toEqual(empty);
});
