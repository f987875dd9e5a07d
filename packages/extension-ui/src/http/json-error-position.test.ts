import { expect, test } from 'vitest';
import { jsonErrorPosition } from './json-error-position.ts';

test.each([
  ['{"a":1}', null],
  [' [1, -2.5e3, "x\\u00e9", {"a": []}, true, null] ', null],
  ['', 0],
  ['{"a":', 5],
  ['{"a":1,}', 7],
  ['{a:1}', 1],
  ['{"paused": maybe}', 11],
  ['[1 2]', 3],
  ['[1,]', 3],
  ['{"a" 1}', 5],
  ['{"a":1]', 6],
  ['{} {}', 3],
  ['01', 0],
  ['"tab\there"', 0],
  ['"open', 0],
  ['truest', 0],
])('%j goes wrong at %s', (text, position) => {
  expect(jsonErrorPosition(text)).toBe(position);
});

test('finds a mistake exactly where JSON.parse finds one', () => {
  const whole = '{"a": [1, 2.5, {"b": "c\\n"}], "d": null, "e": -0}';
  for (let cut = 0; cut < whole.length; cut++) {
    for (const junk of ['', ',', '}', ']', '"', 'x', ' ', '1', ':']) {
      const text = whole.slice(0, cut) + junk + whole.slice(cut + 1);
      const parses = (() => {
        try {
          JSON.parse(text);
          return true;
        } catch {
          return false;
        }
      })();
      expect([text, jsonErrorPosition(text) === null]).toEqual([text, parses]);
    }
  }
});
