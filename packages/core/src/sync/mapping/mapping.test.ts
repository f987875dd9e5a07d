import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SyncModule } from '../../permission/index.ts';
import type { Canonical } from '../canonical.ts';
import { sameValue } from '../equality.ts';
import { emptyCanonical, FIELDS } from '../fields.ts';
import type { GraphItem } from '../graph-shapes.ts';
import type { Json } from '../json.ts';
import { toRrule } from '../recurrence.ts';
import { CANONICAL, recurrencePattern, syncModule } from '../testing-arbitraries.ts';
import { itemOf } from '../testing-items.ts';
import { ITEM_MAPPING, RECORD_MAPPING } from './index.ts';

const BERLIN = { timeZone: 'Europe/Berlin' };
const NEW = { ...BERLIN, traits: null };
const anyZone = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Pacific/Auckland',
);

/** What Graph would answer to a body, as far as our reading goes: it is JSON either way. */
const answered = (body: Record<string, Json>): GraphItem => JSON.parse(JSON.stringify(body)) as GraphItem;

/** Of one side only, for writing back what that side has. */
const OWN = ['timeZone', 'alarm'];

const differences = (module: SyncModule, left: Canonical, right: Canonical): string[] =>
  FIELDS[module]
    .filter((spec) => !OWN.includes(spec.name) && !sameValue(spec, left[spec.name], right[spec.name]))
    .map(({ name }) => name);

describe('round trips', () => {
  test('an item reads back as it was written', () => {
    fc.assert(
      fc.property(
        syncModule.chain((module) => fc.tuple(fc.constant(module), CANONICAL[module], anyZone)),
        ([module, values, timeZone]) => {
          const body = ITEM_MAPPING[module].toItem(values, null, { timeZone, traits: null });
          const read = ITEM_MAPPING[module].fromItem(answered(body), { timeZone });
          expect(differences(module, read.values, values)).toEqual([]);
        },
      ),
    );
  });

  test('a record reads back as it was written', () => {
    fc.assert(
      fc.property(
        syncModule.chain((module) => fc.tuple(fc.constant(module), CANONICAL[module])),
        ([module, values]) => {
          const read = RECORD_MAPPING[module].fromRecord(RECORD_MAPPING[module].toRecord(values, null));
          expect(differences(module, read, values)).toEqual([]);
        },
      ),
    );
  });

  test('changes upon what is there read back as both together', () => {
    fc.assert(
      fc.property(
        syncModule.chain((module) => fc.tuple(fc.constant(module), CANONICAL[module], CANONICAL[module])),
        fc.infiniteStream(fc.boolean()),
        ([module, before, after], take) => {
          const units = new Map(FIELDS[module].map((spec) => [spec.unit ?? spec.name, take.next().value]));
          const changed = FIELDS[module].filter((spec) => units.get(spec.unit ?? spec.name) === true);
          const changes = Object.fromEntries(changed.map(({ name }) => [name, after[name] ?? null]));
          const { fromRecord, toRecord } = RECORD_MAPPING[module];
          const record = { ...toRecord(before, null), ...toRecord(changes, before) };
          expect(differences(module, fromRecord(record), { ...before, ...changes })).toEqual([]);
          const { fromItem, toItem } = ITEM_MAPPING[module];
          const item = answered({ ...toItem(before, null, NEW), ...toItem(changes, before, NEW) });
          expect(differences(module, fromItem(item, BERLIN).values, { ...before, ...changes })).toEqual([]);
        },
      ),
    );
  });

  test.each(['contacts', 'meetings', 'tasks'] as const)(
    'every field of %s is read from both sides',
    (module) => {
      const names = Object.keys(emptyCanonical(module)).toSorted();
      expect(Object.keys(RECORD_MAPPING[module].fromRecord({})).toSorted()).toEqual(names);
      expect(Object.keys(ITEM_MAPPING[module].fromItem({}, BERLIN).values).toSorted()).toEqual(names);
    },
  );
});

