import type { z } from 'zod';
import type { CrmModule, Endpoint } from '@syncgrant/contracts';
import type { Refusal, Reply } from '../http/answer.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { RecordAccess } from './record-access.ts';

/** A request about records, parsed by its contract. The records are all that its handler gets to work with. */
export interface RecordCall<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly records: RecordAccess;
  readonly now: Date;
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
  ) => Promise<z.input<R> | Reply<z.input<R>> | Refusal>,
): Route {
  return defineRoute(endpoint, ({ params, query, body, caller }, { deps: { engine } }) => {
    const records = new RecordAccess(caller, engine, params.module);
    return handle({ params, query, body, records, now: engine.now() });
  });
}
