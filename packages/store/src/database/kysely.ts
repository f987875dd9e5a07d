import { Kysely, PostgresDialect, type PostgresPool, type Transaction } from 'kysely';
import type { Database } from './open-database.ts';
import { insideTransaction } from './transaction-guard.ts';

/** Where the tables of the product live; BullMQ's are in `bullmq`. */
export const PRODUCT_SCHEMA = 'syncgrant';

/**
 * Kysely on a database, with every table name meaning the product's schema. It borrows the pool: `Database.close` ends it, and
 * `destroy` of the Kysely instance does not.
 */
export function createKysely<Schema>(database: Database): Kysely<Schema> {
  const borrowed = {
    options: database.pool.options,
    connect: () => database.pool.connect(),
    end: async () => {},
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the type also wants cursors, which only a dialect with a cursor class uses
  const pool = borrowed as unknown as PostgresPool;
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) }).withSchema(PRODUCT_SCHEMA);
}

/**
 * Runs the body in one transaction (READ COMMITTED): committed when it resolves, rolled back when it throws. The body sends
 * everything through the transaction it is given; any other query in it, a nested transaction and enqueueing included, is refused.
 *
 * @throws {OutsideTransactionError}
 */
export async function inTransaction<Schema, T>(
  kysely: Kysely<Schema>,
  body: (transaction: Transaction<Schema>) => Promise<T>,
): Promise<T> {
  return kysely
    .transaction()
    .setIsolationLevel('read committed')
    .execute((transaction) => insideTransaction(() => body(transaction)));
}
