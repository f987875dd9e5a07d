import { expect, test } from 'vitest';
import { FAILURE_HELP, OUTCOME_HELP } from './outcome-help.ts';
import { OUTCOME_TEXT } from './outcome-text.ts';

test('every reason has one sentence of its own', () => {
  const sentences = Object.values(OUTCOME_TEXT);
  expect(new Set(sentences).size).toBe(sentences.length);
  for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*\.$/);
});

test('every reason says in a sentence what helps', () => {
  const helps = [...Object.values(OUTCOME_HELP), FAILURE_HELP];
  expect(new Set(helps.map(({ help }) => help)).size).toBe(helps.length);
  for (const { help } of helps) expect(help).toMatch(/^[A-Z].*\.$/);
});
