import { expect, test } from 'vitest';
import { readMicrosoftReturn } from './microsoft-return.ts';

const read = (query: string) => readMicrosoftReturn(new URLSearchParams(query));

test('a connected account leads to its module’s configuration', () => {
  expect(read('module=contacts&connected=1')).toEqual({ kind: 'connected', module: 'contacts' });
});

test('a failure keeps its code and message, even beside a claim of success', () => {
  expect(read('module=tasks&connected=1&error=account_in_use&message=Taken')).toEqual({
    kind: 'failed',
    module: 'tasks',
    code: 'account_in_use',
    message: 'Taken',
  });
});

test('anything else is an ordinary visit', () => {
  expect(read('')).toBeNull();
  expect(read('module=contacts')).toBeNull();
  expect(read('module=mail&connected=1')).toBeNull();
});
