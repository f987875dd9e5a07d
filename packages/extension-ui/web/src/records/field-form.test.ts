import { expect, test } from 'vitest';
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
