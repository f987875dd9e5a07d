import { expect, test } from 'vitest';
import { fileSize } from './file-size.ts';

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [1023, '1,023 bytes'],
  [1024, '1 kB'],
  [2_500_000, '2.4 MB'],
  [20 * 1024 ** 2, '20 MB'],
  [5 * 1024 ** 4, '5,120 GB'],
  [Number.NaN, ''],
])('%d bytes read %s', (bytes, words) => {
  expect(fileSize(bytes, 'en')).toBe(words);
});
