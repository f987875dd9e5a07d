import { expect, test } from 'vitest';
import { batchesOf } from './batches.ts';
import { BATCH_SIZE } from './mailbox.ts';

const all = Array.from({ length: 2 * BATCH_SIZE + 1 }, (_, index) => index);

test('batches are full, keep their order and leave nothing out', () => {
  const batches = batchesOf(all, () => null);
  expect(batches.map(({ length }) => length)).toEqual([BATCH_SIZE, BATCH_SIZE, 1]);
  expect(batches.flat()).toEqual(all);
});

test('two of one series are never in the same batch, and stay in their order', () => {
  const batches = batchesOf(all, (index) => (index < 3 ? 'series' : null));
  for (const [number, batch] of batches.entries()) {
    expect(batch.length).toBeLessThanOrEqual(BATCH_SIZE);
    expect(batch.filter((index) => index < 3)).toEqual([number]);
  }
  expect(batches.flat().toSorted((a, b) => a - b)).toEqual(all);
});
