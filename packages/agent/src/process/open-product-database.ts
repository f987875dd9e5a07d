import type { Logger } from 'pino';
import {
  createKysely,
  FolderInUseError,
  migrate,
  openDatabase,
  type Database,
  type DatabaseConfig,
  type Db,
  type Schema,
} from '@syncgrant/store';
import { failingWith, reasonOf } from './start-failure.ts';

/**
 * The database with its schema up to date; several processes may do this at once.
 *
 * @throws {StartFailure} that names the variable behind the database.
 */
export async function openProductDatabase(
  config: DatabaseConfig,
  log: Logger,
): Promise<{ readonly database: Database; readonly db: Db }> {
  const report = (problem: Error) => log.error({ err: problem }, 'the database had a problem');
  const database = await failingWith(
    () => openDatabase(config, { report }),
    (error) => sentence(config, error),
  );
  try {
    const db = createKysely<Schema>(database);
    await migrate(db);
    await warnOfPlainLetters(database, log);
    return { database, db };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Search ignores case. Under the locale C the server knows that of ASCII letters only, and nobody would learn of it. */
async function warnOfPlainLetters(database: Database, log: Logger): Promise<void> {
  const { rows } = await database.pool.query<{ folds: boolean }>("SELECT lower('Ż') = 'ż' AS folds");
  if (rows[0]?.folds === true) return;
  log.warn(
    'the database tells upper from lower case in ASCII only: create it in UTF-8 with a locale such as C.UTF-8',
  );
}

function sentence(config: DatabaseConfig, error: unknown): string {
  if (error instanceof FolderInUseError) {
    return `DATA_DIR: ${error.message}. End that process, or set DATA_DIR to another folder.`;
  }
  if ('url' in config) {
    return `DATABASE_URL: the database cannot be used (${reasonOf(error)}). Check the address, and that the server runs.`;
  }
  const folder = 'dataDir' in config ? config.dataDir : 'memory';
  return `DATA_DIR: the database in ${folder} cannot be used (${reasonOf(error)}). Set DATA_DIR to another folder.`;
}
