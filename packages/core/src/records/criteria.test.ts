import { expect, test } from 'vitest';
import { parseCriteria, type Criteria } from './criteria.ts';

const plain = (criteria: Criteria): unknown =>
  criteria.kind === 'group'
    ? { [criteria.join]: criteria.parts.map(plain) }
    : [criteria.field.apiName, criteria.operator, ...criteria.values];

const read = (text: string) => {
  const parsed = parseCriteria('Contacts', text);
  return parsed.ok ? plain(parsed.criteria) : parsed;
};

test('conditions, their joins and brackets are read', () => {
  expect(read('(Last_Name:equals:Kowalski)')).toEqual(['Last_Name', 'equals', 'Kowalski']);
  expect(read('((Last_Name:equals:K)and(Email:starts_with:a@))')).toEqual({
    and: [
      ['Last_Name', 'equals', 'K'],
      ['Email', 'starts_with', 'a@'],
    ],
  });
  expect(read('((Last_Name:equals:K)or((Phone:equals:1)and(Mobile:equals:2)))')).toEqual({
    or: [
      ['Last_Name', 'equals', 'K'],
      {
        and: [
          ['Phone', 'equals', '1'],
          ['Mobile', 'equals', '2'],
        ],
      },
    ],
  });
});

test('values have the type of their field, and special characters after a backslash', () => {
  expect(read(String.raw`(Last_Name:in:K\, A \(x\),B)`)).toEqual(['Last_Name', 'in', 'K, A (x)', 'B']);
  expect(read('(Last_Name:equals:a:b,c)')).toEqual(['Last_Name', 'equals', 'a:b,c']);
  expect(read('(Email_Opt_Out:equals:true)')).toEqual(['Email_Opt_Out', 'equals', true]);
  expect(read('(Date_of_Birth:between:2000-01-01,2001-01-01)')).toEqual([
    'Date_of_Birth',
    'between',
    '2000-01-01',
    '2001-01-01',
  ]);
  expect(read('(Account_Name.id:equals:77)')).toEqual(['Account_Name', 'equals', '77']);
});

test.each([
  ['Last_Name:equals:K', {}],
  ['(Last_Name:equals:K', {}],
  ['(Last_Name:equals:K))', {}],
  ['((Last_Name:equals:K)and)', {}],
  ['((Last_Name:equals:K)and(Phone:equals:1)or(Fax:equals:2))', {}],
  ['(Last_Name:equals:)', { field: 'Last_Name' }],
  ['(Nonsense:equals:1)', { field: 'Nonsense' }],
  ['(Last_Name:resembles:1)', { field: 'Last_Name', operator: 'resembles' }],
  ['(Email_Opt_Out:starts_with:t)', { field: 'Email_Opt_Out', operator: 'starts_with' }],
  ['(Date_of_Birth:equals:tomorrow)', { field: 'Date_of_Birth' }],
  ['(Date_of_Birth:between:2000-01-01)', { field: 'Date_of_Birth' }],
  [`${'('.repeat(50)}Last_Name:equals:K${')'.repeat(50)}`, {}],
  [`(${Array.from({ length: 16 }, () => '(Last_Name:equals:K)').join('or')})`, {}],
  ['', {}],
])('%s is refused with its place', (text, where) => {
  expect(read(text)).toMatchObject({ ok: false, ...where });
});
