import { describe, expect, test } from 'vitest';
import type { RecordModule } from './record-modules.ts';
import { RECORD_FIELDS } from './record-fields.ts';
import { validateRecord, type RecordValues } from './validate-record.ts';

const create = (module: RecordModule, values: RecordValues) =>
  validateRecord(module, values, { kind: 'create' });
const errorsOf = (result: ReturnType<typeof validateRecord>) =>
  result.ok ? [] : result.errors.map(({ path, code, message }) => `${path} ${code}: ${message}`);

const MEETING = {
  Event_Title: 'Review',
  Start_DateTime: '2026-03-02T10:00:00+01:00',
  End_DateTime: '2026-03-02T11:00:00+01:00',
};

test('field ids and names are unique and stay what they are', () => {
  const all = Object.entries(RECORD_FIELDS).flatMap(([module, fields]) =>
    fields.map(({ id, apiName }) => ({ id, name: `${module}.${apiName}` })),
  );
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  expect(all.find(({ name }) => name === 'Tasks.Description')).toEqual({
    id: '2000000003015',
    name: 'Tasks.Description',
  });
});

describe('contacts', () => {
  test('text is trimmed and an empty text empties the field', () => {
    expect(create('Contacts', { Last_Name: ' Kowalski ', Title: '  ', Email: null })).toEqual({
      ok: true,
      fields: { Last_Name: 'Kowalski', Title: null, Email: null },
    });
  });

  test('every wrong field is told, by name and rule', () => {
    const result = create('Contacts', {
      Email: 'no address',
      Date_of_Birth: '2026-02-30',
      Lead_Source: 'Dream',
      First_Name: 'x'.repeat(41),
      Created_Time: '2026-01-01T00:00:00+00:00',
      Shoe_Size: 43,
      Phone: 5,
    });
    expect(errorsOf(result)).toEqual([
      'Email INVALID_DATA: Email must be an e-mail address.',
      'Date_of_Birth INVALID_DATA: Date of Birth must be a date, written YYYY-MM-DD.',
      'Lead_Source INVALID_DATA: Lead Source must be one of Advertisement, Cold Call, Employee Referral, External Referral, Partner, Trade Show.',
      'First_Name INVALID_DATA: First Name has at most 40 characters.',
      'Created_Time INVALID_DATA: Created Time is written by the system alone.',
      'Shoe_Size INVALID_DATA: There is no field Shoe_Size in Contacts.',
      'Phone INVALID_DATA: Phone must be text.',
      'Last_Name MANDATORY_NOT_FOUND: Last Name is required.',
    ]);
  });

  test('names that every object has are no fields', () => {
    expect(errorsOf(create('Contacts', { Last_Name: 'x', constructor: 'y' }))).toHaveLength(1);
  });

  test('a change may leave a mandatory field out, but not empty it', () => {
    const change = (values: RecordValues) =>
      validateRecord('Contacts', values, { kind: 'update', current: { Last_Name: 'x' } });
    expect(change({ Title: 'CEO' })).toEqual({ ok: true, fields: { Title: 'CEO' } });
    expect(errorsOf(change({ Last_Name: '' }))).toEqual([
      'Last_Name MANDATORY_NOT_FOUND: Last Name is required.',
    ]);
  });

  test('a text with a NUL, which no database stores, is refused', () => {
    expect(errorsOf(create('Contacts', { Last_Name: 'a\u0000b' }))).toEqual([
      'Last_Name INVALID_DATA: Last Name holds a control character.',
    ]);
  });
});

