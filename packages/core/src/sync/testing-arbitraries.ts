import * as fc from 'fast-check';
import type { SyncModule } from '../permission/index.ts';
import type { Canonical, CanonicalValue } from './canonical.ts';
import { addDays, instantOf } from './instants.ts';
import { toRrule } from './recurrence.ts';

/** Canonical items as they come out of either mapping: small alphabets, so that values collide. */

const textOf = (...values: string[]): fc.Arbitrary<CanonicalValue> => fc.constantFrom(null, ...values);

const listOf = (values: readonly string[], maxLength: number): fc.Arbitrary<readonly string[]> =>
  fc.uniqueArray(fc.constantFrom(...values), { maxLength });

const date = fc
  .record({ month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 28 }) })
  .map(({ month, day }) => `2026-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);

const instant: fc.Arbitrary<string> = fc
  .date({ min: new Date('2026-01-01T00:00:00Z'), max: new Date('2027-01-01T00:00:00Z'), noInvalidDate: true })
  .map((at) => instantOf(at.toISOString()) ?? '');

const contact = fc.record({
  firstName: textOf('Anna', 'Bo'),
  lastName: textOf('Berg', 'Li').map((name) => name ?? 'Stein'),
  emails: listOf(['a@x.org', 'b@x.org', 'c@x.org', 'd@x.org'], 2),
  businessPhones: listOf(['+49 1', '+49 2', '+49 3'], 2),
  homePhones: listOf(['5', '6'], 1),
  mobilePhone: textOf('7', '8'),
  jobTitle: textOf('Head'),
  department: textOf('Sales'),
  assistantName: textOf('Cem'),
  birthday: fc.option(date),
  mailingStreet: textOf('1 Road\nFloor 2'),
  mailingCity: textOf('Ulm', 'Bonn'),
  mailingState: textOf('BW'),
  mailingZip: textOf('89073'),
  mailingCountry: textOf('Germany'),
  otherStreet: textOf('2 Way'),
  otherCity: textOf('Lyon'),
  otherState: textOf('ARA'),
  otherZip: textOf('69001'),
  otherCountry: textOf('France'),
  notes: textOf('one', 'one\n\ntwo <three> & four'),
});

const weekdays = fc.subarray(['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'], {
  minLength: 1,
});
const interval = fc.integer({ min: 1, max: 99 });
const dayOfMonth = fc.integer({ min: 1, max: 31 });
const month = fc.integer({ min: 1, max: 12 });
const index = fc.constantFrom('first', 'second', 'third', 'fourth', 'last');

/** Graph's six recurrence patterns. */
export const recurrencePattern = fc.oneof(
  fc.record({ type: fc.constant('daily'), interval }),
  fc.record({
    type: fc.constant('weekly'),
    interval,
    daysOfWeek: weekdays,
    firstDayOfWeek: fc.constantFrom('sunday', 'monday', 'saturday'),
  }),
  fc.record({ type: fc.constant('absoluteMonthly'), interval, dayOfMonth }),
  fc.record({ type: fc.constant('relativeMonthly'), interval, daysOfWeek: weekdays, index }),
  fc.record({ type: fc.constant('absoluteYearly'), interval, dayOfMonth, month }),
  fc.record({ type: fc.constant('relativeYearly'), interval, daysOfWeek: weekdays, index, month }),
);

/** Rules that read the same in every zone. */
const rule = fc
  .record({ pattern: recurrencePattern, count: fc.option(fc.integer({ min: 1, max: 999 })) })
  .map(({ pattern, count }) =>
    toRrule(
      {
        pattern,
        range: count === null ? { type: 'noEnd' } : { type: 'numbered', numberOfOccurrences: count },
      },
      { timeZone: 'UTC', allDay: false },
    ),
  );

const timed = fc
  .record({ start: instant, minutes: fc.integer({ min: 1, max: 3000 }) })
  .map(({ start, minutes }) => ({
    allDay: false,
    start,
    end: instantOf(new Date(Date.parse(start) + minutes * 60_000).toISOString()),
  }));

const allDay = fc
  .record({ start: date, days: fc.integer({ min: 1, max: 5 }) })
  .map(({ start, days }) => ({ allDay: true, start, end: addDays(start, days) }));

/** Its times of day exist once on every day, so that they can be said without an offset. */
const series = fc.oneof(
  fc
    .record({ date, hour: fc.integer({ min: 8, max: 11 }), recurrence: rule })
    .map(({ date: day, hour, ...rest }) => ({
      ...rest,
      allDay: false,
      start: `${day}T${String(hour).padStart(2, '0')}:00:00Z`,
      end: `${day}T${hour + 1 < 10 ? `0${hour + 1}` : hour + 1}:30:00Z`,
    })),
  fc.tuple(allDay, rule).map(([times, recurrence]) => ({ ...times, recurrence })),
);

const meeting = fc
  .tuple(
    fc.record({
      title: textOf('Review', 'Retro').map((title) => title ?? 'Plan'),
      location: textOf('Room 1', 'Room 2'),
      description: textOf('Agenda', '  indented\n\nlines & <tags>'),
      attendees: listOf(['a@x.org', 'b@x.org', 'c@x.org'], 3).map((addresses) =>
        addresses.map((address) => ({ address, name: address.toUpperCase(), type: 'required' })),
      ),
      answers: fc.constant([]),
      reminderMinutes: fc.constantFrom(null, 0, 15),
      timeZone: fc.constant(null),
    }),
    fc.oneof(
      timed.map((times) => ({ ...times, recurrence: null })),
      allDay.map((times) => ({ ...times, recurrence: null })),
      series,
    ),
  )
  .map(([details, times]): Canonical => ({ ...details, ...times }));

const task = fc.record({
  subject: textOf('Call', 'Write').map((subject) => subject ?? 'Pay'),
  status: fc.constantFrom('notStarted', 'inProgress', 'completed', 'waitingOnOthers', 'deferred'),
  priority: fc.constantFrom('low', 'normal', 'high'),
  dueDate: fc.option(date),
  reminderAt: fc.option(instant),
  alarm: fc.constant(null),
  closedAt: fc.constant(null),
  description: textOf('text', 'two\nlines'),
});

export const CANONICAL: Readonly<Record<SyncModule, fc.Arbitrary<Canonical>>> = {
  contacts: contact,
  meetings: meeting,
  tasks: task,
};

export const syncModule: fc.Arbitrary<SyncModule> = fc.constantFrom('contacts', 'meetings', 'tasks');
