import { expect, test } from 'vitest';
import { browserCookies } from './browser-cookies.ts';

test('over https a cookie belongs to this host alone and never travels in the clear', () => {
  expect(browserCookies('https://crm.example').set('session', 'secret', 60_000)).toBe(
    '__Host-syncgrant_session=secret; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Lax',
  );
});

test('over http a cookie has a plain name, or no browser would keep it', () => {
  expect(browserCookies('http://localhost:4000').set('session', 'secret', 60_000)).toBe(
    'syncgrant_session=secret; Max-Age=60; Path=/; HttpOnly; SameSite=Lax',
  );
});

test('only a value of its own name and a possible length is read', () => {
  const { read } = browserCookies('https://crm.example');
  expect(read('a=1; __Host-syncgrant_session=secret', 'session')).toBe('secret');
  expect(read('syncgrant_session=planted', 'session')).toBeNull();
  expect(read(`__Host-syncgrant_session=${'x'.repeat(201)}`, 'session')).toBeNull();
  expect(read('__Host-syncgrant_session=', 'session')).toBeNull();
  expect(read(undefined, 'session')).toBeNull();
});
