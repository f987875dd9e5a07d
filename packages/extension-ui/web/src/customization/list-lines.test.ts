import { expect, test } from 'vitest';
import { linesOf, listFrom } from './list-lines.ts';

const BEFORE = [
  { actual_value: 'Advertisement', type: 'used' },
  { actual_value: 'Partner', type: 'used' },
  { actual_value: 'Fair', type: 'unused' },
] as const;

test('values in use stand in lines, and lines that stay as they are change nothing', () => {
  expect(linesOf(BEFORE)).toBe('Advertisement\nPartner');
  expect(listFrom(linesOf(BEFORE), BEFORE)).toEqual(BEFORE);
});

test('lines add values and change their order; what is taken out goes out of use and is not forgotten', () => {
  expect(listFrom(' Podcast \n\nPartner\n', BEFORE)).toEqual([
    { actual_value: 'Podcast', type: 'used' },
    { actual_value: 'Partner', type: 'used' },
    { actual_value: 'Advertisement', type: 'unused' },
    { actual_value: 'Fair', type: 'unused' },
  ]);
});
