import assert from 'node:assert';
import { z } from 'zod';
import type { MicrosoftConfig } from '../config.ts';
import { relativePath } from './address.ts';
import { MAX_BATCH_SIZE, batchBody, readBatch } from './batch.ts';
import { classifyGraphError, localFailure } from './errors.ts';
import { createLimiter } from './limiter.ts';
import type { Dispatch } from './middleware.ts';
import type { GraphFailure, GraphRequest, GraphResult } from './request.ts';
import { transport, type GraphAnswer, type TransportResult } from './transport.ts';

export interface GraphSessionDeps {
  readonly config: MicrosoftConfig;
  /** The user's current access token for Graph; asked before every HTTP request. What it throws is passed on. */
  readonly accessToken: () => Promise<string>;
  /**
   * The gate: the start of every HTTP request goes through it. `start` begins the request before it returns.
   * What it throws is passed on unchanged.
   */
  readonly dispatch: Dispatch;
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
   * requests. Graph works on four requests of a mailbox at a time, so no more than that are in flight: a batch of
   * four or more waits for the others to end and is alone until it is answered.
   *
   * One request goes in a batch too: should Graph heed `Prefer` there and outside differently, the ids of items still are
   * of one form wherever they were read.
   */
  batch(requests: readonly GraphRequest[]): Promise<readonly GraphResult[]>;
  /** HTTP requests started so far. */
  readonly requestCount: number;
}

const DEFAULT_TIMEOUT_MS = 60_000;
/** Requests that Exchange works on at once for one application and mailbox, those inside of a batch included. */
const MAILBOX_CONCURRENCY = 4;

export function createGraphSession(deps: GraphSessionDeps): GraphSession {
  const { graphOrigin } = deps.config;
  const now = deps.now ?? (() => new Date());
  const limiter = createLimiter(MAILBOX_CONCURRENCY);
  let requestCount = 0;
  const transportDeps = {
    graphOrigin,
    accessToken: deps.accessToken,
    dispatch: deps.dispatch,
    fetch: deps.fetch ?? fetch,
    timeoutMs: deps.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    signal: deps.signal,
    onStart: () => void requestCount++,
  };

  /** The request as it goes out, or null when its link leads elsewhere. */
  const prepare = (request: GraphRequest): GraphRequest | null => {
    const path = relativePath(request.path, graphOrigin);
    return path === null ? null : { ...request, path, headers: withPreferences(request.headers) };
  };

  const exchange = (request: GraphRequest, weight: number): Promise<TransportResult> =>
    limiter.run(weight, () => {
      const headers = { ...request.headers, 'client-request-id': deps.clientRequestId() };
      return transport({ ...request, headers }, transportDeps);
    });

  const sendBatch = async (requests: readonly GraphRequest[]): Promise<readonly GraphResult[]> => {
    const headers = withPreferences({});
    const body = batchBody(requests);
    const sent = await exchange({ method: 'POST', path: '/$batch', headers, body }, requests.length);
    const whole = sent.ok ? resultOf(sent.answer, now()) : sent;
    if (!whole.ok) return requests.map(() => refused(batchFailure(whole.failure)));
    const answers = readBatch(whole.body);
    return requests.map((_, index) => {
      const answer = answers.get(index);
      return answer ? resultOf(answer, now()) : refused(MISSING_ANSWER);
    });
  };

  return {
    async send(request) {
      const prepared = prepare(request);
      if (prepared === null) return refused(FOREIGN_ADDRESS);
      const sent = await exchange(prepared, 1);
      return sent.ok ? resultOf(sent.answer, now()) : sent;
    },

    async batch(requests) {
      assert(requests.length <= MAX_BATCH_SIZE, `a batch holds at most ${MAX_BATCH_SIZE} requests`);
      const prepared = requests.map(prepare);
      const sendable = prepared.filter((request) => request !== null);
      if (sendable.length === 0) return requests.map(() => refused(FOREIGN_ADDRESS));
      const inOrder = (await sendBatch(sendable)).values();
      return prepared.map((request) =>
        request === null ? refused(FOREIGN_ADDRESS) : (inOrder.next().value ?? refused(MISSING_ANSWER)),
      );
    },

    get requestCount() {
      return requestCount;
    },
  };
}

const FOREIGN_ADDRESS = localFailure(
  'operator',
  'ForeignAddress',
  'A link leads away from Microsoft Graph and was not followed.',
);
const MISSING_ANSWER = localFailure(
  'transient',
  'MissingAnswer',
  'Microsoft Graph left this request of a batch unanswered.',
);

const refused = (failure: GraphFailure): GraphResult => ({ ok: false, failure });

/** Ids that survive a move between folders, and times in UTC; never part of a delta token, so sent every time. */
function withPreferences(headers: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const own = Object.entries(headers).filter(([name]) => name.toLowerCase() === 'prefer');
  const others = Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'prefer');
  const prefer = ['IdType="ImmutableId"', 'outlook.timezone="UTC"', ...own.map(([, value]) => value)];
  return { ...Object.fromEntries(others), Prefer: prefer.join(', ') };
}

function resultOf(answer: GraphAnswer, now: Date): GraphResult {
  const { status, header, body } = answer;
  if (status < 200 || status > 299) return refused(classifyGraphError(answer, now));
  if (body === undefined) {
    return refused({
      ...localFailure('transient', 'UnreadableAnswer', 'The answer did not come from Microsoft Graph.'),
      status,
    });
  }
  const etag = etagged.safeParse(body).data?.['@odata.etag'] ?? header('etag');
  return { ok: true, status, body, etag };
}

const etagged = z.looseObject({ '@odata.etag': z.string() });

/** A batch that is refused as a whole says nothing about its items: we built it wrongly. */
function batchFailure(failure: GraphFailure): GraphFailure {
  const isAboutItems = !['transient', 'throttled', 'user', 'operator'].includes(failure.class);
  return isAboutItems ? { ...failure, class: 'operator' } : failure;
}
