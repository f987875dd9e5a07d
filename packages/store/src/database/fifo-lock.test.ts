import { expect, test } from 'vitest';
import { FifoLock } from './fifo-lock.ts';

test('the lock has one holder at a time and serves in the order of asking', async () => {
  const lock = new FifoLock();
  const log: string[] = [];
  await Promise.all(
    ['a', 'b', 'c'].map(async (name) => {
      await lock.acquire();
      log.push(`${name} in`);
      await new Promise(setImmediate);
      log.push(`${name} out`);
      lock.release();
    }),
  );
  expect(log).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out']);
});

test('nobody can release a lock that is not held', () => {
  expect(() => new FifoLock().release()).toThrow('not held');
});
