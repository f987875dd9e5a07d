import type { SyncModule } from '@syncgrant/core';
import {
  createGraphSession,
  type GraphRequest,
  type GraphResult,
  type GraphSession,
} from '@syncgrant/microsoft';
import type { AccountTokens } from './account-tokens.ts';
import type { EngineDeps } from './engine-deps.ts';
import type { Gate } from './gate.ts';

/** Graph's bound for one batch. */
export const BATCH_SIZE = 20;

/** Requests of one account's mailbox in one run. Every HTTP request passes the gate on behalf of its modules. */
export class Mailbox {
  readonly #deps: EngineDeps;
  readonly #gate: Gate;
  readonly #tokens: AccountTokens;
  readonly #signal: AbortSignal;
  #requests = 0;
  #throttled = 0;

  constructor(deps: EngineDeps, gate: Gate, tokens: AccountTokens, signal: AbortSignal) {
    this.#deps = deps;
    this.#gate = gate;
    this.#tokens = tokens;
    this.#signal = signal;
  }

  /** HTTP requests to Graph so far. */
  get requests(): number {
    return this.#requests;
  }

  /** Batches so far of which Graph put something off because it was too much. */
  get throttled(): number {
    return this.#throttled;
  }

  /** A session whose requests are made on behalf of these modules. */
  session(modules: readonly SyncModule[]): GraphSession {
    return createGraphSession({
      config: this.#deps.microsoft,
      accessToken: () => this.#tokens.get(),
      dispatch: (start) =>
        this.#gate.dispatch(modules, () => {
          this.#requests += 1;
          return start();
        }),
      timeoutMs: this.#deps.timing.requestTimeoutMs,
      clientRequestId: this.#deps.newId,
      now: this.#deps.now,
      signal: this.#signal,
      ...(this.#deps.fetch !== undefined && { fetch: this.#deps.fetch }),
    });
  }

  /**
   * At most 20 requests as one batch. When Graph does not take the token, it is refreshed once and what was refused
   * is sent again.
   */
  async batch(
    modules: readonly SyncModule[],
    requests: readonly GraphRequest[],
  ): Promise<readonly GraphResult[]> {
    if (requests.length === 0) return [];
    const results = await this.session(modules).batch(requests);
    if (results.some((result) => !result.ok && result.failure.class === 'throttled')) this.#throttled += 1;
    const refused = results.flatMap((result) =>
      result.ok || result.failure.class !== 'user' ? [] : [result.failure],
    );
    const [first] = refused;
    if (first === undefined) return results;
    await this.#tokens.get({
      forceRefresh: true,
      ...(first.claims !== undefined && { claims: first.claims }),
    });
    const again = requests.filter((_, index) => isTokenRefused(results[index]));
    const answers = [...(await this.session(modules).batch(again))];
    return results.map((result) => (isTokenRefused(result) ? (answers.shift() ?? result) : result));
  }
}

const isTokenRefused = (result: GraphResult | undefined): boolean =>
  result !== undefined && !result.ok && result.failure.class === 'user';
