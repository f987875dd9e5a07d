/** Runs tasks in the order of their arrival while the sum of their weights stays within the limit. */
export interface Limiter {
  run<T>(weight: number, task: () => Promise<T>): Promise<T>;
}

export function createLimiter(limit: number): Limiter {
  let running = 0;
  const waiting: { readonly weight: number; readonly start: () => void }[] = [];

  const startNext = () => {
    for (let next = waiting[0]; next && running + next.weight <= limit; next = waiting[0]) {
      waiting.shift();
      running += next.weight;
      next.start();
    }
  };

  return {
    async run(weight, task) {
      const share = Math.min(weight, limit);
      const turn = Promise.withResolvers<void>();
      waiting.push({ weight: share, start: turn.resolve });
      startNext();
      await turn.promise;
      try {
        return await task();
      } finally {
        running -= share;
        startNext();
      }
    },
  };
}
