import { expect, test } from 'vitest';
import { openDatabase } from './open-database.ts';

test('whoever asks an ended pool again and again leaves other work its turn', async () => {
  const database = await openDatabase({ memory: true });
  await database.close();
  const ending = new AbortController();
  let refusals = 0;
  const worker = (async () => {
    while (!ending.signal.aborted) await database.pool.query('SELECT 1').catch(() => (refusals += 1));
  })();
  await new Promise((resolve) => setTimeout(resolve, 200));
  ending.abort();
  await worker;
  expect(refusals).toBeGreaterThan(0);
});
