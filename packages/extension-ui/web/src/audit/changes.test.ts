import { expect, test } from 'vitest';
import { changesBetween } from './changes.ts';

test('only what differs is named', () => {
  expect(changesBetween({ a: 1, b: [1] }, { a: 2, b: [1], c: true })).toEqual([
    { field: 'a', before: 1, after: 2 },
    { field: 'c', before: undefined, after: true },
  ]);
});

test('something new or gone is compared with nothing', () => {
  expect(changesBetween(null, { name: 'Sales' })).toEqual([
    { field: 'name', before: undefined, after: 'Sales' },
  ]);
  expect(changesBetween({ name: 'Sales' }, null)).toEqual([
    { field: 'name', before: 'Sales', after: undefined },
  ]);
  expect(changesBetween(null, null)).toEqual([]);
});

test('plain values are compared as a whole', () => {
  expect(changesBetween('Free', 'Enterprise')).toEqual([{ field: '', before: 'Free', after: 'Enterprise' }]);
  expect(changesBetween('Free', 'Free')).toEqual([]);
});
