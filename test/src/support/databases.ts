import { randomUUID } from 'node:crypto';
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
      await server.pool.query(`drop database ${name} with (force)`);
      await server.close();
    },
  };
}
