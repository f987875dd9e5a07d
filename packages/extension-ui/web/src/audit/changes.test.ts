import { expect, test } from 'vitest';
import { changesBetween } from './changes.ts';

test('only what differs is named, however deep it is', () => {
  const before = { name: 'Sales', tags: [1], permissions: { sync: true, view: true } };
  const after = { name: 'Sales', tags: [1], permissions: { sync: false, view: true }, note: 'x' };
  expect(changesBetween(before, after)).toEqual([
    { path: ['note'], before: undefined, after: 'x' },
    { path: ['permissions', 'sync'], before: true, after: false },
  ]);
});

test('something new or gone is named part by part', () => {
  expect(changesBetween(null, { name: 'Sales' })).toEqual([
    { path: ['name'], before: undefined, after: 'Sales' },
  ]);
  expect(changesBetween({ name: 'Sales' }, null)).toEqual([
    { path: ['name'], before: 'Sales', after: undefined },
  ]);
  expect(changesBetween(null, null)).toEqual([]);
});

test('plain values and lists are compared as a whole', () => {
  expect(changesBetween('Free', 'Enterprise')).toEqual([{ path: [], before: 'Free', after: 'Enterprise' }]);
  expect(changesBetween({ users: [1, 2] }, { users: [2] })).toEqual([
    { path: ['users'], before: [1, 2], after: [2] },
  ]);
  expect(changesBetween('Free', 'Free')).toEqual([]);
});

test('a value that became an object is one change', () => {
  expect(changesBetween({ a: 1 }, { a: { b: 2 } })).toEqual([{ path: ['a'], before: 1, after: { b: 2 } }]);
});

test('nothing in place of nothing is no change', () => {
  expect(changesBetween(null, { users: {}, tags: [], note: '' })).toEqual([]);
  expect(changesBetween({ users: {} }, { users: null })).toEqual([]);
  expect(changesBetween({ tags: ['a'] }, { tags: [] })).toEqual([
    { path: ['tags'], before: ['a'], after: [] },
  ]);
});
