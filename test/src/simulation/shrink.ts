import type { Step } from './step.ts';

/** Runs that shrinking may take. */
const MOST_RUNS = 120;

/**
 * Leaves steps out while it still fails: halves first, then ever smaller pieces down to single steps. `fails` says whether the
 * same promise is broken.
 */
export async function shrink(
  steps: readonly Step[],
  fails: (fewer: readonly Step[]) => Promise<boolean>,
): Promise<readonly Step[]> {
  let smallest = steps;
  let runs = 0;
  for (let size = Math.ceil(steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let start = 0; start < smallest.length && runs < MOST_RUNS;) {
      const fewer = smallest.toSpliced(start, size);
      runs += 1;
      if (await fails(fewer)) smallest = fewer;
      else start += size;
    }
  }
  return smallest;
}
