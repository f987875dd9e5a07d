import { expect, test } from 'vitest';
import { text } from '../text.ts';
import { signInProblem } from './sign-in-problem.ts';

const problem = (query: string) => signInProblem(new URLSearchParams(query));

test('a known code is put into our own words, an unknown one shows its message', () => {
  expect(problem('error=declined&message=No+(AADSTS65004).')).toBe(text.signIn.problems.declined);
  expect(problem('error=not_invited&message=Ask+Grace.')).toBe('Ask Grace.');
});

test('something is said even where neither helps', () => {
  expect(problem('error=toString')).toBe(text.signIn.unknown);
});

test('without an error nothing is said, whatever else the address holds', () => {
  expect(problem('message=Call+this+number')).toBeNull();
});
