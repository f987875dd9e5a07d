import type { GraphRecurrence } from '@syncgrant/core';
import { sameInCrm } from './both-sides.ts';
import { addDays, todayIn, wallTime, weekdayOf, workingDay } from './calendar-days.ts';
import { MEETINGS, TEAM_MEETINGS, type Meeting } from './content/meetings.ts';
import { addressOf, PEOPLE, type DemoPerson } from './content/people.ts';
import type { DemoContact } from './demo-contacts.ts';
import type { DemoItem } from './demo.ts';
import { cycled } from './slices.ts';
import { contactOf, namesSomebody, worded } from './wording.ts';

const REMINDER_MINUTES = 15;

/** A person's own meetings and those that they organise for colleagues. */
export function meetingItems(
  contacts: readonly DemoContact[],
  person: DemoPerson,
  now: Date,
): readonly DemoItem[] {
  const organised = TEAM_MEETINGS.filter(({ organiser }) => organiser === person.firstName);
  const today = todayIn(person.timeZone, now);
  return [...MEETINGS[person.work], ...organised].map((meeting, place) => {
    const contact = contactOf(contacts, place);
    const body = meetingBody(meeting, contact, { today, timeZone: person.timeZone });
    return {
      module: 'meetings',
      known: meeting.known,
      body,
      record: sameInCrm('meetings', body, person.timeZone),
      about: namesSomebody(meeting.title) ? contact.email : null,
      ...(meeting.calendar !== undefined && { calendar: meeting.calendar }),
    };
  });
}

function meetingBody(
  meeting: Meeting,
  contact: DemoContact,
  { today, timeZone }: { readonly today: string; readonly timeZone: string },
): DemoItem['body'] {
  const date = workingDay(today, meeting.day);
  const attendees = [
    ...(meeting.withContact ? [attendee(`${contact.firstName} ${contact.lastName}`, contact.email)] : []),
    ...PEOPLE.filter(({ firstName }) => meeting.with?.includes(firstName)).map(({ firstName, lastName }) =>
      attendee(`${firstName} ${lastName}`, addressOf(firstName)),
    ),
  ];
  return {
    subject: worded(meeting.title, contact),
    ...timesOf(meeting, date, timeZone),
    ...(meeting.place !== undefined && { location: { displayName: worded(meeting.place, contact) } }),
    ...(meeting.notes !== undefined && { body: { contentType: 'text', content: meeting.notes } }),
    ...(meeting.repeats !== undefined && { recurrence: recurrenceOf(meeting.repeats, date, timeZone) }),
    ...(meeting.online && { isOnlineMeeting: true }),
    ...(meeting.private && { sensitivity: 'private' }),
    ...(attendees.length > 0 && { attendees }),
  };
}

const attendee = (name: string, address: string) => ({ type: 'required', emailAddress: { name, address } });

function timesOf({ at }: Meeting, date: string, timeZone: string) {
  if ('days' in at) {
    return {
      isAllDay: true,
      start: { dateTime: wallTime(date, '00:00'), timeZone },
      end: { dateTime: wallTime(addDays(date, at.days), '00:00'), timeZone },
      isReminderOn: false,
    };
  }
  const [time, minutes] = at;
  return {
    start: { dateTime: wallTime(date, time), timeZone },
    end: { dateTime: wallTime(date, time, minutes), timeZone },
    isReminderOn: true,
    reminderMinutesBeforeStart: REMINDER_MINUTES,
  };
}

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
const WORKING_DAYS = WEEKDAYS.slice(1, 6);
const WEEKS = ['first', 'second', 'third', 'fourth', 'last'] as const;

function recurrenceOf(
  repeats: NonNullable<Meeting['repeats']>,
  date: string,
  timeZone: string,
): GraphRecurrence {
  const weekday = cycled(WEEKDAYS, weekdayOf(date));
  const patterns = {
    'every working day': { type: 'weekly', interval: 1, daysOfWeek: WORKING_DAYS },
    weekly: { type: 'weekly', interval: 1, daysOfWeek: [weekday] },
    'every other week': { type: 'weekly', interval: 2, daysOfWeek: [weekday] },
    monthly: {
      type: 'relativeMonthly',
      interval: 1,
      daysOfWeek: [weekday],
      index: cycled(WEEKS, Math.ceil(Number(date.slice(8)) / 7) - 1),
    },
  } as const;
  return {
    pattern: patterns[repeats],
    range: { type: 'noEnd', startDate: date, recurrenceTimeZone: timeZone },
  };
}
