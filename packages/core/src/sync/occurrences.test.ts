import { expect, test } from 'vitest';
import { ITEM_MAPPING, RECORD_MAPPING } from './mapping/index.ts';
import { occurrenceDate } from './occurrences.ts';

const BERLIN = { timeZone: 'Europe/Berlin' };
const { fromItem } = ITEM_MAPPING.meetings;
const { fromRecord, toRecord } = RECORD_MAPPING.meetings;

test.each([
  ['2040-03-12T09:00:00Z', { timeZone: 'Europe/Berlin', allDay: false }, '2040-03-12'],
  ['2040-03-12T23:30:00Z', { timeZone: 'Europe/Berlin', allDay: false }, '2040-03-13'],
  ['2040-03-26T22:30:00Z', { timeZone: 'Europe/Berlin', allDay: false }, '2040-03-27'],
  ['2040-03-12T03:00:00Z', { timeZone: 'America/New_York', allDay: false }, '2040-03-11'],
  ['2040-03-11T23:00:00Z', { timeZone: 'Europe/Berlin', allDay: true }, '2040-03-12'],
  ['2040-03-12T00:00:00Z', { timeZone: 'Europe/Berlin', allDay: true }, '2040-03-12'],
  ['soon', { timeZone: 'Europe/Berlin', allDay: false }, null],
])('the occurrence that begins at %s in a series of %j is that of %s', (start, series, date) => {
  expect(occurrenceDate(start, series)).toBe(date);
});

const master = {
  type: 'seriesMaster',
  originalStartTimeZone: 'W. Europe Standard Time',
  recurrence: { pattern: { type: 'daily', interval: 1 }, range: { type: 'noEnd' } },
};

test('a series leaves out what is cancelled and what was changed', () => {
  const { values } = fromItem(
    {
      ...master,
      cancelledOccurrences: ['OID.AAMk.Ad=.2040-03-14'],
      exceptionOccurrences: [
        { originalStart: '2040-03-12T23:30:00.0000000Z', occurrenceId: 'OID.AAMk=.2040-03-12' },
        { occurrenceId: 'OID.AAMk=.2040-03-11' },
      ],
    },
    BERLIN,
  );
  expect(values['excludedDates']).toEqual(['2040-03-11', '2040-03-13', '2040-03-14']);
});

test('an answer that does not say what a series leaves out takes nothing back', () => {
  const before = fromItem({ ...master, cancelledOccurrences: ['OID.A=.2040-03-14'] }, BERLIN).values;
  expect(fromItem(master, { ...BERLIN, before }).values['excludedDates']).toEqual(['2040-03-14']);
  expect(fromItem(master, BERLIN).values['excludedDates']).toEqual([]);
  const nothing = { ...master, cancelledOccurrences: [], exceptionOccurrences: [] };
  expect(fromItem(nothing, { ...BERLIN, before }).values['excludedDates']).toEqual([]);
});

test('the CRM keeps the dates beside the rule, which neither loses when the other is written', () => {
  const repetition = { RRULE: 'FREQ=DAILY', EXDATE: '2040-03-11,2040-03-14' };
  const values = fromRecord({ Recurring_Activity: repetition });
  expect(values['excludedDates']).toEqual(['2040-03-11', '2040-03-14']);
  expect(toRecord({ recurrence: 'FREQ=WEEKLY' }, values)).toEqual({
    Recurring_Activity: { ...repetition, RRULE: 'FREQ=WEEKLY' },
  });
  expect(toRecord({ excludedDates: [] }, values)).toEqual({ Recurring_Activity: { RRULE: 'FREQ=DAILY' } });
  expect(toRecord({ recurrence: null }, values)).toEqual({ Recurring_Activity: null });
  expect(
    fromRecord({ Recurring_Activity: { RRULE: 'FREQ=DAILY', EXDATE: '20400311' } })['excludedDates'],
  ).toEqual(['2040-03-11']);
});
