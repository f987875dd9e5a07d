import { text } from '../text.ts';

/** What stands in the way, in words; a class that has none here is shown as it is. */
export function problemWords(problem: string): string {
  const known: Readonly<Record<string, string>> = text.syncHealth.ofUser.problems;
  return known[problem] ?? problem.replaceAll('_', ' ');
}
