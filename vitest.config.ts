import { defineConfig } from 'vitest/config';

const long = process.env.SYNCGRANT_TEST_LONG === '1';
const minute = 60_000;

/**
 * `unit`: beside the code, quick, in parallel. `test`: across packages, with real services, one file after the other, because the
 * files share a database server, Redis and two cores.
 * Files named `*.long.test.ts` run only with SYNCGRANT_TEST_LONG=1 (`npm run test:long`).
 */
export default defineConfig({
  test: {
    pool: 'forks',
    globals: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['packages/**/src/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', ...(long ? [] : ['**/*.long.test.ts'])],
          testTimeout: long ? 10 * minute : minute,
          hookTimeout: 2 * minute,
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: 'test',
          include: ['test/src/**/*.test.ts'],
          exclude: ['**/node_modules/**', ...(long ? [] : ['**/*.long.test.ts'])],
          testTimeout: long ? 30 * minute : minute,
          hookTimeout: 2 * minute,
          maxWorkers: 1,
          // A page or a run may keep one waiting for longer than the second of the default, on a machine that is busy.
          expect: { poll: { timeout: 20_000 } },
        },
      },
    ],
  },
});
