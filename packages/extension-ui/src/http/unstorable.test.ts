import { expect, test } from 'vitest';
import { DEEPEST, unstorable } from './unstorable.ts';

test.each([
  ['a NUL', { data: [{ Last_Name: 'sound' }, { Last_Name: 'a\u0000b' }] }, ['data', 1, 'Last_Name']],
  ['half a character', ['\ud83d'], [0]],
  ['a name with a NUL', { outer: { 'a\u0000b': 1 } }, ['outer', 'a\ufffdb']],
  ['a name with half a character', { '\udc00': 1 }, ['\ufffd']],
])('%s is found', (_, input, path) => expect(unstorable(input)?.path).toEqual(path));

test('whole characters, line breaks and what is no text are sound', () => {
  expect(unstorable({ a: ['😀\r\n', 1, null, true], ü: {} })).toBeNull();
});

test('nesting has an end, and what comes after it is not looked at', () => {
  const nested = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);
  expect(unstorable(nested(DEEPEST))).toBeNull();
  expect(unstorable(nested(DEEPEST + 1))?.rule).toBe('is nested deeper than 32 levels');
  expect(unstorable(nested(50_000))?.path).toHaveLength(DEEPEST);
});
