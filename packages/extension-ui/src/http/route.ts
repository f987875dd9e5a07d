import type { IncomingHttpHeaders } from 'node:http';
import type { z } from 'zod';
import type { Endpoint } from '@syncgrant/contracts';
import type { LiveHub } from '../live/live-hub.ts';
import type { WebServerDeps } from '../web-server-deps.ts';
import { FileAnswer, Refusal, Reply } from './answer.ts';
import type { Caller } from './caller.ts';
import { accessCheck } from './access-check.ts';
import { parseBody, parseParams, parseQuery } from './parse-input.ts';

/** What handlers work with. */
export interface Server {
  readonly deps: WebServerDeps;
  readonly live: LiveHub;
}

/** One request, parsed by its contract; who is calling may call this endpoint. */
export interface Call<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly headers: IncomingHttpHeaders;
  readonly caller: Caller;
}

/** A request before its contract has been asked. The body is read only once the caller may send one. */
export interface RawCall {
  readonly params: Readonly<Record<string, unknown>>;
  readonly query: unknown;
  readonly body: () => Promise<{ readonly ok: true; readonly value: unknown } | Refusal>;
  readonly headers: IncomingHttpHeaders;
  readonly caller: Caller;
}

export interface Route {
  readonly endpoint: Endpoint;
  answer(call: RawCall, server: Server): Promise<Reply<unknown> | FileAnswer | Refusal>;
}

/**
 * Joins a contract with what it does. The handler sees parsed input of a caller who has the declared access, and only what
 * the contract's response says leaves the server.
 */
export function defineRoute<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
>(
  endpoint: Endpoint<P, Q, B, R>,
  handle: (
    call: Call<z.output<P>, z.output<Q>, z.output<B>>,
    server: Server,
  ) => Promise<z.input<R> | Reply<z.input<R>> | FileAnswer | Refusal>,
): Route {
  const refusedAccess = accessCheck(endpoint);
  return {
    endpoint,
    async answer(raw, server) {
      const { caller } = raw;
      const params = parseParams(endpoint.params, raw.params, endpoint.path);
      if (params instanceof Refusal) return params;
      const refused = refusedAccess(caller.context, raw.params);
      if (refused !== null) return refused;
      const query = parseQuery(endpoint.query, raw.query);
      if (query instanceof Refusal) return query;
      const sent = endpoint.method === 'GET' ? NO_BODY : await raw.body();
      if (sent instanceof Refusal) return sent;
      const body = parseBody(endpoint.body, sent.value, endpoint.path.startsWith('/crm/') ? 'crm' : 'api');
      if (body instanceof Refusal) return body;

      const answer = await handle(
        { params: params.value, query: query.value, body: body.value, headers: raw.headers, caller },
        server,
      );
      if (answer instanceof Refusal || answer instanceof FileAnswer) return answer;
      const reply = answer instanceof Reply ? answer : new Reply(200, answer);
      return reply.body === null ? reply : new Reply(reply.status, endpoint.response.parse(reply.body));
    },
  };
}

const NO_BODY = { ok: true, value: {} } as const;
