import { parseArgs } from 'node:util';

/** The parts of a run, in their order. */
export const stepNames = [
  'format',
  'lint',
  'boundaries',
  'unused',
  'typecheck',
  'web',
  'services',
  'unit',
  'test',
] as const;
export type StepName = (typeof stepNames)[number];

/** What a step cannot do without. The browser tests load the built web client. */
const needs: Partial<Record<StepName, readonly StepName[]>> = {
  unit: ['services'],
  test: ['services', 'web'],
};

export interface Arguments {
  /** The steps to run, in their order, with those they need. */
  steps: readonly StepName[];
  /** Whether a part that cannot run on this machine fails the run. */
  complete: boolean;
  /** What vitest gets besides: names of files, or its own options after `--`. */
  forVitest: readonly string[];
}

export const usage = `npm test                                   everything
npm test -- --only <step>[,<step>]         some of ${stepNames.join(', ')}
npm test -- --only test <part of a path>   some test files, with the services they need
npm test -- --only unit <path> -- -t name  what follows the second -- goes to vitest
npm test -- --complete                     a part that cannot run here is a failure`;

/** Reads the command line of `npm test`; an `Error` says what is wrong with it. */
export function parseArguments(argv: readonly string[]): Arguments {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: { only: { type: 'string', multiple: true }, complete: { type: 'boolean', default: false } },
  });
  const wanted = (values.only ?? []).flatMap((names) => names.split(','));
  const unknown = wanted.filter((name) => !isStepName(name));
  if (unknown.length > 0) throw new Error(`There is no step ${unknown.join(', ')}.`);
  const chosen = wanted.length === 0 ? stepNames : wanted.filter(isStepName);
  const needed = new Set(chosen.flatMap((name) => [name, ...(needs[name] ?? [])]));
  return {
    steps: stepNames.filter((name) => needed.has(name)),
    complete: values.complete,
    forVitest: positionals,
  };
}

function isStepName(name: string): name is StepName {
  return stepNames.some((known) => known === name);
}
