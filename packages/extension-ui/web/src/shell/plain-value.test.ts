import { expect, test } from 'vitest';
import { plainValue } from './plain-value.ts';

test.each([
  [null, '–'],
  ['', '–'],
  [[], '–'],
  [true, 'Yes'],
  [0, '0'],
  [{ id: '1', name: 'Ada Lovelace' }, 'Ada Lovelace'],
  [[{ participant: 'a@b.example', type: 'email' }, { name: 'Grace' }], 'a@b.example, Grace'],
  [{ RRULE: 'FREQ=DAILY' }, '{"RRULE":"FREQ=DAILY"}'],
])('%j reads "%s"', (value, words) => {
  expect(plainValue(value)).toBe(words);
});
