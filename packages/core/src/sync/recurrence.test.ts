import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GraphRecurrence } from './graph-shapes.ts';
import { fromRrule, toRrule } from './recurrence.ts';

const TIMES = { timeZone: 'America/New_York', allDay: false };
const START = '2026-03-02';
const noEnd = { type: 'noEnd', startDate: START, recurrenceTimeZone: TIMES.timeZone };

const days = fc.subarray(['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'], {
  minLength: 1,
});
const interval = fc.integer({ min: 1, max: 99 });
const dayOfMonth = fc.integer({ min: 1, max: 31 });
const month = fc.integer({ min: 1, max: 12 });
const index = fc.constantFrom('first', 'second', 'third', 'fourth', 'last');
const pattern = fc.oneof(
  fc.record({ type: fc.constant('daily'), interval }),
  fc.record({
    type: fc.constant('weekly'),
    interval,
    daysOfWeek: days,
    firstDayOfWeek: fc.constantFrom('sunday', 'monday', 'saturday'),
  }),
  fc.record({ type: fc.constant('absoluteMonthly'), interval, dayOfMonth }),
  fc.record({ type: fc.constant('relativeMonthly'), interval, daysOfWeek: days, index }),
  fc.record({ type: fc.constant('absoluteYearly'), interval, dayOfMonth, month }),
  fc.record({ type: fc.constant('relativeYearly'), interval, daysOfWeek: days, index, month }),
);
const anyRange = fc.oneof(
  fc.constant(noEnd),
  fc
    .integer({ min: 1, max: 999 })
    .map((count) => ({ ...noEnd, type: 'numbered', numberOfOccurrences: count })),
  fc
    .constantFrom('2026-03-08', '2026-11-01', '2027-12-31')
    .map((endDate) => ({ ...noEnd, type: 'endDate', endDate })),
);

test('six patterns times three ranges come back as they went', () => {
  fc.assert(
    fc.property(pattern, anyRange, fc.boolean(), (shape, end, allDay) => {
      const times = { ...TIMES, allDay };
      const rule = toRrule({ pattern: shape, range: end }, times);
      expect(rule).not.toBeNull();
      expect(fromRrule(rule ?? '', { ...times, startDate: START })).toEqual({ pattern: shape, range: end });
    }),
  );
});

describe('rules as RFC 5545 writes them', () => {
  const weekly = { type: 'weekly', daysOfWeek: ['friday', 'monday'], firstDayOfWeek: 'sunday' };
  test.each<[GraphRecurrence, string]>([
    [{ pattern: weekly, range: noEnd }, 'FREQ=WEEKLY;BYDAY=MO,FR;WKST=SU'],
    [
      {
        pattern: { type: 'relativeMonthly', interval: 2, daysOfWeek: ['friday'], index: 'last' },
        range: { type: 'endDate', endDate: '2026-07-01' },
      },
      'FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR;UNTIL=20260702T035900Z',
    ],
    [
      {
        pattern: {
          type: 'absoluteYearly',
          interval: 1,
          dayOfMonth: 5,
          month: 2,
          index: 'first',
          daysOfWeek: [],
        },
        range: { type: 'numbered', numberOfOccurrences: 4, endDate: '0001-01-01' },
      },
      'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=5;COUNT=4',
    ],
  ])('%j is %s', (recurrence, rule) => {
    expect(toRrule(recurrence, TIMES)).toBe(rule);
  });

  test('an all-day series ends on a date', () => {
    const range = { type: 'endDate', endDate: '2026-07-01' };
    expect(toRrule({ pattern: { type: 'daily' }, range }, { ...TIMES, allDay: true })).toBe(
      'FREQ=DAILY;UNTIL=20260701',
    );
  });

  test('the CRM may write UNTIL with dashes and leave out what the start says', () => {
    expect(fromRrule('FREQ=WEEKLY;UNTIL=2026-08-14', { ...TIMES, startDate: START })).toEqual({
      pattern: { type: 'weekly', interval: 1, daysOfWeek: ['monday'], firstDayOfWeek: 'monday' },
      range: { ...noEnd, type: 'endDate', endDate: '2026-08-14' },
    });
  });

  test.each([
    'FREQ=HOURLY',
    'FREQ=DAILY;BYHOUR=3',
    'FREQ=MONTHLY;BYDAY=1MO,3MO',
    'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=5',
    'nonsense',
  ])('%s has no pattern, and says so', (rule) => {
    expect(fromRrule(rule, { ...TIMES, startDate: START })).toBeNull();
  });
});
