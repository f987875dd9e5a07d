import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { createKysely, type Database, migrate, openDatabase, type Schema } from '@syncgrant/store';

/** A fresh database with the product's schema, and how to be rid of it. */
export interface TestDatabase {
  readonly database: Database;
  close(): Promise<void>;
}

export interface DatabaseKind {
  readonly name: string;
  open(): Promise<TestDatabase>;
}

const serverUrl = process.env['SYNCGRANT_TEST_DATABASE_URL'];

/** Every kind of database that this machine has: the embedded one always, a server where one is given. */
export const DATABASE_KINDS: readonly DatabaseKind[] = [
  { name: 'PGlite', open: openEmbedded },
  ...(serverUrl === undefined ? [] : [{ name: 'Postgres', open: () => openOnServer(serverUrl) }]),
];

/**
 * For what does not depend on the database: one kind, the server where there is one. Long runs (`npm run test:long`) take every
 * kind here too.
 */
export const EITHER_DATABASE: readonly DatabaseKind[] =
  process.env['SYNCGRANT_TEST_LONG'] === '1' ? DATABASE_KINDS : DATABASE_KINDS.slice(-1);

async function openEmbedded(): Promise<TestDatabase> {
  const database = await openDatabase({ memory: true });
  await migrate(createKysely<Schema>(database));
  return { database, close: () => database.close() };
}

/** A database of its own on the server, so that files and runs never meet. */
async function openOnServer(url: string): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const server = await openDatabase({ url, poolSize: 1 });
  await server.pool.query(`create database ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  const database = await openDatabase({ url: own.href });
  await migrate(createKysely<Schema>(database));
  return {
    database,
    async close() {
      await database.close();
      await dropDatabase(server, name);
      await server.close();
    },
  };
}

/** A closed pool's last connections may still be on their way out for a moment; who stays longer is sent away. */
export async function dropDatabase(server: Database, name: string): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const { rows } = await server.pool.query('select 1 from pg_stat_activity where datname = $1', [name]);
    if (rows.length === 0) break;
    await delay(50);
  }
  await server.pool.query(`drop database ${name} with (force)`);
}
