import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Pattern, type Range, datesOf, isOnDate } from './recurrence.ts';
import { daysBetween } from './zones.ts';

const take = (pattern: Pattern, range: Range, count = 4, from?: string) => {
  const dates: string[] = [];
  for (const date of datesOf({ pattern, range }, from)) {
    if (dates.push(date) === count) break;
  }
  return dates;
};
const noEnd = (startDate: string): Range => ({ type: 'noEnd', startDate });

describe('the six patterns', () => {
  test('daily steps by its interval', () => {
    expect(take({ type: 'daily', interval: 3 }, noEnd('2026-02-27'))).toEqual([
      '2026-02-27',
      '2026-03-02',
      '2026-03-05',
      '2026-03-08',
    ]);
  });

  test('weekly counts its weeks from the first day of the week', () => {
    const pattern = { type: 'weekly', interval: 2, daysOfWeek: ['sunday', 'monday'] } as const;
    // The 1st of March 2026 is a Sunday: it opens a week that begins on Sunday and closes one that begins on Monday.
    expect(take({ ...pattern, firstDayOfWeek: 'sunday' }, noEnd('2026-03-01'))).toEqual([
      '2026-03-01',
      '2026-03-02',
      '2026-03-15',
      '2026-03-16',
    ]);
    expect(take({ ...pattern, firstDayOfWeek: 'monday' }, noEnd('2026-03-01'))).toEqual([
      '2026-03-01',
      '2026-03-09',
      '2026-03-15',
      '2026-03-23',
    ]);
  });

  test('absoluteMonthly falls on the last day of months that are too short', () => {
    expect(take({ type: 'absoluteMonthly', interval: 1, dayOfMonth: 31 }, noEnd('2026-01-31'))).toEqual([
      '2026-01-31',
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
    ]);
  });

  test('relativeMonthly finds the last weekday', () => {
    const daysOfWeek = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const;
    expect(
      take({ type: 'relativeMonthly', interval: 1, daysOfWeek, index: 'last' }, noEnd('2026-01-01')),
    ).toEqual(['2026-01-30', '2026-02-27', '2026-03-31', '2026-04-30']);
  });

  test('absoluteYearly keeps the 29th of February to the end of the month', () => {
    expect(
      take({ type: 'absoluteYearly', interval: 1, dayOfMonth: 29, month: 2 }, noEnd('2028-02-29'), 2),
    ).toEqual(['2028-02-29', '2029-02-28']);
  });

  test('relativeYearly finds the second Thursday of a month', () => {
    expect(
      take(
        { type: 'relativeYearly', interval: 2, daysOfWeek: ['thursday'], month: 11, index: 'second' },
        noEnd('2026-01-01'),
        2,
      ),
    ).toEqual(['2026-11-12', '2028-11-09']);
  });
});

describe('the three ranges', () => {
  test('endDate is inclusive', () => {
    expect(
      take(
        { type: 'daily', interval: 1 },
        { type: 'endDate', startDate: '2026-03-01', endDate: '2026-03-02' },
      ),
    ).toEqual(['2026-03-01', '2026-03-02']);
  });

  test('numbered counts from the start, also when one looks in the middle', () => {
    const range: Range = { type: 'numbered', startDate: '2026-03-01', numberOfOccurrences: 3 };
    expect(take({ type: 'daily', interval: 1 }, range, 9, '2026-03-03')).toEqual(['2026-03-03']);
  });

  test('noEnd ends before the calendar does', () => {
    expect(
      [...datesOf({ pattern: { type: 'daily', interval: 999 }, range: noEnd('2026-03-01') })]
        .at(-1)
        ?.slice(0, 2),
    ).toBe('44');
  });
});

const interval = fc.integer({ min: 1, max: 5 });
const dayOfMonth = fc.integer({ min: 1, max: 31 });
const month = fc.integer({ min: 1, max: 12 });
const index = fc.constantFrom('first', 'second', 'third', 'fourth', 'last');
const daysOfWeek = fc.uniqueArray(fc.constantFrom('sunday', 'monday', 'wednesday', 'saturday'), {
  minLength: 1,
});
const anyPattern: fc.Arbitrary<Pattern> = fc.oneof(
  fc.record({ type: fc.constant('daily'), interval }),
  fc.record({
    type: fc.constant('weekly'),
    interval,
    daysOfWeek,
    firstDayOfWeek: fc.constantFrom('sunday', 'monday'),
  }),
  fc.record({ type: fc.constant('absoluteMonthly'), interval, dayOfMonth }),
  fc.record({ type: fc.constant('relativeMonthly'), interval, daysOfWeek, index }),
  fc.record({ type: fc.constant('absoluteYearly'), interval, dayOfMonth, month }),
  fc.record({ type: fc.constant('relativeYearly'), interval, daysOfWeek, month, index }),
);
const anyDate = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2040-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

test('looking from any date on gives the same dates as following the series from its start', () => {
  fc.assert(
    fc.property(anyPattern, anyDate, fc.integer({ min: 0, max: 12 }), (pattern, start, skipped) => {
      const all = take(pattern, noEnd(start), 16);
      const from = all[skipped] ?? start;
      expect(take(pattern, noEnd(start), 3, from)).toEqual(all.slice(skipped, skipped + 3));
      expect(isOnDate({ pattern, range: noEnd(start) }, from)).toBe(true);
    }),
  );
});

test('dates rise strictly and begin at or after the start', () => {
  fc.assert(
    fc.property(anyPattern, anyDate, (pattern, start) => {
      const dates = take(pattern, noEnd(start), 10);
      expect(dates.every((date, at) => daysBetween(dates[at - 1] ?? '2019-12-31', date) > 0)).toBe(true);
      expect((dates[0] ?? '') >= start).toBe(true);
    }),
  );
});
