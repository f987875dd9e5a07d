import { createPostgresBackend, type PostgresConnectionOptions, runMigrations } from 'bullmq';
import type { Database, PgPoolLike } from '@syncgrant/store';
import type { QueueBackend } from './queue-backend.ts';

/**
 * BullMQ on Postgres or PGlite, in the schema `bullmq` of the product's own database, through the product's own pool. Creates or
 * upgrades that schema first.
 */
export async function openPostgresBackend(database: Database, prefix: string): Promise<QueueBackend> {
  const client = await database.pool.connect();
  try {
    await runMigrations(client);
  } finally {
    client.release();
  }
  const connection = borrowedPool(database.pool);
  return {
    factory: (name, options, kind) => createPostgresBackend(name, { ...options, connection }, kind),
    tickQueue: `${prefix}-tick`,
    dispatchQueue: `${prefix}-dispatch`,
    keyPrefix: prefix,
    close: async () => {},
  };
}

/** A view of the pool for BullMQ, which cannot end it and leaves no listeners on it: errors of the pool are the database's to report. */
function borrowedPool(pool: PgPoolLike): PostgresConnectionOptions {
  const borrowed = {
    options: pool.options,
    connect: () => pool.connect(),
    query: (text: string, params?: readonly unknown[]) => pool.query(text, params),
    end: async () => {},
    on: () => borrowed,
    removeAllListeners: () => borrowed,
  };
  return borrowed;
}
