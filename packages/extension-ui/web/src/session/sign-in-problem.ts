import { text } from '../text.ts';

/**
 * What went wrong at sign-in, in plain words, from the `error` and `message` the browser was sent back with.
 * A code that is known is put into our own words; anything else shows the message as it came.
 */
export function signInProblem(query: URLSearchParams): string | null {
  const code = query.get('error');
  if (code === null) return null;
  const known: Readonly<Record<string, string>> = text.signIn.problems;
  return (Object.hasOwn(known, code) ? known[code] : query.get('message')) ?? text.signIn.unknown;
}