describe('meetings', () => {
  test('times keep their offset and lose their fractions', () => {
    const result = create('Events', { ...MEETING, Start_DateTime: '2026-03-02T09:00:00.000Z' });
    expect(result).toMatchObject({ fields: { Start_DateTime: '2026-03-02T09:00:00+00:00' } });
  });

  test.each(['2026-03-02', '2026-03-02T10:00:00', '2026-13-02T10:00:00Z', 'tomorrow', 1772442000000])(
    '%s is no time',
    (time) => {
      expect(errorsOf(create('Events', { ...MEETING, Start_DateTime: time }))).toHaveLength(1);
    },
  );

  test('a meeting ends after it starts, whatever the offsets look like', () => {
    const end = '2026-03-02T09:30:00+00:00';
    expect(create('Events', { ...MEETING, End_DateTime: end }).ok).toBe(true);
    expect(errorsOf(create('Events', { ...MEETING, End_DateTime: MEETING.Start_DateTime }))).toEqual([
      'End_DateTime INVALID_DATA: The meeting must end after it starts.',
    ]);
  });

  test('a change of one end is checked against the other end', () => {
    const result = validateRecord(
      'Events',
      { Start_DateTime: '2026-03-02T12:00:00+01:00' },
      { kind: 'update', current: MEETING },
    );
    expect(errorsOf(result)).toEqual(['End_DateTime INVALID_DATA: The meeting must end after it starts.']);
  });

  test('an all-day meeting may end on the day on which it starts, not before', () => {
    const allDay = { ...MEETING, All_day: true, End_DateTime: '2026-03-02T00:00:00+01:00' };
    expect(create('Events', allDay).ok).toBe(true);
    expect(create('Events', { ...allDay, End_DateTime: '2026-03-01T00:00:00+01:00' }).ok).toBe(false);
  });

  test('participants are addresses or references, and a wrong one is told with its place', () => {
    const participants = (...list: unknown[]) => create('Events', { ...MEETING, Participants: list });
    expect(
      participants(
        { type: 'email', participant: 'a@b.example', invited: true },
        { type: 'contact', participant: '12' },
      ),
    ).toMatchObject({
      fields: {
        Participants: [
          { type: 'email', participant: 'a@b.example' },
          { type: 'contact', participant: '12' },
        ],
      },
    });
    expect(
      errorsOf(participants({ participant: 'a@b.example' }, { type: 'email', participant: 'nobody' })),
    ).toEqual(['Participants[1].participant INVALID_DATA: Participants must be an e-mail address.']);
    expect(errorsOf(participants({ type: 'crowd', participant: '1' }))[0]).toContain('Participants[0].type');
    expect(errorsOf(participants('x'))[0]).toContain('Participants[0] ');
  });

  test('reminders and recurrences have Zoho’s shapes', () => {
    const fields = {
      Remind_At: [{ unit: 15, period: 'minutes' }],
      Recurring_Activity: { RRULE: 'FREQ=WEEKLY;BYDAY=MO' },
    };
    expect(create('Events', { ...MEETING, ...fields })).toMatchObject({ ok: true, fields });
    expect(
      errorsOf(create('Events', { ...MEETING, Remind_At: [{ unit: -1, period: 'minutes' }] }))[0],
    ).toContain('Remind_At[0].unit');
    expect(
      errorsOf(create('Events', { ...MEETING, Recurring_Activity: { RRULE: 'FREQ=OFTEN' } }))[0],
    ).toContain('Recurring_Activity.RRULE');
  });

  test('the dates that a recurrence leaves out are dates, kept in order and once', () => {
    const leavingOut = (EXDATE: unknown) =>
      create('Events', { ...MEETING, Recurring_Activity: { RRULE: 'FREQ=DAILY', EXDATE } });
    expect(leavingOut('2026-04-02, 2026-04-01,2026-04-02')).toMatchObject({
      ok: true,
      fields: { Recurring_Activity: { RRULE: 'FREQ=DAILY', EXDATE: '2026-04-01,2026-04-02' } },
    });
    expect(leavingOut(null)).toMatchObject({ fields: { Recurring_Activity: { RRULE: 'FREQ=DAILY' } } });
    for (const wrong of ['2026-02-30', 'soon', '20260401', 17, ['2026-04-01']])
      expect(errorsOf(leavingOut(wrong))[0]).toContain('Recurring_Activity.EXDATE');
  });
});

describe('tasks', () => {
  test('an alarm is accepted as Zoho writes it', () => {
    const Remind_At = { ALARM: 'FREQ=NONE;ACTION=EMAILANDPOPUP;TRIGGER=DATE-TIME:2020-07-03T12:30:00+05:30' };
    expect(create('Tasks', { Subject: 'Call', Remind_At })).toMatchObject({
      ok: true,
      fields: { Remind_At },
    });
    expect(errorsOf(create('Tasks', { Subject: 'Call', Remind_At: { ALARM: 'at noon' } }))[0]).toContain(
      'Remind_At.ALARM',
    );
  });

  test('a contact is referred to by id; its name is not believed', () => {
    expect(create('Tasks', { Subject: 'Call', Who_Id: { id: '7', name: 'Somebody' } })).toMatchObject({
      fields: { Who_Id: { id: '7' } },
    });
    expect(errorsOf(create('Tasks', { Subject: 'Call', Who_Id: { name: 'Somebody' } }))[0]).toContain(
      'Who_Id',
    );
  });
});
