import { describe, expect, test } from 'vitest';
import { seriesDates, splitRule } from './series-dates.ts';
import { valuesOf } from './testing-items.ts';

const ZONE = 'Europe/Berlin';
const series = (recurrence: string, date = '2040-03-05', more: object = {}) =>
  valuesOf('meetings', {
    start: `${date}T09:00:00Z`,
    end: `${date}T10:00:00Z`,
    recurrence,
    ...more,
  });
const dates = (rule: string, from: string, to: string, start?: string) =>
  seriesDates(series(rule, start), ZONE, { from, to, most: 10 });

describe('the dates of a series', () => {
  test.each([
    ['FREQ=DAILY;INTERVAL=3', '2040-03-10', '2040-03-16', ['2040-03-11', '2040-03-14']],
    ['FREQ=WEEKLY;BYDAY=MO,WE', '2040-03-06', '2040-03-14', ['2040-03-07', '2040-03-12', '2040-03-14']],
    [
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO',
      '2040-03-01',
      '2040-04-03',
      ['2040-03-05', '2040-03-19', '2040-04-02'],
    ],
    ['FREQ=MONTHLY;BYMONTHDAY=5', '2040-03-06', '2040-05-05', ['2040-04-05', '2040-05-05']],
    ['FREQ=MONTHLY;BYDAY=-1FR', '2040-03-01', '2040-04-30', ['2040-03-30', '2040-04-27']],
    ['FREQ=MONTHLY;BYDAY=2TU', '2040-03-01', '2040-04-30', ['2040-03-13', '2040-04-10']],
    ['FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=5', '2041-01-01', '2042-12-31', ['2041-03-05', '2042-03-05']],
    ['FREQ=YEARLY;BYMONTH=3;BYDAY=1MO', '2041-01-01', '2041-12-31', ['2041-03-04']],
    ['FREQ=DAILY;COUNT=3', '2040-03-06', '2041-01-01', ['2040-03-06', '2040-03-07']],
    ['FREQ=DAILY;UNTIL=20400307T225900Z', '2040-03-06', '2041-01-01', ['2040-03-06', '2040-03-07']],
  ])('of %s from %s to %s', (rule, from, to, expected) => {
    expect(dates(rule, from, to)).toEqual(expected);
  });

  test('in a month that is too short is its last day', () => {
    expect(dates('FREQ=MONTHLY;BYMONTHDAY=31', '2040-04-01', '2040-05-31', '2040-01-31')).toEqual([
      '2040-04-30',
      '2040-05-31',
    ]);
  });

  test('are those of its zone', () => {
    const late = series('FREQ=WEEKLY;BYDAY=TU', '2040-03-05', {
      start: '2040-03-05T23:30:00Z',
      end: '2040-03-06T00:30:00Z',
    });
    expect(seriesDates(late, ZONE, { from: '2040-03-01', to: '2040-03-13', most: 9 })).toEqual([
      '2040-03-06',
      '2040-03-13',
    ]);
  });

  test('are no more than was asked for, and none where nothing repeats', () => {
    const window = { from: '2040-03-01', to: '2050-01-01', most: 2 };
    expect(seriesDates(series('FREQ=DAILY'), ZONE, window)).toHaveLength(2);
    expect(seriesDates(valuesOf('meetings', {}), ZONE, window)).toEqual([]);
  });
});

describe('a rule that is split at a date', () => {
  const split = (rule: string, date: string) => splitRule(series(rule), ZONE, date);
  const all = { from: '2040-01-01', to: '2040-12-31', most: 400 };

  test('has each date of the series in one of its parts', () => {
    for (const rule of [
      'FREQ=DAILY;COUNT=90',
      'FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20400630T215900Z',
      'FREQ=DAILY',
    ]) {
      const parts = split(rule, '2040-04-04');
      const before = seriesDates(series(parts?.before ?? ''), ZONE, all);
      const after = seriesDates(series(parts?.after ?? '', '2040-04-04'), ZONE, all);
      expect([...before, ...after]).toEqual(seriesDates(series(rule), ZONE, all));
      expect(before.at(-1)! < '2040-04-04' && after[0] === '2040-04-04').toBe(true);
    }
  });

  test('is none at its first date, or at a date that it does not have', () => {
    expect(split('FREQ=WEEKLY;BYDAY=MO', '2040-03-05')).toBeNull();
    expect(split('FREQ=WEEKLY;BYDAY=MO', '2040-03-13')).toBeNull();
    expect(split('FREQ=DAILY;COUNT=3', '2040-03-08')).toBeNull();
  });
});
