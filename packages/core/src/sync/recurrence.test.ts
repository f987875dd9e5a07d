import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GraphRecurrence } from './graph-shapes.ts';
import { fromRrule, toRrule } from './recurrence.ts';
import { recurrencePattern } from './testing-arbitraries.ts';

const TIMES = { timeZone: 'America/New_York', allDay: false };
const START = '2026-03-02';
const noEnd = { type: 'noEnd', startDate: START, recurrenceTimeZone: TIMES.timeZone };

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
    fc.property(recurrencePattern, anyRange, fc.boolean(), (shape, end, allDay) => {
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

  test('UNTIL in UTC ends with the last occurrence that begins by then, whatever date the zone has', () => {
    const berlin = { timeZone: 'Europe/Berlin', allDay: false, startDate: START };
    const endDate = (rule: string, startTime: string) =>
      fromRrule(rule, { ...berlin, startTime })?.range?.endDate;
    expect(endDate('FREQ=DAILY;UNTIL=20260814T235959Z', '10:00')).toBe('2026-08-14');
    expect(endDate('FREQ=DAILY;UNTIL=20260814T235959Z', '01:00')).toBe('2026-08-15');
    expect(endDate('FREQ=DAILY;UNTIL=20260814T080000Z', '10:00')).toBe('2026-08-14');
    expect(endDate('FREQ=DAILY;UNTIL=20260814', '10:00')).toBe('2026-08-14');
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
