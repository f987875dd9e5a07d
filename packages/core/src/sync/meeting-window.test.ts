import { describe, expect, test } from 'vitest';
import { isDueToMove, isLongPast, nextWindow, restsOutside, startOfCalendar } from './meeting-window.ts';

const NOW = new Date('2040-03-01T12:00:00Z');
const inDays = (days: number): Date => new Date(NOW.getTime() + days * 86_400_000);
const on = (days: number, more: object = {}) => ({
  start: inDays(days).toISOString(),
  end: inDays(days + 0.1).toISOString(),
  ...more,
});
const START = inDays(-400);

describe('the next window', () => {
  const former = { readAt: NOW, to: null };

  test('reaches from a month back to a year ahead', () => {
    expect(nextWindow(NOW, START, former)).toEqual({ from: inDays(-30), to: inDays(365) });
  });
  test('begins no earlier than the calendar', () => {
    expect(nextWindow(NOW, inDays(-7), former).from).toEqual(inDays(-7));
  });
  test('leaves nothing out after a pause: neither since the last round nor since the end of the former window', () => {
    expect(nextWindow(NOW, START, { readAt: inDays(-100), to: null }).from).toEqual(inDays(-130));
    expect(nextWindow(NOW, START, { readAt: NOW, to: inDays(-60) }).from).toEqual(inDays(-90));
  });
  test('shows no more days than Graph does', () => {
    const { from, to } = nextWindow(NOW, inDays(-9_000), { readAt: inDays(-8_000), to: null });
    expect(to.getTime() - from.getTime()).toBe(1_825 * 86_400_000);
  });
  test('is due after four weeks, and never where a window has no end', () => {
    const { to } = nextWindow(NOW, START, former);
    expect([27, 29].map((days) => isDueToMove({ to }, inDays(days)))).toEqual([false, true]);
    expect(isDueToMove({ to: null }, inDays(9_000))).toBe(false);
  });
});

describe('outside of a window', () => {
  const window = { from: inDays(-30), to: inDays(365) };

  test.each([
    [-62, true],
    [-60, false],
    [0, false],
    [395, false],
    [397, true],
  ])('a meeting in %i days rests: %s', (days, rests) => {
    expect(restsOutside(on(days), window)).toBe(rests);
  });
  test('a series never rests, nor anything that the window has no end for, nor what has no times', () => {
    expect(restsOutside(on(-900, { recurrence: 'FREQ=DAILY' }), window)).toBe(false);
    expect(restsOutside(on(-900), { ...window, to: null })).toBe(false);
    expect(restsOutside({}, window)).toBe(false);
  });
});

describe('long past', () => {
  const start = startOfCalendar(NOW);
  const year = inDays(-200).toISOString().slice(0, 4);

  test.each([
    ['a meeting of a month ago', on(-29), false],
    ['one that was over before', on(-31), true],
    [
      'one that went on over the start',
      { start: inDays(-40).toISOString(), end: inDays(-20).toISOString() },
      false,
    ],
    ['days that were over before', { allDay: true, start: '2039-12-24', end: '2039-12-25' }, true],
    ['a series without an end', on(-200, { recurrence: 'FREQ=WEEKLY' }), false],
    ['a series until before', on(-200, { recurrence: `FREQ=WEEKLY;UNTIL=${year}1001T000000Z` }), true],
    ['a series until later', on(-200, { recurrence: 'FREQ=WEEKLY;UNTIL=20400401T000000Z' }), false],
    ['a series that was counted out', on(-200, { recurrence: 'FREQ=DAILY;COUNT=10' }), true],
    ['a series that counts on', on(-200, { recurrence: 'FREQ=WEEKLY;COUNT=30' }), false],
    ['a rule that is not known', on(-200, { recurrence: 'FREQ=HOURLY' }), false],
    ['no times', { start: null, end: null }, false],
  ])('%s', (_, values, isPast) => {
    expect(isLongPast(values, start)).toBe(isPast);
  });
});
