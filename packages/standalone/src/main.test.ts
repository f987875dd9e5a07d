import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryFolder } from './testing.ts';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));

test('one command starts everything and says where; Ctrl-C ends it in time with exit code 0', async () => {
  using folder = temporaryFolder();
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env['PATH'], DATA_DIR: folder.path, PORT: '0', EMULATOR_PORT: '0' },
  });
  let output = '';
  const hear = (chunk: Buffer): void => {
    output += chunk.toString();
    if (output.includes('Sign in as') && output.endsWith('\n\n')) child.kill('SIGINT');
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const code = await new Promise<number | null>((resolve) => {
    child.on('close', resolve);
  });

  expect(output).toMatch(/The CRM +http:\/\/localhost:\d+/);
  expect(output).toMatch(/Emulated Microsoft 365 +http:\/\/localhost:\d+/);
  expect(output).toContain('maya@brightwater.example');
  expect(output).not.toContain('was cut off');
  expect(code).toBe(0);
}, 60_000);
