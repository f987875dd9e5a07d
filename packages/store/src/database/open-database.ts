import { PGlite } from '@electric-sql/pglite';
import { lockFolder } from './folder-lock.ts';
import { Notifications, type NotificationHandler, type Unlisten } from './notifications.ts';
import { PglitePool } from './pglite-pool.ts';
import type { PgClientLike, PgPoolLike } from './pg-pool-like.ts';
import { connectToServer, ServerPool } from './server-pool.ts';
import { guardedPool, insideTransaction, refuseInsideTransaction } from './transaction-guard.ts';

/**
 * A Postgres server, a folder of this machine, or nothing that lasts. With `keepStatements` each text is parsed and planned once,
 * which a run that repeats the same few thousands of times feels; no table may change after its first statement.
 */
export type DatabaseConfig =
  | { readonly url: string; readonly poolSize?: number }
  | { readonly dataDir: string }
  | { readonly memory: true; readonly keepStatements?: boolean };

export interface DatabaseOptions {
  /** Told of problems that no caller is there to hear of, such as lost idle connections. By default a warning of the process. */
  readonly report?: (problem: Error) => void;
  /** A transaction that sends no statement for this long is ended. */
  readonly idleInTransactionMs?: number;
}

/** The one door to Postgres. The same code runs on both kinds. */
export interface Database {
  readonly kind: 'postgres' | 'pglite';
  /** For Kysely and BullMQ. Refuses a second connection inside a transaction. */
  readonly pool: PgPoolLike;
  /** Runs the body in one transaction (READ COMMITTED): committed when it resolves, rolled back when it throws. */
  transaction<T>(body: (client: Pick<PgClientLike, 'query'>) => Promise<T>): Promise<T>;
  /** Subscribes to a channel (a lower-case identifier); resolves once notifications arrive. */
  listen(channel: string, handler: NotificationHandler): Promise<Unlisten>;
  /** Announces something, at most 8,000 bytes, to everybody who listens. Inside a transaction use `pg_notify` there. */
  notify(channel: string, payload: string): Promise<void>;
  /** Lets running statements finish, rolls back open transactions, closes every connection and the embedded database. */
  close(): Promise<void>;
}

const DEFAULT_POOL_SIZE = 10;
const IDLE_IN_TRANSACTION_MS = 60_000;
const CLOSE_WITHIN_MS = 10_000;
const LONGEST_RETRY_DELAY_MS = 30_000;

/** BullMQ writes unqualified names and shares the pool; the product always names its own schema. */
const SEARCH_PATH = 'bullmq,public';

/**
 * Opens a database and checks that it answers.
 *
 * @throws {FolderInUseError} if another process has the folder open.
 */
export async function openDatabase(config: DatabaseConfig, options: DatabaseOptions = {}): Promise<Database> {
  const report = options.report ?? ((problem) => process.emitWarning(problem));
  const idleInTransactionMs = options.idleInTransactionMs ?? IDLE_IN_TRANSACTION_MS;
  return 'url' in config
    ? openServer(config.url, config.poolSize ?? DEFAULT_POOL_SIZE, idleInTransactionMs, report)
    : openEmbedded(config, idleInTransactionMs, report);
}

async function openServer(
  url: string,
  poolSize: number,
  idleInTransactionMs: number,
  report: (problem: Error) => void,
): Promise<Database> {
  const server = { poolSize, idleInTransactionMs, searchPath: SEARCH_PATH, endWithinMs: CLOSE_WITHIN_MS };
  const pool = new ServerPool(url, server);
  pool.on('error', report);
  try {
    await pool.query('SELECT 1');
  } catch (error) {
    await pool.end();
    throw error;
  }
  const notifications = new Notifications({
    connect: () => connectToServer(url, server),
    report,
    retryDelayMs: (attempt) => Math.min(250 * 2 ** attempt, LONGEST_RETRY_DELAY_MS),
  });
  return database('postgres', pool, notifications, () => pool.end());
}

async function openEmbedded(
  config: Exclude<DatabaseConfig, { readonly url: string }>,
  idleInTransactionMs: number,
  report: (problem: Error) => void,
): Promise<Database> {
  const dataDir = 'dataDir' in config ? config.dataDir : undefined;
  const keepStatements = 'memory' in config && config.keepStatements === true;
  const unlock = dataDir === undefined ? () => {} : lockFolder(dataDir);
  try {
    const instance = await PGlite.create({
      ...(dataDir !== undefined && { dataDir }),
      startParams: [...PGlite.defaultStartParams, '-c', `search_path=${SEARCH_PATH}`],
    });
    const pool = new PglitePool(instance, { idleInTransactionMs, keepStatements });
    pool.on('error', report);
    const notifications = new Notifications({
      connect: async () => {
        const client = await pool.connect();
        return {
          query: (text) => client.query(text),
          on: client.on.bind(client),
          end: async () => client.release(),
        };
      },
      report,
      retryDelayMs: () => 0,
    });
    return database('pglite', pool, notifications, () => pool.end().finally(unlock));
  } catch (error) {
    unlock();
    throw new Error(`the database in ${dataDir ?? 'memory'} could not be opened`, { cause: error });
  }
}

function database(
  kind: Database['kind'],
  unguarded: PgPoolLike,
  notifications: Notifications,
  end: () => Promise<void>,
): Database {
  const pool = guardedPool(unguarded);
  let closed: Promise<void> | undefined;
  const closeAll = async () => {
    try {
      await notifications.close();
    } finally {
      await end();
    }
  };
  return {
    kind,
    pool,
    transaction: (body) => transaction(pool, body),
    async listen(channel, handler) {
      refuseInsideTransaction('a channel was listened to');
      return notifications.listen(channel, handler);
    },
    async notify(channel, payload) {
      await pool.query('SELECT pg_notify($1, $2)', [channel, payload]);
    },
    async close() {
      closed ??= closeAll();
      await closed;
    },
  };
}

async function transaction<T>(
  pool: PgPoolLike,
  body: (client: Pick<PgClientLike, 'query'>) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  try {
    await client.query('BEGIN ISOLATION LEVEL READ COMMITTED');
    const result = await insideTransaction(() => body(client));
    const { command } = await client.query('COMMIT');
    if (command === 'ROLLBACK')
      throw new Error('the transaction was rolled back: a statement in it had failed');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => (broken = true));
    throw error;
  } finally {
    client.release(broken);
  }
}
