import type { TickJob } from '@syncgrant/contracts';

/**
 * Where the agent's work waits. The queue holds no truth: which account is due and what was asked for is in the database, so a
 * queue that was emptied is filled again by the dispatcher, and a job that was lost is found again by it.
 */
export interface TickQueue {
  /**
   * Asks for a tick of an account. Of one account at most one tick runs and one waits: while one waits, a further request changes
   * nothing (but one without delay overtakes one that is delayed); while one runs, any number of requests give exactly one more
   * run, with the reason and the delay of the last. Must not be called inside a transaction, whose writes the tick could not see.
   *
   * @throws {OutsideTransactionError} inside a transaction.
   */
  enqueueTick(job: TickJob, options?: { readonly delayMs?: number }): Promise<void>;
  /** Has the dispatcher run at this interval, whichever process is there to do it. Calling it again changes the interval only. */
  ensureDispatch(everyMs: number): Promise<void>;
  /** Prepares to work on jobs; nothing is taken before `run`. */
  work(handlers: TickHandlers, options: { readonly concurrency: number }): TickWorker;
  /** How many ticks are in which state. Of the failed ones, only the latest are kept. */
  counts(): Promise<TickCounts>;
  /** Stops every worker and closes the connections. */
  close(): Promise<void>;
}

export interface TickHandlers {
  /**
   * Runs one tick. The signal says that the run should end at the next point where that is safe: the agent stops, or another
   * process may have taken the job over. A tick that throws is logged and not repeated; the dispatcher will find the account again.
   */
  tick(job: TickJob, signal: AbortSignal): Promise<void>;
  /** Enqueues the accounts that are due. Never runs twice at a time in one process. */
  dispatch(): Promise<void>;
}

export interface TickWorker {
  /** Works until stopped. */
  run(): Promise<void>;
  /** Takes no further job, lets the running ones finish, then asks them to, then leaves them: bounded in time by its timing. */
  stop(): Promise<void>;
}

export interface TickCounts {
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly failed: number;
}
