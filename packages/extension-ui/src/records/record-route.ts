import type { z } from 'zod';
import type { CrmModule, Endpoint } from '@syncgrant/contracts';
import { Refusal, type FileAnswer, type Reply } from '../http/answer.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { readSince } from '../http/since-header.ts';
import { RecordAccess } from './record-access.ts';

/** A request about records, parsed by its contract. The records are all that its handler gets to work with. */
export interface RecordCall<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly records: RecordAccess;
  readonly now: Date;
  /** Only what changed later is asked for. */
  readonly modifiedSince: Date | null;
  /** What changed later must stay as it is. */
  readonly unmodifiedSince: Date | null;
}

/** Joins a contract about the records of a module with what it does. */
export function defineRecordRoute<
  P extends z.ZodType<{ module: CrmModule }>,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
>(
  endpoint: Endpoint<P, Q, B, R>,
  handle: (
    call: RecordCall<z.output<P>, z.output<Q>, z.output<B>>,
  ) => Promise<z.input<R> | Reply<z.input<R>> | FileAnswer | Refusal>,
): Route {
  return defineRoute(endpoint, async ({ params, query, body, headers, caller }, { deps: { engine } }) => {
    const modifiedSince = readSince(headers, 'if-modified-since');
    if (modifiedSince instanceof Refusal) return modifiedSince;
    const unmodifiedSince = readSince(headers, 'if-unmodified-since');
    if (unmodifiedSince instanceof Refusal) return unmodifiedSince;
    const via = endpoint.access.kind === 'record' ? endpoint.access.via : undefined;
    const records = new RecordAccess(caller, engine, params.module, via);
    return handle({ params, query, body, records, now: engine.now(), modifiedSince, unmodifiedSince });
  });
}
