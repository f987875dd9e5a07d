import { AsyncLocalStorage } from 'node:async_hooks';
import type { PgClientLike, PgPoolLike, PgResult } from './pg-pool-like.ts';

/**
 * Thrown where code inside a transaction asks for another connection. On PGlite that would wait for ever for its own transaction;
 * on a server it would work on what the transaction has not committed yet. So it is refused at once on both.
 */
export class OutsideTransactionError extends Error {
  override readonly name = 'OutsideTransactionError';

  constructor(what: string) {
    super(
      `${what} while a transaction is open: use the transaction's own connection, or do it after the commit`,
    );
  }
}

/** `open` turns false with the end of the transaction, so that what it started in the background may go on. */
const transactionOfContext = new AsyncLocalStorage<{ open: boolean }>();

/** Runs the body of a transaction; until it settles, `refuseInsideTransaction` throws in everything it calls. */
export async function insideTransaction<T>(body: () => Promise<T>): Promise<T> {
  const transaction = { open: true };
  return transactionOfContext.run(transaction, async () => {
    try {
      return await body();
    } finally {
      transaction.open = false;
    }
  });
}

/**
 * To be called before anything that must not happen inside a transaction, such as enqueueing a job that reads what it wrote.
 *
 * @throws {OutsideTransactionError} if the caller's own asynchronous context is inside one.
 */
export function refuseInsideTransaction(what: string): void {
  if (transactionOfContext.getStore()?.open) throw new OutsideTransactionError(what);
}

/** A pool that hands out no second connection inside a transaction. */
export function guardedPool(pool: PgPoolLike): PgPoolLike {
  const guarded: PgPoolLike = {
    options: pool.options,
    async connect(): Promise<PgClientLike> {
      refuseInsideTransaction('a second connection was asked for');
      return pool.connect();
    },
    async query<Row>(text: string, params?: readonly unknown[]): Promise<PgResult<Row>> {
      refuseInsideTransaction('a query was sent outside the transaction');
      return pool.query<Row>(text, params);
    },
    end: () => pool.end(),
    on(event, listener) {
      pool.on(event, listener);
      return guarded;
    },
    removeAllListeners(event) {
      pool.removeAllListeners(event);
      return guarded;
    },
  };
  return guarded;
}
