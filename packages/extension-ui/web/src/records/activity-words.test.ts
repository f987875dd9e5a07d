import { expect, test } from 'vitest';
import { text } from '../text.ts';
import { alarmIn, reminderWords, repetitionWords } from './activity-words.ts';

test.each([
  ['FREQ=DAILY', 'Every day'],
  ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH', 'Every 2 weeks'],
  ['FREQ=MONTHLY;INTERVAL=1;COUNT=5', 'Every month, 5 times'],
  ['FREQ=HOURLY', text.records.repeats],
])('the rule %s reads %s', (RRULE, words) => {
  expect(repetitionWords({ RRULE })).toBe(words);
});

test('a repetition that ends says on which day, in no zone', () => {
  const day = new Date('2027-01-31T00:00:00Z').toLocaleDateString(undefined, {
    dateStyle: 'medium',
    timeZone: 'UTC',
  });
  expect(repetitionWords({ RRULE: 'FREQ=YEARLY;UNTIL=20270131T235959Z' })).toBe(`Every year, until ${day}`);
});

test('the dates that a series leaves out are named', () => {
  const [first, second] = ['2027-01-04', '2027-01-11'].map((date) =>
    new Date(`${date}T00:00:00Z`).toLocaleDateString(undefined, { dateStyle: 'medium', timeZone: 'UTC' }),
  );
  expect(repetitionWords({ RRULE: 'FREQ=WEEKLY', EXDATE: '2027-01-04,2027-01-11' })).toBe(
    `Every week, but not on ${first}; ${second}`,
  );
});

test.each([null, 'FREQ=DAILY', { rule: 'FREQ=DAILY' }])('what is no rule is no words: %j', (value) => {
  expect(repetitionWords(value)).toBe(text.none);
});

test('reminders are read in their order, one as one', () => {
  const reminders = [
    { unit: 15, period: 'minutes' },
    { unit: 1, period: 'days' },
  ];
  expect(reminderWords(reminders)).toBe('15 minutes before, 1 day before');
  expect(reminderWords([])).toBe(text.none);
});

test('an alarm goes off at the instant that it names', () => {
  const at = '2026-12-01T09:00:00+01:00';
  expect(alarmIn({ ALARM: `FREQ=NONE;ACTION=POPUP;TRIGGER=DATE-TIME:${at}` })).toBe(at);
  expect(alarmIn({ ALARM: 'FREQ=NONE;ACTION=POPUP;TRIGGER=DATE-TIME:soon' })).toBeNull();
});
