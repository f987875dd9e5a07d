import { describe } from 'vitest';
import { type Database, type DatabaseOptions, openDatabase } from './open-database.ts';

const SERVER_URL = process.env['SYNCGRANT_TEST_DATABASE_URL'];

/** Both kinds of database, for suites that must hold on either. The server's suite is skipped where no server is named. */
export function describeOnBothDatabases(
  suite: (open: (options?: DatabaseOptions) => Promise<Database>) => void,
): void {
  describe('on PGlite', () => {
    suite((options) => openDatabase({ memory: true }, options));
  });
  describe.skipIf(!SERVER_URL)('on Postgres (SYNCGRANT_TEST_DATABASE_URL)', () => {
    suite((options) => openDatabase({ url: SERVER_URL ?? '' }, options));
  });
}
