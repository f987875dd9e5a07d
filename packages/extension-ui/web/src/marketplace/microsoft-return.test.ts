import { expect, test } from 'vitest';
import { readMicrosoftReturn } from './microsoft-return.ts';

const read = (query: string) => readMicrosoftReturn(new URLSearchParams(query));

test('a connected account leads to its module’s configuration', () => {
  expect(read('module=contacts&connected=1')).toEqual({ kind: 'connected', module: 'contacts' });
  expect(read('module=tasks')).toEqual({ kind: 'connected', module: 'tasks' });
});

test('a failure keeps its code and message, even beside a claim of success', () => {
  expect(read('module=tasks&connected=1&error=mailbox_taken&message=Taken')).toEqual({
    kind: 'failed',
    module: 'tasks',
    code: 'mailbox_taken',
    message: 'Taken',
  });
});

test('a failure that belongs to no known module is still told', () => {
  expect(read('error=other_browser')).toMatchObject({ kind: 'failed', module: null, message: null });
});

test('anything else is an ordinary visit', () => {
  expect(read('')).toBeNull();
  expect(read('module=mail&connected=1')).toBeNull();
});
