import { expect, test } from 'vitest';
import { text } from '../text.ts';
import { connectProblem, readMicrosoftReturn, type FailedReturn } from './microsoft-return.ts';

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

test('a known code is put into our own words, an unknown one shows the server’s, and something is always said', () => {
  const problem = (query: string) => connectProblem(failed(query));
  expect(problem('error=declined&message=No+(AADSTS65004).')).toBe(text.microsoft.connectProblems.declined);
  expect(problem('error=mailbox_taken&message=It+is+taken.')).toBe('It is taken.');
  expect(problem('error=toString')).toBe(text.microsoft.connectFailedUnknown('toString'));
});

function failed(query: string): FailedReturn {
  const returned = readMicrosoftReturn(new URLSearchParams(query));
  if (returned?.kind !== 'failed') throw new Error(`${query} tells no failure`);
  return returned;
}
