import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './run.ts';

export interface TestCount {
  passed: number;
  failed: number;
  skipped: number;
}

/** The fields of vitest's JSON report that are counted. */
interface JsonReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
}

/** Runs one project of vitest.config.ts; `ok` is vitest's own verdict, which counts errors outside of tests too. */
export async function runVitest(
  project: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<{ ok: boolean; count: TestCount }> {
  const folder = mkdtempSync(join(tmpdir(), 'syncgrant-test-report-'));
  const report = join(folder, 'report.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const ok = await run(
      'vitest',
      ['run', '--project', project, '--passWithNoTests', ...reporters, ...args],
      environment,
    );
    return { ok, count: countOf(readReport(report), ok) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Undefined if vitest ended before it could report. */
function readReport(path: string): JsonReport | undefined {
  if (!existsSync(path)) return undefined;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- vitest's documented format
  return JSON.parse(readFileSync(path, 'utf8')) as JsonReport;
}

/** A file that does not load has no failed test in the report, and yet the run failed. */
function countOf(report: JsonReport | undefined, ok: boolean): TestCount {
  const failed = report?.numFailedTests ?? 0;
  return {
    passed: report?.numPassedTests ?? 0,
    failed: ok ? failed : Math.max(failed, 1),
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
  };
}
