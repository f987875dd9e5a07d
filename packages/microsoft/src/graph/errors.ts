import { z } from 'zod';
import type { GraphFailure, GraphFailureClass } from './request.ts';
import { parseRetryAfter } from './retry-after.ts';

const MAX_MESSAGE_LENGTH = 500;
/** Inner errors lie inside each other; Graph nests two or three. */
const MAX_INNER_ERRORS = 8;

interface GraphErrorRule {
  /** A status, or the first and last of a range. */
  readonly status: number | readonly [number, number];
  /** In lower case; any of them, anywhere in the chain of inner errors. */
  readonly codes?: readonly string[];
  readonly class: GraphFailureClass;
}

const ANY_REFUSAL = [400, 499] as const;

/**
 * The first rule that fits decides. Codes are compared in lower case, because Microsoft's documentation and services
 * spell them differently. https://learn.microsoft.com/graph/errors and the pages on delta queries and throttling.
 */
const RULES: readonly GraphErrorRule[] = [
  { status: [300, 399], class: 'operator' },
  { status: 410, class: 'gone' },
  {
    status: ANY_REFUSAL,
    codes: [
      'syncstatenotfound',
      'syncstateinvalid',
      'resyncrequired',
      'invaliddeltatoken',
      'errorinvaliddeltatoken',
    ],
    class: 'gone',
  },
  { status: 429, class: 'throttled' },
  {
    status: [400, 599],
    codes: ['applicationthrottled', 'toomanyrequests', 'activitylimitreached'],
    class: 'throttled',
  },
  // A full mailbox refuses what would add to it; everything else goes on.
  { status: 507, class: 'item' },
  { status: [400, 599], codes: ['errorquotaexceeded', 'quotalimitreached'], class: 'item' },
  {
    status: 404,
    codes: ['mailboxnotenabledforrestapi', 'mailboxnothostedinexchangeonline', 'resourcenotfound'],
    class: 'mailbox',
  },
  { status: 404, class: 'missing' },
  { status: 401, class: 'user' },
  { status: 403, codes: ['insufficient_claims'], class: 'user' },
  { status: 403, class: 'consent' },
  { status: 409, class: 'conflict' },
  { status: 412, class: 'conflict' },
  { status: ANY_REFUSAL, codes: ['errorirresolvableconflict'], class: 'conflict' },
  { status: 408, class: 'transient' },
  { status: 424, class: 'transient' },
  { status: 425, class: 'transient' },
  { status: ANY_REFUSAL, class: 'item' },
  { status: 501, class: 'item' },
];

const errorBody = z.looseObject({ error: z.looseObject({}) });
const errorMember = z.looseObject({ code: z.string().optional().catch(undefined) });

export interface GraphErrorResponse {
  readonly status: number;
  readonly header: (name: string) => string | null;
  readonly body: unknown;
}

/** What an answer other than a success means; `now` turns a `Retry-After` date into a delay. */
export function classifyGraphError(response: GraphErrorResponse, now: Date): GraphFailure {
  const { status, header } = response;
  const error = errorBody.safeParse(response.body).data?.error ?? {};
  const codes = codeChain(error);
  const retryAfterMs = parseRetryAfter(header('retry-after'), now);
  const claims = claimsChallenge(header('www-authenticate'));
  return {
    class: status === 503 && retryAfterMs !== null ? 'throttled' : classOf(status, codes),
    status,
    code: codes[0] ?? '',
    message: textOf(error['message']).slice(0, MAX_MESSAGE_LENGTH) || `Microsoft Graph answered ${status}.`,
    retryAfterMs,
    requestId: header('request-id'),
    ...(claims === null ? {} : { claims }),
  };
}

/** A request that got no answer: a fault of the network, or no answer in time. */
export function networkFailure(cause: unknown): GraphFailure {
  const timedOut = cause instanceof DOMException && cause.name === 'TimeoutError';
  return localFailure(
    'transient',
    timedOut ? 'Timeout' : 'NetworkError',
    timedOut ? 'Microsoft Graph did not answer in time.' : 'Microsoft Graph could not be reached.',
    cause,
  );
}

/** A failure that no answer of Graph's stands behind. */
export function localFailure(
  failureClass: GraphFailureClass,
  code: string,
  message: string,
  cause?: unknown,
): GraphFailure {
  return { class: failureClass, status: 0, code, message, retryAfterMs: null, requestId: null, cause };
}

function classOf(status: number, codes: readonly string[]): GraphFailureClass {
  const lower = codes.map((code) => code.toLowerCase());
  const rule = RULES.find(
    (candidate) =>
      covers(candidate.status, status) &&
      (!candidate.codes || candidate.codes.some((code) => lower.includes(code))),
  );
  return rule?.class ?? 'transient';
}

function covers(expected: GraphErrorRule['status'], status: number): boolean {
  return typeof expected === 'number' ? expected === status : status >= expected[0] && status <= expected[1];
}

/** The code and those of the inner errors; `innerError` is spelt in two ways, and To Do sends none. */
function codeChain(outermost: Readonly<Record<string, unknown>>): readonly string[] {
  const codes: string[] = [];
  let error: unknown = outermost;
  for (let depth = 0; depth < MAX_INNER_ERRORS; depth++) {
    const member = errorMember.safeParse(error).data;
    if (!member) break;
    if (member.code) codes.push(member.code);
    error = member['innerError'] ?? member['innererror'];
  }
  return codes;
}

/** `WWW-Authenticate: Bearer …, error="insufficient_claims", claims="<base64>"` */
function claimsChallenge(header: string | null): string | null {
  const encoded = /claims="([^"]+)"/i.exec(header ?? '')?.[1];
  return encoded === undefined ? null : Buffer.from(encoded, 'base64').toString('utf8');
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
