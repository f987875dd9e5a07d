import { describe, expect, it } from 'vitest';
import { createLimiter } from './limiter.ts';

describe('a limiter', () => {
  it('keeps the weights of what runs within the limit and lets everything run', async () => {
    const limiter = createLimiter(4);
    let running = 0;
    let most = 0;
    const done = await Promise.all(
      [1, 20, 1, 1, 1, 1, 3, 2, 4, 1].map((weight, index) =>
        limiter.run(weight, async () => {
          running += Math.min(weight, 4);
          most = Math.max(most, running);
          await new Promise(setImmediate);
          running -= Math.min(weight, 4);
          return index;
        }),
      ),
    );
    expect(most).toBe(4);
    expect(done).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('starts what came first first, so that a batch is not passed by small requests for ever', async () => {
    const limiter = createLimiter(4);
    const started: string[] = [];
    const task = (name: string) => async () => {
      started.push(name);
      await new Promise(setImmediate);
    };
    await Promise.all([
      limiter.run(1, task('first')),
      limiter.run(20, task('batch')),
      limiter.run(1, task('last')),
    ]);
    expect(started).toEqual(['first', 'batch', 'last']);
  });

  it('goes on after a task that failed', async () => {
    const limiter = createLimiter(1);
    await expect(limiter.run(1, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(limiter.run(1, async () => 'yes')).resolves.toBe('yes');
  });
});