describe('meetings at Microsoft', () => {
  const { fromItem, toItem } = ITEM_MAPPING.meetings;
  const at = (dateTime: string, timeZone = 'UTC') => ({ dateTime: `${dateTime}.0000000`, timeZone });

  test("an all-day event keeps its date whether or not its zone's offset was turned into UTC", () => {
    const shifted = { isAllDay: true, start: at('2026-06-30T22:00:00'), end: at('2026-07-01T22:00:00') };
    const plain = { isAllDay: true, start: at('2026-07-01T00:00:00'), end: at('2026-07-02T00:00:00') };
    for (const event of [shifted, plain]) {
      const zones = {
        originalStartTimeZone: 'W. Europe Standard Time',
        originalEndTimeZone: 'W. Europe Standard Time',
      };
      expect(fromItem({ ...event, ...zones }, BERLIN).values).toMatchObject({
        start: '2026-07-01',
        end: '2026-07-02',
      });
    }
  });

  describe('an event in a zone of its own making', () => {
    const zones = {
      originalStartTimeZone: 'tzone://Microsoft/Custom',
      originalEndTimeZone: 'tzone://Microsoft/Custom',
    };
    const series = {
      ...zones,
      type: 'seriesMaster',
      start: at('2040-03-05T23:30:00'),
      end: at('2040-03-06T00:30:00'),
      recurrence: {
        pattern: { type: 'weekly', interval: 1, daysOfWeek: ['tuesday'], firstDayOfWeek: 'monday' },
        range: {
          type: 'noEnd',
          startDate: '2040-03-06',
          recurrenceTimeZone: 'tzone://Microsoft/Custom',
        },
      },
      cancelledOccurrences: ['OID.m.2040-03-13'],
      exceptionOccurrences: [{ occurrenceId: 'OID.m.2040-03-20', originalStart: '2040-03-19T23:30:00Z' }],
    };

    test('repeats on the days of the mailbox, and not on those of the answer', () => {
      const { values } = fromItem(series, BERLIN);
      expect(values).toMatchObject({
        start: '2040-03-05T23:30:00Z',
        timeZone: 'Europe/Berlin',
        recurrence: 'FREQ=WEEKLY;BYDAY=TU',
        excludedDates: ['2040-03-13', '2040-03-20'],
      });
    });

    test('moves in the zone of the mailbox, which it has from then on', () => {
      const { values, traits } = fromItem(series, BERLIN);
      const later = { start: '2040-03-06T08:00:00Z', end: '2040-03-06T09:00:00Z' };
      expect(toItem(later, values, { ...BERLIN, traits })).toMatchObject({
        start: { dateTime: '2040-03-06T09:00:00', timeZone: 'W. Europe Standard Time' },
        recurrence: { range: { startDate: '2040-03-06', recurrenceTimeZone: 'W. Europe Standard Time' } },
      });
      expect(toItem({ title: 'Retro' }, values, { ...BERLIN, traits })).toEqual({ subject: 'Retro' });
    });

    test.each([
      ['as in the mailbox', '2040-03-04T23:00:00', '2040-03-05T23:00:00'],
      ['elsewhere', '2040-03-04T18:30:00', '2040-03-05T18:30:00'],
      ['west of Greenwich', '2040-03-05T05:00:00', '2040-03-06T05:00:00'],
    ])('keeps its days when it lasts all day %s', (_where, start, end) => {
      const { values } = fromItem({ ...zones, isAllDay: true, start: at(start), end: at(end) }, BERLIN);
      expect(values).toMatchObject({ start: '2040-03-05', end: '2040-03-06' });
    });
  });

  test("a private event is stripped of its details, and of nobody's busy time", () => {
    const seen = fromItem(
      {
        sensitivity: 'private',
        subject: 'Surgery',
        location: { displayName: 'Clinic' },
        body: { contentType: 'text', content: 'Bring papers' },
        attendees: [{ emailAddress: { address: 'doctor@x.org' } }],
        start: at('2026-03-01T10:00:00'),
        end: at('2026-03-01T11:00:00'),
      },
      BERLIN,
    );
    expect(seen.traits.private).toBe(true);
    expect(seen.values).toMatchObject({
      title: 'Private',
      location: null,
      description: null,
      attendees: [],
      start: '2026-03-01T10:00:00Z',
    });
    expect(JSON.stringify(seen)).not.toMatch(/Surgery|Clinic|papers|doctor/);
  });

  test('traits say what a row is', () => {
    const traits = (event: GraphItem) => fromItem(event, BERLIN).traits;
    expect(traits({ type: 'seriesMaster', isOrganizer: true })).toMatchObject({
      series: 'master',
      role: 'owner',
    });
    expect(traits({ type: 'exception', isOrganizer: false })).toMatchObject({
      series: 'exception',
      role: 'attendee',
    });
    expect(traits({ isCancelled: true })).toMatchObject({ cancelled: true, series: 'single' });
  });

  test('times are written in the zone the meeting has', () => {
    const current = { ...emptyCanonical('meetings'), allDay: false, timeZone: 'America/New_York' };
    const changes = { start: '2026-07-01T14:00:00Z', end: '2026-07-01T15:00:00Z' };
    expect(toItem(changes, current, NEW)).toEqual({
      isAllDay: false,
      start: { dateTime: '2026-07-01T10:00:00', timeZone: 'Eastern Standard Time' },
      end: { dateTime: '2026-07-01T11:00:00', timeZone: 'Eastern Standard Time' },
    });
  });

  test('both instants of the hour that a clock change repeats come back as they went', () => {
    for (const start of ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z']) {
      const body = toItem({ allDay: false, start, end: '2026-10-25T03:00:00Z' }, null, NEW);
      expect(fromItem(answered(body), BERLIN).values['start']).toBe(start);
    }
  });

  test('a series reads back as it was written: six patterns, three ranges, any zone, with and without times', () => {
    const until = fc.constantFrom('', ';COUNT=5', 'UNTIL');
    const zone = fc.constantFrom(
      'Europe/Berlin',
      'America/New_York',
      'Asia/Kolkata',
      'Pacific/Auckland',
      'UTC',
    );
    fc.assert(
      fc.property(recurrencePattern, until, zone, fc.boolean(), (pattern, end, timeZone, allDay) => {
        const range =
          end === 'UNTIL'
            ? { type: 'endDate', endDate: '2026-11-15' }
            : end === ''
              ? { type: 'noEnd' }
              : { type: 'numbered', numberOfOccurrences: 5 };
        const recurrence = toRrule({ pattern, range }, { timeZone, allDay });
        const times = allDay
          ? { start: '2026-03-02', end: '2026-03-04' }
          : { start: '2026-03-02T22:30:00Z', end: '2026-03-02T23:30:00Z' };
        const values = { ...emptyCanonical('meetings'), title: 'Plan', allDay, ...times, recurrence };
        const body = toItem(values, null, { timeZone, traits: null });
        const startDate = answered(body).start?.dateTime?.slice(0, 10);
        expect(answered(body).recurrence?.range?.startDate).toBe(startDate);
        expect(fromItem(answered(body), BERLIN).values).toMatchObject({ allDay, ...times, recurrence });
      }),
    );
  });

  test('a series keeps its time of day: its times are written in its zone, whole, and with its rule', () => {
    const current = {
      ...emptyCanonical('meetings'),
      allDay: false,
      start: '2026-03-02T15:00:00Z',
      end: '2026-03-02T16:00:00Z',
      recurrence: 'FREQ=WEEKLY;BYDAY=MO',
      timeZone: 'America/New_York',
    };
    const zone = 'Eastern Standard Time';
    const pattern = { type: 'weekly', interval: 1, daysOfWeek: ['monday'], firstDayOfWeek: 'monday' };
    const range = { type: 'noEnd', startDate: '2026-03-02', recurrenceTimeZone: zone };
    const written = {
      isAllDay: false,
      start: { dateTime: '2026-03-02T10:00:00', timeZone: zone },
      end: { dateTime: '2026-03-02T12:00:00', timeZone: zone },
      recurrence: { pattern, range },
    };
    expect(toItem({ end: '2026-03-02T17:00:00Z' }, current, NEW)).toEqual(written);
    const autumn = { start: '2026-11-01T06:30:00Z', end: '2026-11-01T07:30:00Z', recurrence: 'FREQ=DAILY' };
    expect(toItem(autumn, current, NEW)).toMatchObject({
      start: { dateTime: '2026-11-01T01:30:00', timeZone: zone },
    });
    expect(toItem({ title: 'Retro' }, current, NEW)).toEqual({ subject: 'Retro' });
    expect(toItem({ recurrence: null }, current, NEW)).toEqual({ recurrence: null });
  });

  test("nothing is ever written into an attendee's copy", () => {
    const { traits } = itemOf({}, { role: 'attendee' });
    expect(toItem({ title: 'Mine' }, emptyCanonical('meetings'), { ...BERLIN, traits })).toEqual({});
  });

  test('a body is part of a PATCH only if the description changed', () => {
    expect(toItem({ title: 'New' }, emptyCanonical('meetings'), NEW)).toEqual({ subject: 'New' });
  });
});

