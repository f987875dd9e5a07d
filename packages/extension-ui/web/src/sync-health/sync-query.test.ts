import { expect, test } from 'vitest';
import { healthAddress, syncQueryOf, withWishes } from './sync-query.ts';

test('an address asks for what it names, and what is not known is left out', () => {
  const address = new URLSearchParams('state=paused&module=mail&sort=name&page=2&word=&colour=red&profile=7');
  expect(syncQueryOf(address)).toEqual({ state: 'paused', sort: 'name', page: '2', profile: '7' });
});

test('another wish keeps the others and begins the list anew', () => {
  const address = new URLSearchParams('state=paused&page=3&word=ada');
  expect(withWishes(address, { state: undefined, module: 'tasks' }).toString()).toBe('word=ada&module=tasks');
  expect(withWishes(address, { page: '4' }).get('page')).toBe('4');
});

test('a link asks for what it is given', () => {
  expect(healthAddress({ profile: '7', state: 'paused' })).toBe('/setup/sync-health?profile=7&state=paused');
});
