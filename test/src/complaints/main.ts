/**
 * Takes each defence of `defences.ts` out of a temporary copy of the tree and runs its test there, which must fail; before
 * that, every test must pass. Prints a table, and fails if a test does not notice, or if no test ran. Arguments are names of
 * complaints, all without any. On the embedded database, so that nothing has to be started.
 */
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { DEFENCES, type Defence } from './defences.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const LONGEST_RUN_MS = 10 * 60_000;

const report = z.object({ numPassedTests: z.int(), numFailedTests: z.int() });

/** A copy of everything but the history, with the installed dependencies of the original. */
async function copyTree(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'defences-'));
  const modules = join(ROOT, 'node_modules');
  const left = new Set([modules, join(ROOT, '.git'), join(ROOT, '.data'), join(ROOT, '.turbo')]);
  await cp(ROOT, copy, { recursive: true, verbatimSymlinks: true, filter: (path) => !left.has(path) });
  await symlink(modules, join(copy, 'node_modules'));
  return copy;
}

/** The name as a pattern for vitest; what `it.each` fills in may be anything. */
const patternOf = (name: string): string =>
  name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll(/%[a-z]/g, '.*');

interface Run {
  readonly passed: number;
  readonly failed: number;
}

async function runTests(copy: string, tests: readonly Defence['test'][]): Promise<Run> {
  const output = join(copy, 'report.json');
  await rm(output, { force: true });
  const files = [...new Set(tests.map(({ file }) => file))];
  const pattern = [...new Set(tests.map(({ name }) => patternOf(name)))].join('|');
  const vitest = join(dirname(fileURLToPath(import.meta.resolve('vitest'))), '../vitest.mjs');
  spawnSync(
    process.execPath,
    [vitest, 'run', ...files, '-t', pattern, '--reporter=json', `--outputFile=${output}`],
    { cwd: copy, timeout: LONGEST_RUN_MS, stdio: 'ignore' },
  );
  const parsed = report.parse(JSON.parse(await readFile(output, 'utf8')));
  return { passed: parsed.numPassedTests, failed: parsed.numFailedTests };
}

/** What the test says while the defence is gone. */
async function tryWithout(copy: string, { file, from, to, test }: Defence): Promise<string> {
  const path = join(copy, file);
  const text = await readFile(path, 'utf8');
  if (text.split(from).length !== 2) return 'the text is not in the file once';
  await writeFile(
    path,
    text.replace(from, () => to),
  );
  try {
    const { passed, failed } = await runTests(copy, [test]);
    return failed > 0 ? 'red' : passed > 0 ? 'green: not noticed' : 'no test ran';
  } finally {
    await writeFile(path, text);
  }
}

const named = process.argv.slice(2);
const chosen = DEFENCES.filter(({ complaint }) => named.length === 0 || named.includes(complaint));
const copy = await copyTree();
const rows: Record<string, string>[] = [];
try {
  const before = await runTests(
    copy,
    chosen.map(({ test }) => test),
  );
  console.log(`With all defences: ${before.passed} passed, ${before.failed} failed`);
  if (before.failed > 0 || before.passed < chosen.length) process.exitCode = 1;
  for (const defence of chosen) {
    const without = await tryWithout(copy, defence);
    console.log(`${defence.complaint}: ${without}`);
    rows.push({ complaint: defence.complaint, defence: defence.file, test: defence.test.file, without });
  }
} finally {
  await rm(copy, { recursive: true });
}
console.table(rows);
if (rows.length === 0 || rows.some(({ without }) => without !== 'red')) process.exitCode = 1;