describe('meetings in the CRM', () => {
  const { fromRecord, toRecord } = RECORD_MAPPING.meetings;

  test('Zoho shapes are written', () => {
    const values = {
      title: 'Review',
      allDay: false,
      start: '2026-03-01T10:00:00Z',
      end: '2026-03-01T11:00:00Z',
      attendees: [{ address: 'a@x.org', name: 'A', type: 'optional' }],
      reminderMinutes: 15,
      recurrence: 'FREQ=DAILY;COUNT=3',
    };
    expect(toRecord(values, null)).toEqual({
      Event_Title: 'Review',
      All_day: false,
      Start_DateTime: '2026-03-01T10:00:00+00:00',
      End_DateTime: '2026-03-01T11:00:00+00:00',
      Participants: [{ type: 'email', participant: 'a@x.org', name: 'A' }],
      Remind_At: [{ unit: 15, period: 'minutes' }],
      Recurring_Activity: { RRULE: 'FREQ=DAILY;COUNT=3' },
    });
  });

  test('offsets, reminder periods and the rule of the CRM are read', () => {
    const values = fromRecord({
      Start_DateTime: '2026-03-01T10:00:00+05:30',
      End_DateTime: '2026-03-01T11:00:30+05:30',
      Remind_At: [
        { unit: 2, period: 'hours' },
        { unit: 1, period: 'days' },
      ],
      Recurring_Activity: { RRULE: 'FREQ=DAILY;INTERVAL=10;UNTIL=2026-08-14;DTSTART=2026-03-01' },
    });
    expect(values).toMatchObject({
      start: '2026-03-01T04:30:00Z',
      end: '2026-03-01T05:30:00Z',
      reminderMinutes: 120,
      recurrence: 'FREQ=DAILY;INTERVAL=10;UNTIL=20260814',
    });
  });

  test('an all-day end is the last day in the CRM and the day after in canonical form', () => {
    const ends = ['2026-03-02T23:59:00+05:30', '2026-03-03T00:00:00+05:30', '2026-03-02T18:00:00+05:30'];
    for (const End_DateTime of ends) {
      const values = fromRecord({ All_day: true, Start_DateTime: '2026-03-01T00:00:00+05:30', End_DateTime });
      expect(values).toMatchObject({ start: '2026-03-01', end: '2026-03-03' });
    }
  });

  test('participants that are contacts stay contacts when the list is written back', () => {
    const Participants = [
      { type: 'contact', participant: '111', name: 'Anna', Email: 'a@x.org' },
      { type: 'lead', participant: '222', name: 'Without address' },
      { type: 'email', participant: 'b@x.org' },
    ];
    const { attendees = [] } = fromRecord({ Participants });
    expect(toRecord({ attendees }, null)).toEqual({ Participants });
  });
});

