import { spawn } from 'node:child_process';
import { describe, expect, test } from 'vitest';

const file = (name: string): string => JSON.stringify(new URL(name, import.meta.url).href);

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a program around `runProcess`, with `start` as its text; `onReady` acts once it prints that it is ready. */
async function run(
  start: string,
  options: {
    readonly environment?: Readonly<Record<string, string>>;
    readonly onReady?: (kill: (signal: NodeJS.Signals) => void) => void;
  } = {},
): Promise<Ended> {
  const program = `
    import { runProcess } from ${file('./run-process.ts')};
    import { StartFailure } from ${file('./start-failure.ts')};
    const stay = setInterval(() => {}, 1000);
    await runProcess({ start: async () => { ${start} } });
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    env: { PATH: process.env['PATH'], ...options.environment },
  });
  let output = '';
  let ready = false;
  const hear = (chunk: Buffer): void => {
    output += chunk.toString();
    if (ready || !output.includes('READY')) return;
    ready = true;
    options.onReady?.((signal) => child.kill(signal));
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const code = await new Promise<number | null>((resolve) => {
    child.on('close', resolve);
  });
  return { code, output };
}

const ready = `process.stdout.write('READY\\n');`;

describe('a process that cannot start', () => {
  test('names every wrong variable, without their values and without a stack', async () => {
    const ended = await run('', { environment: { PORT: 'often', LOG_LEVEL: 'loud' } });
    expect(ended.code).toBe(1);
    expect(ended.output).toContain('PORT must be');
    expect(ended.output).toContain('LOG_LEVEL');
    expect(ended.output).not.toMatch(/often|loud| {4}at /);
  });

  test('says the sentence of a start failure alone', async () => {
    const ended = await run(`throw new StartFailure('DATA_DIR: no.', { cause: new Error('inner') });`);
    expect(ended).toEqual({ code: 1, output: 'syncgrant cannot start.\nDATA_DIR: no.\n' });
  });

  test('logs what nobody foresaw', async () => {
    const ended = await run(`throw new TypeError('a defect');`);
    expect(ended.code).toBe(1);
    expect(ended.output).toContain('a defect');
  });
});

describe('a running process', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)('stops at %s with exit code 0', async (signal) => {
    const stop = `return { stop: async () => process.stdout.write('STOPPED\\n') };`;
    const ended = await run(ready + stop, { onReady: (kill) => kill(signal) });
    expect(ended.code).toBe(0);
    expect(ended.output).toContain('STOPPED');
  });

  test('stops after its start when it is told to during it', async () => {
    const start = `${ready} await new Promise((resolve) => setTimeout(resolve, 300));
      return { stop: async () => process.stdout.write('STOPPED\\n') };`;
    const ended = await run(start, { onReady: (kill) => kill('SIGTERM') });
    expect(ended.code).toBe(0);
    expect(ended.output).toContain('STOPPED');
  });

  test('ends by itself when stopping does not', async () => {
    const hangs = `return { stop: () => new Promise(() => {}) };`;
    const ended = await run(ready + hangs, { onReady: (kill) => kill('SIGTERM') });
    expect(ended.code).toBe(0);
    expect(ended.output).toContain('was cut off');
  });

  test('ends at once at the second signal', async () => {
    const hangs = `return { stop: () => new Promise(() => process.stdout.write('STOPPING\\n')) };`;
    const ended = await run(ready + hangs, {
      onReady: (kill) => {
        kill('SIGINT');
        setTimeout(() => kill('SIGINT'), 500);
      },
    });
    expect(ended.code).toBe(130);
    expect(ended.output).not.toContain('was cut off');
  });

  test('ends with exit code 1 after an error that nobody caught', async () => {
    const fails = `setTimeout(() => { throw new Error('out of the blue'); });`;
    const ended = await run(`${fails} return { stop: async () => {} };`);
    expect(ended.code).toBe(1);
    expect(ended.output).toContain('out of the blue');
  });
});
