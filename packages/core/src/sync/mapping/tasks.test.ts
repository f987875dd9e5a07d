import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { WINDOWS_TO_IANA_MAP } from 'windows-iana';
import { emptyCanonical } from '../fields.ts';
import { ianaZone } from '../zones.ts';
import { ITEM_MAPPING, RECORD_MAPPING } from './index.ts';

const { fromItem, toItem } = ITEM_MAPPING.tasks;
const { fromRecord, toRecord } = RECORD_MAPPING.tasks;

/** Dates around the changes of clocks of either hemisphere, and the ends of a year. */
const DATES = [
  '2026-01-01',
  '2026-03-29',
  '2026-04-05',
  '2026-06-30',
  '2026-09-06',
  '2026-10-25',
  '2026-12-31',
];
const ZONES = [...new Set(WINDOWS_TO_IANA_MAP.flatMap(({ iana }) => iana))];

/** What To Do makes of a date: midnight of the zone it came in, said in UTC. */
function kept(written: unknown): { dateTime: string; timeZone: string } {
  const { dateTime, timeZone } = written as { dateTime: string; timeZone: string };
  const midnight = Temporal.PlainDate.from(dateTime.slice(0, 10)).toZonedDateTime(ianaZone(timeZone) ?? '');
  const utc = midnight.withTimeZone('UTC').toPlainDateTime();
  return { dateTime: utc.toString({ fractionalSecondDigits: 7 }), timeZone: 'UTC' };
}

const dueIn = (timeZone: string, dueDateTime: { dateTime: string; timeZone: string }) =>
  fromItem({ dueDateTime }, { timeZone }).values['dueDate'];

describe('dates of tasks', () => {
  test('a due date and a date of completion are the same date again in every zone that Microsoft knows', () => {
    expect(ZONES.length).toBeGreaterThan(400);
    for (const timeZone of ZONES) {
      for (const date of DATES) {
        const closedAt = Temporal.PlainDate.from(date).toZonedDateTime(timeZone).toInstant().toString();
        const body = toItem({ dueDate: date, closedAt }, emptyCanonical('tasks'), { timeZone, traits: null });
        expect([timeZone, dueIn(timeZone, kept(body['dueDateTime']))]).toEqual([timeZone, date]);
        const read = fromItem({ completedDateTime: kept(body['completedDateTime']) }, { timeZone });
        expect([timeZone, read.values['closedAt']]).toEqual([timeZone, closedAt]);
      }
    }
  });

  test('a date that was entered in one zone is the same date for who reads it in another', () => {
    // Where Samoa and Kiribati begin a day, others a day's length behind them do too.
    const places = [
      'Asia/Tokyo',
      'Australia/Adelaide',
      'Pacific/Auckland',
      'Pacific/Chatham',
      'Europe/London',
      'UTC',
    ];
    for (const reader of ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', ...places]) {
      for (const place of [...places, 'America/Los_Angeles', 'America/Sao_Paulo', 'Pacific/Honolulu']) {
        for (const date of DATES) {
          expect([reader, place, dueIn(reader, kept({ dateTime: date, timeZone: place }))]).toEqual([
            reader,
            place,
            date,
          ]);
        }
      }
    }
  });

  test('no due date is none, and clearing it says so', () => {
    expect(dueIn('Europe/Berlin', { dateTime: '', timeZone: 'UTC' })).toBeNull();
    expect(
      toItem({ dueDate: null }, emptyCanonical('tasks'), { timeZone: 'Europe/Berlin', traits: null }),
    ).toEqual({ dueDateTime: null });
  });

  test('a task that is taken up again loses its date of completion by its status alone', () => {
    const context = { timeZone: 'Europe/Berlin', traits: null };
    const before = { ...emptyCanonical('tasks'), status: 'completed', closedAt: '2026-03-01T23:00:00Z' };
    expect(toItem({ status: 'notStarted', closedAt: null }, before, context)).toEqual({
      status: 'notStarted',
    });
    expect(toRecord({ status: 'notStarted', closedAt: null }, before)).toEqual({
      Status: 'Not Started',
      Closed_Time: null,
    });
  });
});

describe('what one side of a task has no word for', () => {
  test('every status and priority of To Do has a word in the CRM that means it', () => {
    for (const status of ['notStarted', 'inProgress', 'completed', 'waitingOnOthers', 'deferred']) {
      expect(fromRecord(toRecord({ status }, null))['status']).toBe(status);
      expect(fromItem({ status }, { timeZone: 'UTC' }).values['status']).toBe(status);
    }
    for (const priority of ['low', 'normal', 'high']) {
      expect(fromRecord(toRecord({ priority }, null))['priority']).toBe(priority);
      expect(fromItem({ importance: priority }, { timeZone: 'UTC' }).values['priority']).toBe(priority);
    }
  });

  test('a status that is new to us is read as the nearest, and nothing is written for it', () => {
    const { values } = fromItem({ status: 'unknownFutureValue', importance: 'urgent' }, { timeZone: 'UTC' });
    expect(values).toMatchObject({ status: 'notStarted', priority: 'normal' });
  });

  test('another time leaves an alarm by mail an alarm by mail, and a daily one daily', () => {
    const Remind_At = { ALARM: 'FREQ=DAILY;ACTION=EMAIL;TRIGGER=DATE-TIME:2026-07-03T12:30:00+05:30' };
    expect(toRecord({ reminderAt: '2026-07-04T08:00:00Z' }, fromRecord({ Remind_At }))).toEqual({
      Remind_At: { ALARM: 'FREQ=DAILY;ACTION=EMAIL;TRIGGER=DATE-TIME:2026-07-04T08:00:00+00:00' },
    });
    expect(toRecord({ reminderAt: null }, fromRecord({ Remind_At }))).toEqual({ Remind_At: null });
  });

  test('a reminder that is switched off is none, whatever time it keeps', () => {
    const reminderDateTime = { dateTime: '2026-07-03T07:00:30.0000000', timeZone: 'UTC' };
    const read = (isReminderOn: boolean) =>
      fromItem({ reminderDateTime, isReminderOn }, { timeZone: 'UTC' }).values['reminderAt'];
    expect([read(true), read(false)]).toEqual(['2026-07-03T07:00:00Z', null]);
  });
});