describe('contacts at Microsoft', () => {
  const { fromItem, toItem } = ITEM_MAPPING.contacts;

  test('a changed name brings its display name along', () => {
    const current = { ...emptyCanonical('contacts'), firstName: 'Anna', lastName: 'Berg' };
    expect(toItem({ lastName: 'Stein' }, current, NEW)).toEqual({
      surname: 'Stein',
      displayName: 'Anna Stein',
    });
    expect(toItem({ jobTitle: 'Head' }, current, NEW)).toEqual({ jobTitle: 'Head' });
  });

  test('an address is written whole', () => {
    const current = { ...emptyCanonical('contacts'), mailingCity: 'Ulm', mailingZip: '89073' };
    expect(toItem({ mailingStreet: '1 Road' }, current, NEW)).toEqual({
      businessAddress: {
        street: '1 Road',
        city: 'Ulm',
        postalCode: '89073',
        state: null,
        countryOrRegion: null,
      },
    });
  });

  test('a birthday is its date, at whatever time of day', () => {
    for (const birthday of ['1974-07-22', '1974-07-22T11:59:00Z', '1974-07-22T00:00:00Z']) {
      expect(fromItem({ birthday }, BERLIN).values['birthday']).toBe('1974-07-22');
    }
  });
});

describe('tasks', () => {
  const { fromItem, toItem } = ITEM_MAPPING.tasks;
  const { fromRecord, toRecord } = RECORD_MAPPING.tasks;

  test('a due date is the one of the zone in which a day begins then', () => {
    const due = (dateTime: string) =>
      fromItem({ dueDateTime: { dateTime, timeZone: 'UTC' } }, BERLIN).values['dueDate'];
    expect(due('2026-09-29T22:00:00.0000000')).toBe('2026-09-30');
    expect(due('2026-09-30T00:00:00.0000000')).toBe('2026-09-30');
    expect(due('2026-12-29T23:00:00.0000000')).toBe('2026-12-30');
  });

  test('every status and priority of the CRM reads as the one it means', () => {
    const read = (Status: string | null, Priority: string | null) => {
      const { status, priority } = fromRecord({ Status, Priority });
      return [status, priority];
    };
    expect(read('Waiting for input', 'Highest')).toEqual(['waitingOnOthers', 'high']);
    expect(read('Waiting on someone else', 'Lowest')).toEqual(['waitingOnOthers', 'low']);
    expect(read('Deferred', 'Normal')).toEqual(['deferred', 'normal']);
    expect(read(null, null)).toEqual(['notStarted', 'normal']);
    expect(read('Reviewed', 'Urgent')).toEqual(['inProgress', 'normal']);
  });

  test('reminders are alarms in the CRM and switch themselves on and off at Microsoft', () => {
    const ALARM = 'FREQ=NONE;ACTION=EMAIL;TRIGGER=DATE-TIME:2026-07-03T12:30:00+05:30';
    expect(fromRecord({ Remind_At: { ALARM } })['reminderAt']).toBe('2026-07-03T07:00:00Z');
    expect(toRecord({ reminderAt: '2026-07-03T07:00:00Z' }, null)).toEqual({
      Remind_At: { ALARM: 'FREQ=NONE;ACTION=POPUP;TRIGGER=DATE-TIME:2026-07-03T07:00:00+00:00' },
    });
    const current = { ...emptyCanonical('tasks'), reminderAt: '2026-07-03T07:00:00Z' };
    expect(toItem({ reminderAt: null }, current, NEW)).toEqual({
      reminderDateTime: null,
      isReminderOn: false,
    });
  });

  test('a repeating task owns its dates', () => {
    expect(fromItem({ recurrence: { pattern: { type: 'daily' } } }, BERLIN).traits.series).toBe('master');
  });
});
