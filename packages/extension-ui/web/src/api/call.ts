import type { Endpoint } from '@syncgrant/contracts';
import type { z } from 'zod';
import { text } from '../text.ts';
import { ApiError } from './api-error.ts';
import { readAnswer } from './read-answer.ts';

/** Whether a part of a request may be left out: its schema accepts nothing, or everything in it is optional. */
type MayBeLeftOut<Value> =
  Value extends Record<string, never> ? true : Partial<Value> extends Value ? true : false;

type Part<Name extends string, Schema extends z.ZodType> =
  MayBeLeftOut<z.input<Schema>> extends true
    ? { readonly [Key in Name]?: z.input<Schema> }
    : { readonly [Key in Name]: z.input<Schema> };

/** What one call of an endpoint needs, by its own schemas. */
export type Input<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> = Part<
  'params',
  Params
> &
  Part<'query', Query> &
  Part<'body', Body>;

/**
 * Calls an endpoint as its contract says and answers what its response schema parsed. Where it tells of several items,
 * what became of each is for the caller to see. Every other failure is an `ApiError`, save an abort, which stays what it is.
 */
export type Call = <
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Response extends z.ZodType,
>(
  endpoint: Endpoint<Params, Query, Body, Response>,
  input: Input<Params, Query, Body>,
  signal?: AbortSignal,
) => Promise<z.output<Response>>;

export interface CallParts {
  readonly fetch: typeof fetch;
  /** The token of the session, or null before there is one. */
  readonly csrfToken: () => string | null;
}

export function createCall({ fetch, csrfToken }: CallParts): Call {
  return async (endpoint, input, signal) => {
    const changes = endpoint.method !== 'GET';
    const token = csrfToken();
    const response = await fetch(addressOf(endpoint.path, input.params, input.query), {
      method: endpoint.method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(changes && { 'content-type': 'application/json' }),
        ...(changes && token !== null && { 'x-csrf-token': token }),
      },
      ...(changes && { body: JSON.stringify(input.body ?? {}) }),
      ...(signal && { signal }),
    }).catch((cause: unknown) => {
      if (signal?.aborted) throw cause;
      throw new ApiError(0, { code: 'UNREACHABLE', message: text.errors.unreachable }, { cause });
    });

    return readAnswer(endpoint, response.status, await response.text());
  };
}

/** Fills `:name` of the path from `params` and appends the query; both are encoded. */
export function addressOf(path: string, params: unknown, query: unknown): string {
  const values = new Map(entriesOf(params));
  const filled = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = values.get(name);
    if (value === undefined) throw new TypeError(`${path} needs ${name}`);
    return encodeURIComponent(value);
  });
  const search = new URLSearchParams(entriesOf(query)).toString();
  return search === '' ? filled : `${filled}?${search}`;
}

function entriesOf(part: unknown): [string, string][] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, String(value)]);
}
