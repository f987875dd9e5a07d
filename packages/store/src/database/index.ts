/**
 * One door to Postgres, on a server or embedded (PGlite).
 *
 * - `open-database`: the door itself
 * - `kysely`: typed queries and transactions over it
 * - `transaction-guard`: why a query outside the open transaction throws
 * - `notifications`: LISTEN and NOTIFY, with reconnection
 * - `pglite-pool`, `pglite-statement`, `parameter-text`, `column-types`, `fifo-lock`: PGlite in the shape of `pg.Pool`
 * - `pool-ended`: how both refuse latecomers
 * - `server-pool`: a server's pool and its bounds
 * - `folder-lock`: one process per database folder
 */
export { FolderInUseError } from './folder-lock.ts';
export { createKysely, inTransaction, PRODUCT_SCHEMA } from './kysely.ts';
export type { NotificationHandler, Unlisten } from './notifications.ts';
export { type Database, type DatabaseConfig, type DatabaseOptions, openDatabase } from './open-database.ts';
export type { PgClientLike, PgNotification, PgPoolLike, PgResult } from './pg-pool-like.ts';
export { OutsideTransactionError, refuseInsideTransaction } from './transaction-guard.ts';
