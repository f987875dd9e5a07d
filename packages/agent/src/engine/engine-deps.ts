import type { Logger } from 'pino';
import { POLL_MS, type PollIntervals } from '@syncgrant/core';
import type { Entra, KeyRing, MicrosoftConfig } from '@syncgrant/microsoft';
import type { Db, DecisionContexts } from '@syncgrant/store';

/** Every bound and interval of a run, in milliseconds unless named otherwise. */
export interface EngineTiming {
  /** How long a run may hold an account before another may take over. */
  readonly leaseMs: number;
  /** A request to Graph that takes longer is given up. Well below `leaseMs`. */
  readonly requestTimeoutMs: number;
  /** A run that has worked this long leaves the rest to the next one. */
  readonly sliceMs: number;
  /** How long an announced create may stay unfound before it is sent again. */
  readonly intentSettleMs: number;
  /** Between two ticks of an account that nobody asks for. */
  readonly poll: PollIntervals;
  /** Between two looks at an account of which nothing may run. */
  readonly pausedMs: number;
  /** A token that was not refreshed for this long is kept alive, also while everything is paused. */
  readonly keepAliveMs: number;
}

export const DEFAULT_TIMING: EngineTiming = {
  leaseMs: 90_000,
  requestTimeoutMs: 30_000,
  sliceMs: 30_000,
  intentSettleMs: 60_000,
  poll: POLL_MS,
  pausedMs: 6 * 60 * 60_000,
  keepAliveMs: 7 * 24 * 60 * 60_000,
};

/** What the engine works with; composed in `main.ts`. */
export interface EngineDeps {
  readonly db: Db;
  readonly contexts: DecisionContexts;
  readonly entra: Entra;
  readonly microsoft: MicrosoftConfig;
  readonly keyRing: KeyRing;
  readonly fetch?: typeof fetch;
  readonly now: () => Date;
  /** Resolves after so long, and rejects once the signal is aborted. By default by a timer of the process. */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Where Microsoft can send change notifications: an origin. Without one the engine polls. */
  readonly notificationOrigin?: string;
  /** Unpredictable and unique: correlation and request ids, secrets of subscriptions. */
  readonly newId: () => string;
  /** In [0, 1): jitter. */
  readonly random: () => number;
  readonly timing: EngineTiming;
  readonly log: Logger;
}
