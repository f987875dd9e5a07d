import { EventEmitter } from 'node:events';
import { setImmediate as eventLoopTurn } from 'node:timers/promises';
import type { PGlite } from '@electric-sql/pglite';
import { FifoLock } from './fifo-lock.ts';
import type { PgClientLike, PgPoolLike, PgResult } from './pg-pool-like.ts';
import { adoptPgTypes, KeptStatements, runStatement } from './pglite-statement.ts';
import { refuseEnded } from './pool-ended.ts';

/** Statements in a row resolve without leaving the microtask queue; after this long, timers and sockets get a turn. */
const TURN_EVERY_MS = 5;

export interface PglitePoolOptions {
  /** A transaction that sends no statement for this long is rolled back, or it would hold up everybody else for ever. */
  readonly idleInTransactionMs: number;
  /** Statements with parameters are parsed and planned once. */
  readonly keepStatements: boolean;
}

/**
 * PGlite in the shape of `pg.Pool`. PGlite is one session, so this pool is one lock: `connect()` takes nothing, a client takes the
 * lock with its first statement and keeps it while its transaction is open. It must be the only user of the instance.
 *
 * All clients share the session: settings are made with SET LOCAL, advisory locks with `pg_advisory_xact_lock`.
 */
export class PglitePool extends EventEmitter implements PgPoolLike {
  readonly options = { keepAlive: true };
  readonly #instance: PGlite;
  readonly #idleInTransactionMs: number;
  readonly #kept: KeptStatements | undefined;
  readonly #lock = new FifoLock();
  readonly #clients = new Set<PgliteClient>();
  #lastTurnMs = performance.now();
  #ending: Promise<void> | undefined;

  constructor(instance: PGlite, options: PglitePoolOptions) {
    super();
    this.#instance = instance;
    this.#idleInTransactionMs = options.idleInTransactionMs;
    this.#kept = options.keepStatements ? new KeptStatements() : undefined;
    adoptPgTypes(instance);
    instance.onNotification((channel, payload) => {
      for (const client of this.#clients) client.emit('notification', { channel, payload });
    });
  }

  async connect(): Promise<PgliteClient> {
    if (this.#ending) await refuseEnded();
    const client = new PgliteClient({
      instance: this.#instance,
      kept: this.#kept,
      lock: this.#lock,
      idleInTransactionMs: this.#idleInTransactionMs,
      breathe: () => this.#breathe(),
      report: (problem) => this.emit('error', problem),
      forget: () => this.#clients.delete(client),
    });
    this.#clients.add(client);
    return client;
  }

  async query<Row>(text: string, params?: readonly unknown[]): Promise<PgResult<Row>> {
    const client = await this.connect();
    try {
      return await client.query<Row>(text, params);
    } finally {
      client.release();
    }
  }

  /** Takes no new statements, lets those in line finish, rolls back what is still open, and closes the instance. */
  async end(): Promise<void> {
    this.#ending ??= (async () => {
      await Promise.all([...this.#clients].map((client) => client.end()));
      await this.#lock.acquire();
      await this.#instance.close();
    })();
    await this.#ending;
  }

  async #breathe(): Promise<void> {
    if (performance.now() - this.#lastTurnMs < TURN_EVERY_MS) return;
    await eventLoopTurn();
    this.#lastTurnMs = performance.now();
  }
}

interface PgliteSession {
  readonly instance: PGlite;
  readonly kept: KeptStatements | undefined;
  readonly lock: FifoLock;
  readonly idleInTransactionMs: number;
  /** Awaited before each statement. */
  readonly breathe: () => Promise<void>;
  /** Told of a rollback that failed where nobody awaits it. */
  readonly report: (problem: Error) => void;
  /** Called when the client has been given back. */
  readonly forget: () => void;
}

class PgliteClient extends EventEmitter implements PgClientLike {
  readonly #session: PgliteSession;
  /** Settles when the last statement sent to this client has; the next one waits for it. */
  #line: Promise<unknown> = Promise.resolve();
  #holdsLock = false;
  #idleTimer: NodeJS.Timeout | undefined;
  /** Set once no further statement is accepted. */
  #closedBecause: string | undefined;
  #released = false;

  constructor(session: PgliteSession) {
    super();
    this.#session = session;
  }

  async query<Row>(text: string, params: readonly unknown[] = []): Promise<PgResult<Row>> {
    const result = await this.#inLine(() => this.#run(text, params));
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as with pg, the row's shape is the caller's word on its SQL
    return result as PgResult<Row>;
  }

  release(_destroy?: boolean): void {
    if (this.#released)
      throw new Error('Release called on client which has already been released to the pool.');
    this.#released = true;
    this.#close('it was released').catch(this.#session.report).finally(this.#session.forget);
  }

  /** For the end of the pool: what was sent still runs, an open transaction is rolled back. */
  async end(): Promise<void> {
    await this.#close('the pool has ended');
  }

  #inLine<T>(step: () => Promise<T>): Promise<T> {
    const result = this.#line.then(step);
    this.#line = result.catch(() => undefined);
    return result;
  }

  async #run(text: string, params: readonly unknown[]): Promise<PgResult<unknown>> {
    if (this.#closedBecause)
      throw new Error(`Client was closed and is not queryable: ${this.#closedBecause}.`);
    clearTimeout(this.#idleTimer);
    if (!this.#holdsLock) {
      await this.#session.lock.acquire();
      this.#holdsLock = true;
    }
    try {
      await this.#session.breathe();
      return await runStatement(this.#session.instance, text, params, this.#session.kept);
    } finally {
      this.#keepOrFreeLock();
    }
  }

  #keepOrFreeLock(): void {
    if (this.#session.instance.isInTransaction()) {
      this.#idleTimer = setTimeout(() => {
        this.#close('its transaction was idle for too long').catch(this.#session.report);
      }, this.#session.idleInTransactionMs).unref();
    } else {
      this.#holdsLock = false;
      this.#session.lock.release();
    }
  }

  #close(reason: string): Promise<void> {
    return this.#inLine(async () => {
      this.#closedBecause = reason;
      clearTimeout(this.#idleTimer);
      if (!this.#holdsLock) return;
      try {
        await runStatement(this.#session.instance, 'ROLLBACK', []);
      } finally {
        this.#holdsLock = false;
        this.#session.lock.release();
      }
    });
  }
}
