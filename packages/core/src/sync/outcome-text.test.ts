import { expect, test } from 'vitest';
import { OUTCOME_TEXT } from './outcome-text.ts';

test('every reason has one sentence of its own', () => {
  const sentences = Object.values(OUTCOME_TEXT);
  expect(new Set(sentences).size).toBe(sentences.length);
  for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*\.$/);
});
