import type { MicrosoftConfig } from '../config.ts';
import type { GraphRequest, GraphResult } from './request.ts';

export interface GraphSessionDeps {
  readonly config: MicrosoftConfig;
  /** The user's current access token for Graph; asked before every HTTP request. What it throws is passed on. */
  readonly accessToken: () => Promise<string>;
  /**
   * The gate: the start of every HTTP request goes through it. `start` begins the request before it returns.
   * What it throws is passed on unchanged.
   */
  readonly dispatch: <T>(start: () => Promise<T>) => Promise<T>;
  readonly fetch?: typeof fetch;
  readonly now?: () => Date;
  /** 60,000 unless told. */
  readonly timeoutMs?: number;
  /** Sent as `client-request-id`, so that Microsoft's support can find a call. */
  readonly clientRequestId: () => string;
  /** Ends the session: waiting and running calls reject with its reason. */
  readonly signal?: AbortSignal;
}

/** Calls of one mailbox. */
export interface GraphSession {
  send(request: GraphRequest): Promise<GraphResult>;
  /**
   * At most 20 requests in one HTTP request, worked off by Graph in any order. Results come in the order of the
   * requests. One batch of a session is in flight at a time.
   */
  batch(requests: readonly GraphRequest[]): Promise<readonly GraphResult[]>;
  /** HTTP requests started so far. */
  readonly requestCount: number;
}

export declare function createGraphSession(deps: GraphSessionDeps): GraphSession;
