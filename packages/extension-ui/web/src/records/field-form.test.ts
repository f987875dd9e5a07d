import { expect, test } from 'vitest';
import { withAllDay } from './all-day.ts';
import { changedFields, groupFields, rowInputsOf, toForm, type Field } from './field-form.ts';

const field = (api_name: string, data_type: string, more: Partial<Field> = {}): Field => ({
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
  field('Email', 'email', { read_only: true }),
  field('Full_Name', 'text', { read_only: true }),
  field('Salary', 'text', { visible: false }),
];
const SCOPE = { module: 'Contacts', timeZone: 'Europe/Berlin' } as const;
const { editable, shown, inputs, hidden } = groupFields('Contacts', FIELDS);

test('what the system writes is shown, what the profile may only read is an input that cannot be changed', () => {
  expect(editable.map(({ api_name }) => api_name)).toEqual([
    'Last_Name',
    'Start',
    'All_day',
    'Score',
    'Owner',
  ]);
  expect(inputs.filter((input) => !editable.includes(input)).map(({ api_name }) => api_name)).toEqual([
    'Email',
  ]);
  expect(shown.map(({ api_name }) => api_name)).toEqual(['Full_Name']);
});

test('what is hidden is no input and not shown, and can be told by its label', () => {
  expect(hidden.map(({ field_label }) => field_label)).toEqual(['Salary']);
});

test('a form that was not touched sends nothing, whatever the offset or seconds of a stored instant', () => {
  const form = toForm(
    editable,
    { Last_Name: 'Ng', Start: '2026-03-30T08:00:42Z', All_day: false, Score: 4 },
    SCOPE,
  );
  expect(form).toEqual({ Last_Name: 'Ng', Start: '2026-03-30T10:00', All_day: false, Score: '4', Owner: '' });
  expect(changedFields(editable, form, { ...form }, SCOPE)).toEqual({});
});

test('only changed fields are sent, in the record’s own types', () => {
  const before = toForm(editable, { Last_Name: 'Ng' }, SCOPE);
  const after = { ...before, Start: '2026-07-01T09:00', All_day: true, Score: '12' };
  expect(changedFields(editable, before, after, SCOPE)).toEqual({
    Start: '2026-07-01T09:00:00+02:00',
    All_day: true,
    Score: 12,
  });
});

test('an emptied field is sent as null', () => {
  const before = toForm(editable, { Last_Name: 'Ng', Score: 4 }, SCOPE);
  expect(changedFields(editable, before, { ...before, Last_Name: ' ', Score: '' }, SCOPE)).toEqual({
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
    const scope = { module: 'Events', timeZone: zone } as const;
    const before = toForm(fields, meeting, scope);
    expect(before).toEqual({ Start_DateTime: '2026-12-08', End_DateTime: '2026-12-10', Closed_Time: '' });
    expect(changedFields(fields, before, { ...before }, scope)).toEqual({});
    const moved = { ...before, Start_DateTime: '2026-12-09', End_DateTime: '2026-12-11' };
    expect(changedFields(fields, before, moved, scope)).toEqual({
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
  const scope = { module: 'Events', timeZone: 'America/Los_Angeles' } as const;
  const before = toForm(fields, evening, scope);
  const after = withAllDay(before, true, before);
  expect(changedFields(fields, before, after, scope)).toEqual({
    All_day: true,
    Start_DateTime: '2026-12-08T00:00:00+00:00',
    End_DateTime: '2026-12-08T23:59:00+00:00',
  });
});

const lookup = (api_name: string, module: string) =>
  field(api_name, 'lookup', { lookup: { module: { api_name: module } } });

test('a chosen record is sent by its id, and which module it is of where there are several', () => {
  const fields = [
    lookup('Account_Name', 'Accounts'),
    lookup('What_Id', 'se_module'),
    field('Owner', 'ownerlookup'),
  ];
  const record = {
    Account_Name: { id: '1', name: 'Acme' },
    What_Id: { id: '2', name: 'Big deal' },
    $se_module: 'Deals',
  };
  const scope = { module: 'Tasks', timeZone: 'UTC' } as const;
  const before = toForm(fields, record, scope);
  expect(changedFields(fields, before, toForm(fields, structuredClone(record), scope), scope)).toEqual({});
  const after = {
    Account_Name: '',
    What_Id: { id: '3', name: 'Lee', module: 'Leads' as const },
    Owner: { id: '4', name: 'Ada' },
  };
  expect(changedFields(fields, before, after, scope)).toEqual({
    Account_Name: null,
    What_Id: { id: '3' },
    $se_module: 'Leads',
    Owner: { id: '4' },
  });
});

test('several choices are sent as a list, and numbers of every kind as numbers', () => {
  const fields = [
    field('Tags', 'multiselectpicklist'),
    field('Amount', 'currency'),
    field('Rate', 'percent'),
  ];
  const before = toForm(fields, { Tags: ['a'], Amount: 10, Rate: null }, SCOPE);
  const after = { Tags: ['a', 'b'], Amount: '1234.5', Rate: '7' };
  expect(changedFields(fields, before, after, SCOPE)).toEqual({ Tags: ['a', 'b'], Amount: 1234.5, Rate: 7 });
});

test('rows keep what they are known by, leave out what is worked out, and are sent whole when one was changed', () => {
  const items = field('Quoted_Items', 'subform');
  const scope = { module: 'Quotes', timeZone: 'UTC' } as const;
  const row = {
    id: '77',
    Sequence_Number: 1,
    Product_Name: { id: '5', name: 'Chair' },
    Quantity: 2,
    List_Price: 10,
    Total: 20,
    Net_Total: 20,
    Discount: null,
  };
  const before = toForm([items], { Quoted_Items: [row] }, scope);
  expect(changedFields([items], before, toForm([items], { Quoted_Items: [row] }, scope), scope)).toEqual({});
  const added = { key: 1, values: { Product_Name: { id: '6', name: 'Table' }, Quantity: '1' }, kept: {} };
  const after = { Quoted_Items: [...(before['Quoted_Items'] as readonly (typeof added)[]), added] };
  expect(changedFields([items], before, after, scope)).toEqual({
    Quoted_Items: [
      { id: '77', Sequence_Number: 1, Product_Name: { id: '5' }, Quantity: 2, List_Price: 10 },
      { Product_Name: { id: '6' }, Quantity: 1 },
    ],
  });
  expect(rowInputsOf('Quotes', 'Quoted_Items').map(({ api_name }) => api_name)).not.toContain('Total');
});
