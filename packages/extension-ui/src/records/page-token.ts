import { createHash } from 'node:crypto';
import { z } from 'zod';
import { idSchema } from '@syncgrant/contracts';
import { positionOf, type Position, type RecordRow, type SortField } from '@syncgrant/store';
import { Refusal } from '../http/answer.ts';

/** How far pages lead by number, and how far by token. */
export const LAST_BY_PAGE = 2000;
const LAST_BY_TOKEN = 100_000;

const LIFE_MS = 24 * 3_600_000;

/**
 * What a page token carries: where the list goes on, and what it belongs to. It opens nothing: whoever uses it is asked for
 * their rights like everybody else.
 */
const tokenSchema = z.strictObject({
  id: idSchema,
  at: z.iso.datetime().nullable(),
  page: z.int().min(1).max(LAST_BY_TOKEN),
  /** How many records came before. */
  before: z.int().min(0),
  expires: z.int(),
  /** Digest of the parameters of the list. */
  list: z.string(),
});

export interface ReadToken {
  readonly ok: true;
  readonly after: Position;
  readonly page: number;
  readonly before: number;
}

export interface NewToken {
  /** The last record before the page. */
  readonly last: RecordRow;
  readonly sortBy: SortField;
  readonly page: number;
  readonly before: number;
}

/** A token for a page, and until when it is good. */
export function writePageToken({ last, sortBy, page, before }: NewToken, parameters: unknown, now: Date) {
  const expires = now.getTime() + LIFE_MS;
  const content = { ...positionOf(last, sortBy), page, before, expires, list: digest(parameters) };
  return {
    token: Buffer.from(JSON.stringify(content)).toString('base64url'),
    expiry: new Date(expires),
  };
}

export function readPageToken(token: string, parameters: unknown, now: Date): ReadToken | Refusal {
  const parsed = tokenSchema.safeParse(contentOf(token));
  const refuse = (code: string, message: string, details = {}) =>
    new Refusal(400, code, message, { param_name: 'page_token', ...details });
  if (!parsed.success) return refuse('INVALID_DATA', 'The page token is invalid.');
  const { id, at, page, before, expires, list } = parsed.data;
  if (list !== digest(parameters)) {
    return refuse('TOKEN_BOUND_DATA_MISMATCH', 'The page token belongs to a list with other parameters.');
  }
  if (expires <= now.getTime()) return refuse('EXPIRED_VALUE', 'The page token has expired.');
  if (before >= LAST_BY_TOKEN) {
    return refuse('PAGINATION_LIMIT_EXCEEDED', `A list ends after ${LAST_BY_TOKEN} records.`, {
      limit: LAST_BY_TOKEN,
    });
  }
  return { ok: true, after: { id, at }, page, before };
}

const digest = (parameters: unknown): string =>
  createHash('sha256').update(JSON.stringify(parameters)).digest('base64url');

function contentOf(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
