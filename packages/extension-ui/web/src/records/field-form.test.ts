import { expect, test } from 'vitest';
import { withAllDay } from './all-day.ts';
import { changedFields, splitFields, toForm, type Field } from './field-form.ts';

const field = (api_name: string, data_type: string, more: Partial<Field> = {}): Field => ({
  id: '1',
  api_name,
  field_label: api_name,
  data_type,
  length: null,
  system_mandatory: false,
  read_only: false,
  visible: true,
  pick_list_values: [],
  ...more,
});
const FIELDS = [
  field('Last_Name', 'text'),
  field('Start', 'datetime'),
  field('All_day', 'boolean'),
  field('Score', 'integer'),
  field('Owner', 'ownerlookup'),
  field('Full_Name', 'text', { read_only: true }),
  field('Salary', 'text', { visible: false }),
];
const ZONE = 'Europe/Berlin';
const { editable, shown } = splitFields(FIELDS);

test('what is read-only or of a type without an input is shown, what is hidden is neither', () => {
  expect(editable.map(({ api_name }) => api_name)).toEqual(['Last_Name', 'Start', 'All_day', 'Score']);
  expect(shown.map(({ api_name }) => api_name)).toEqual(['Owner', 'Full_Name']);
});

test('a form that was not touched sends nothing, whatever the offset or seconds of a stored instant', () => {
  const form = toForm(
    editable,
    { Last_Name: 'Ng', Start: '2026-03-30T08:00:42Z', All_day: false, Score: 4 },
    ZONE,
  );
  expect(form).toEqual({ Last_Name: 'Ng', Start: '2026-03-30T10:00', All_day: false, Score: '4' });
  expect(changedFields(editable, form, { ...form }, ZONE)).toEqual({});
});

test('only changed fields are sent, in the record’s own types', () => {
  const before = toForm(editable, { Last_Name: 'Ng' }, ZONE);
  const after = { ...before, Start: '2026-07-01T09:00', All_day: true, Score: '12' };
  expect(changedFields(editable, before, after, ZONE)).toEqual({
    Start: '2026-07-01T09:00:00+02:00',
    All_day: true,
    Score: 12,
  });
});

test('an emptied field is sent as null', () => {
  const before = toForm(editable, { Last_Name: 'Ng', Score: 4 }, ZONE);
  expect(changedFields(editable, before, { ...before, Last_Name: ' ', Score: '' }, ZONE)).toEqual({
    Last_Name: null,
    Score: null,
  });
});

test.each(['America/Los_Angeles', 'UTC', 'Pacific/Auckland'])(
  'an all-day meeting holds its days in %s as it does anywhere, and is written so',
  (zone) => {
    const fields = ['Start_DateTime', 'End_DateTime', 'Closed_Time'].map((name) => field(name, 'datetime'));
    const meeting = {
      All_day: true,
      Start_DateTime: '2026-12-08T00:00:00+00:00',
      End_DateTime: '2026-12-10T23:59:00+00:00',
    };
    const before = toForm(fields, meeting, zone);
    expect(before).toEqual({ Start_DateTime: '2026-12-08', End_DateTime: '2026-12-10', Closed_Time: '' });
    expect(changedFields(fields, before, { ...before }, zone)).toEqual({});
    const moved = { ...before, Start_DateTime: '2026-12-09', End_DateTime: '2026-12-11' };
    expect(changedFields(fields, before, moved, zone)).toEqual({
      Start_DateTime: '2026-12-09T00:00:00+00:00',
      End_DateTime: '2026-12-11T23:59:00+00:00',
    });
  },
);

test('a meeting that becomes an all-day one is written with its days in the person’s zone', () => {
  const fields = [
    field('All_day', 'boolean'),
    field('Start_DateTime', 'datetime'),
    field('End_DateTime', 'datetime'),
  ];
  const evening = { Start_DateTime: '2026-12-09T02:00:00Z', End_DateTime: '2026-12-09T03:00:00Z' };
  const before = toForm(fields, evening, 'America/Los_Angeles');
  const after = withAllDay(before, true, before);
  expect(changedFields(fields, before, after, 'America/Los_Angeles')).toEqual({
    All_day: true,
    Start_DateTime: '2026-12-08T00:00:00+00:00',
    End_DateTime: '2026-12-08T23:59:00+00:00',
  });
});
