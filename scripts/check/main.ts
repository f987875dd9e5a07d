// Every check of the project, one after the other: see `usage` in arguments.ts. Run by scripts/test.mjs.
import { parseArguments, usage, type Arguments, type StepName } from './arguments.ts';
import { run } from './run.ts';
import { Services } from './services.ts';
import { runVitest, type TestCount } from './vitest.ts';

interface Step {
  title: string;
  run(): Promise<boolean>;
}

const { steps: names, complete, forVitest } = argumentsOrEnd();
const services = new Services();
const count: TestCount = { passed: 0, failed: 0, skipped: 0 };
const results: { title: string; ok: boolean; seconds: string }[] = [];

const steps: Record<StepName, Step> = {
  format: { title: 'Format', run: () => run('oxfmt', ['--check']) },
  lint: { title: 'Lint', run: () => run('oxlint', []) },
  boundaries: {
    title: 'Boundaries between packages',
    run: () => run('node', ['scripts/boundaries/main.ts']),
  },
  unused: { title: 'Unused code and dependencies', run: () => run('knip', ['--no-config-hints']) },
  typecheck: { title: 'Types', run: () => turbo('typecheck', 'typecheck:scripts') },
  web: { title: 'Web client', run: () => turbo('build', '--filter=@syncgrant/web') },
  services: { title: 'Services for the tests', run: startServices },
  unit: { title: 'Unit tests', run: () => test('unit') },
  test: { title: 'Tests across packages', run: () => test('test') },
};

let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => (interrupted = true));

try {
  for (const name of names) if (!interrupted) await perform(steps[name]);
} finally {
  await services.stop();
}
const ok = summarise();
process.exitCode = ok && !interrupted ? 0 : 1;

async function perform(step: Step): Promise<void> {
  console.log(`\n── ${step.title} ──`);
  const startedAt = performance.now();
  const succeeded = await step.run().catch((error: unknown) => {
    console.error(error);
    return false;
  });
  results.push({
    title: step.title,
    ok: succeeded,
    seconds: ((performance.now() - startedAt) / 1000).toFixed(1),
  });
}

function turbo(...task: string[]): Promise<boolean> {
  return run('turbo', ['run', ...task, '--output-logs=new-only', '--continue']);
}

async function startServices(): Promise<boolean> {
  await services.start();
  return services.leftOut.length === 0 || !complete;
}

async function test(project: string): Promise<boolean> {
  const result = await runVitest(project, forVitest, services.environment);
  count.passed += result.count.passed;
  count.failed += result.count.failed;
  count.skipped += result.count.skipped;
  return result.ok;
}

function summarise(): boolean {
  console.log('\n── Summary ──');
  for (const result of results) {
    console.log(
      `${result.ok ? 'ok    ' : 'FAILED'}  ${result.title.padEnd(30)} ${result.seconds.padStart(6)} s`,
    );
  }
  for (const part of services.leftOut) console.log(`left out: ${part}`);
  if (interrupted) console.log('interrupted');
  console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
  return results.every((result) => result.ok);
}

function argumentsOrEnd(): Arguments {
  try {
    return parseArguments(process.argv.slice(2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exit(2);
  }
}
