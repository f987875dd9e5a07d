import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CASES } from './cases.ts';
import { DEFECTS, type Defect } from './defects.ts';
import { openLaboratory, type Laboratory } from './laboratory.ts';
import { shrink } from './shrink.ts';
import { makeSteps, type Step } from './step.ts';

const STEPS = 80;
/** Runs of every day, in as many processes; `npm run test:long` and `npm run simulate` run more. */
const RUNS = 200;
const PROCESSES = 2;
/** Within as many runs each planted defect shows. */
const RUNS_OF_A_DEFECT = RUNS;
const PATIENCE_MS = 20 * 60_000;

let laboratory: Laboratory;
beforeAll(async () => {
  laboratory = await openLaboratory();
});
afterAll(() => laboratory.close());

const breachOf = async (seed: number, steps: readonly Step[], defect?: Defect) =>
  (await laboratory.run(seed, steps, defect === undefined ? {} : { defect })).broken;

async function firstBreach(defect: Defect) {
  for (let seed = 1; seed <= RUNS_OF_A_DEFECT; seed += 1) {
    const broken = await breachOf(seed, makeSteps(seed, STEPS), defect);
    if (broken !== null) return { seed, law: broken.law };
  }
  return null;
}

/** What the program says of so many runs. */
const report = (firstSeed: number, runs: number, options: readonly string[] = []) =>
  new Promise<string>((resolve) => {
    const program = fileURLToPath(new URL('simulate.ts', import.meta.url));
    const args = [...options, program, '--seed', `${firstSeed}`, '--runs', `${runs}`, '--steps', `${STEPS}`];
    execFile(process.execPath, args, { timeout: PATIENCE_MS }, (_, stdout, stderr) =>
      resolve(stdout + stderr),
    );
  });

describe('whatever happens, in whatever order', () => {
  it(
    `every promise holds in ${RUNS} runs`,
    async () => {
      const runs = RUNS / PROCESSES;
      const reports = await Promise.all(
        Array.from({ length: PROCESSES }, (_, index) => report(1 + index * runs, runs)),
      );
      for (const text of reports)
        expect(text).toMatch(new RegExp(`^${runs} runs of ${STEPS} steps, \\d+ faults, 0 findings\n$`));
    },
    PATIENCE_MS,
  );

  it.each(CASES)('$name', async ({ seed, steps }) => {
    expect(await breachOf(seed, steps)).toBeNull();
  });
});

describe('the simulation itself', () => {
  it(
    'does the same again from the same seed, and something else from another',
    async () => {
      const one = await laboratory.run(1, makeSteps(1, STEPS));
      const again = await laboratory.run(1, makeSteps(1, STEPS));
      const other = await laboratory.run(2, makeSteps(2, STEPS));
      expect(again).toEqual(one);
      expect(one.lines).toBeGreaterThan(STEPS);
      expect(other.hash).not.toBe(one.hash);
    },
    PATIENCE_MS,
  );

  it(
    'reads no clock but its own, and starts no timer',
    async () => {
      const poison = fileURLToPath(new URL('poisoned-clocks.ts', import.meta.url));
      const text = await report(1, 6, ['--import', poison]);
      expect(text).toMatch(/^6 runs of .* 0 findings\n$/);
    },
    PATIENCE_MS,
  );

  it.each(DEFECTS)(
    'notices that $name',
    async (defect) => {
      expect(defect.breaks).toContain((await firstBreach(defect))?.law);
    },
    PATIENCE_MS,
  );

  it(
    'leaves out the steps that a failure does not need',
    async () => {
      const defect = DEFECTS.find(({ breaks }) => breaks.includes('P8'));
      const found = defect && (await firstBreach(defect));
      if (!found) throw new Error('there is nothing to shrink');
      const { seed, law } = found;
      const steps = await shrink(
        makeSteps(seed, STEPS),
        async (fewer) => (await breachOf(seed, fewer, defect))?.law === law,
      );
      expect(steps.length).toBeLessThan(10);
      expect((await breachOf(seed, steps, defect))?.law).toBe(law);
    },
    PATIENCE_MS,
  );
});
