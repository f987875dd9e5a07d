import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));

test('the agent alone names everything it needs and lacks, in sentences', () => {
  const { status, stderr } = spawnSync(process.execPath, [main], {
    env: { PATH: process.env['PATH'], DATABASE_URL: 'postgres://localhost/syncgrant' },
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  expect(stderr.match(/^[A-Z_]+ must be set/gm)).toEqual([
    'REDIS_URL must be set',
    'MICROSOFT_CLIENT_ID must be set',
    'SYNCGRANT_KEYS must be set',
  ]);
  expect(stderr).not.toMatch(/ {4}at /);
});
