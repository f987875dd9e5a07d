import { describe, expect, test } from 'vitest';
import { onDate, regularOccurrence } from './regular-occurrence.ts';
import { itemOf, valuesOf } from './testing-items.ts';

const weekly = valuesOf('meetings', {
  title: 'Planning',
  start: '2040-03-05T09:00:00Z',
  end: '2040-03-05T10:00:00Z',
  recurrence: 'FREQ=WEEKLY;BYDAY=MO',
});
const inBerlin = { ...weekly, timeZone: 'Europe/Berlin' };
const pair = (more: object = {}) => ({
  itemId: 'm',
  item: itemOf(inBerlin, { series: 'master' }),
  record: weekly,
  bases: { crm: weekly, microsoft: inBerlin },
  ...more,
});

describe('the occurrence of a date', () => {
  test('is at the time of day that its series has in its zone, whatever the clocks do', () => {
    expect(onDate(weekly, '2040-03-26', 'Europe/Berlin')).toMatchObject({
      start: '2040-03-26T08:00:00Z',
      end: '2040-03-26T09:00:00Z',
      recurrence: null,
      excludedDates: [],
    });
    expect(onDate(weekly, '2040-02-27', 'Europe/Berlin')).toMatchObject({ start: '2040-02-27T09:00:00Z' });
  });

  test('lasts over midnight, and over days, as its series does', () => {
    const night = { ...weekly, start: '2040-03-05T22:30:00Z', end: '2040-03-06T00:30:00Z' };
    expect(onDate(night, '2040-03-12', 'Europe/Berlin')).toMatchObject({
      start: '2040-03-12T22:30:00Z',
      end: '2040-03-13T00:30:00Z',
    });
    const days = { ...weekly, allDay: true, start: '2040-02-28', end: '2040-03-02' };
    expect(onDate(days, '2040-03-06', 'Europe/Berlin')).toMatchObject({
      start: '2040-03-06',
      end: '2040-03-09',
    });
  });

  test('has no times where its series has none', () => {
    expect(onDate({ ...weekly, end: null }, '2040-03-12', 'UTC')).toBeNull();
  });
});

describe('what a record stands for that comes in place of an occurrence', () => {
  test('is what both sides held of the series, in their own words', () => {
    const bases = { crm: { ...weekly, description: 'a  b' }, microsoft: { ...inBerlin, description: 'a b' } };
    expect(regularOccurrence(pair({ bases }), '2040-03-12')).toMatchObject({
      seriesItemId: 'm',
      bases: {
        crm: { start: '2040-03-12T09:00:00Z', description: 'a  b', recurrence: null },
        microsoft: { start: '2040-03-12T09:00:00Z', description: 'a b', timeZone: 'Europe/Berlin' },
      },
    });
  });

  test('is not known before both sides agree on the series, or while either moves it', () => {
    const later = { start: '2040-03-05T11:00:00Z', end: '2040-03-05T12:00:00Z' };
    const daily = { recurrence: 'FREQ=DAILY' };
    expect(regularOccurrence(pair({ bases: null }), '2040-03-12')).toBeUndefined();
    for (const moved of [later, daily]) {
      expect(regularOccurrence(pair({ record: { ...weekly, ...moved } }), '2040-03-12')).toBeUndefined();
      const item = itemOf({ ...inBerlin, ...moved }, { series: 'master' });
      expect(regularOccurrence(pair({ item }), '2040-03-12')).toBeUndefined();
    }
    const record = { ...weekly, title: 'Retro', excludedDates: ['2040-03-12'] };
    expect(regularOccurrence(pair({ record }), '2040-03-12')?.bases).not.toBeNull();
  });

  test('says nothing of who edited where the CRM left out the date when both were found to be one', () => {
    const bases = { crm: { ...weekly, excludedDates: ['2040-03-12'] }, microsoft: inBerlin };
    expect(regularOccurrence(pair({ bases }), '2040-03-12')).toEqual({
      seriesItemId: 'm',
      date: '2040-03-12',
      bases: null,
    });
  });
});
