import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type ClientConfig, Pool, type PoolClient } from 'pg';
import { columnParser } from './column-types.ts';
import type { PgClientLike, PgPoolLike, PgResult } from './pg-pool-like.ts';
import { refuseEnded } from './pool-ended.ts';

export interface ServerPoolOptions {
  /** The size of the pool; each worker of the queue on Postgres keeps one connection for itself. */
  readonly poolSize: number;
  /** The server ends a connection whose transaction sends no statement for this long. */
  readonly idleInTransactionMs: number;
  /** What the unqualified names of BullMQ's statements mean. */
  readonly searchPath: string;
  /** How long `end` waits for borrowed connections before it ends them too. */
  readonly endWithinMs: number;
}

const END_CHECK_MS = 10;

/** `pg.Pool`, with a bound on every wait, and an end that lets the statements in line finish (pg's own leaves them hanging). */
export class ServerPool implements PgPoolLike {
  readonly options = { keepAlive: true };
  readonly #pool: Pool;
  readonly #endWithinMs: number;
  readonly #borrowed = new Set<PoolClient>();
  #ending: Promise<void> | undefined;

  constructor(url: string, options: ServerPoolOptions) {
    this.#pool = new Pool({ ...connectionConfig(url, options), max: options.poolSize });
    this.#endWithinMs = options.endWithinMs;
    this.#pool.on('acquire', (client) => this.#borrowed.add(client));
    this.#pool.on('release', (_, client) => this.#borrowed.delete(client));
  }

  async connect(): Promise<PgClientLike> {
    if (this.#ending) await refuseEnded();
    return this.#pool.connect();
  }

  async query<Row>(text: string, params: readonly unknown[] = []): Promise<PgResult<Row>> {
    if (this.#ending) await refuseEnded();
    // oxlint-disable-next-line typescript/no-explicit-any, typescript/no-unnecessary-type-arguments -- as with pg, the row's shape is the caller's word on its SQL
    return this.#pool.query<any>(text, [...params]);
  }

  async end(): Promise<void> {
    this.#ending ??= (async () => {
      const deadline = performance.now() + this.#endWithinMs;
      while (this.#inUse() && performance.now() < deadline) await sleep(END_CHECK_MS);
      for (const client of this.#borrowed) client.release(true);
      await this.#pool.end();
    })();
    await this.#ending;
  }

  on(event: 'error', listener: (error: Error) => void): this {
    this.#pool.on(event, listener);
    return this;
  }

  removeAllListeners(event?: string): this {
    this.#pool.removeAllListeners(event);
    return this;
  }

  #inUse(): boolean {
    return this.#pool.waitingCount > 0 || this.#pool.totalCount > this.#pool.idleCount;
  }
}

/** A connection outside the pool, for LISTEN. */
export async function connectToServer(url: string, options: ServerPoolOptions): Promise<Client> {
  const client = new Client(connectionConfig(url, options));
  await client.connect();
  return client;
}

function connectionConfig(url: string, options: ServerPoolOptions): ClientConfig {
  return {
    connectionString: url,
    application_name: 'syncgrant',
    options: `-c search_path=${options.searchPath}`,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    idle_in_transaction_session_timeout: options.idleInTransactionMs,
    types: { getTypeParser: columnParser },
  };
}
