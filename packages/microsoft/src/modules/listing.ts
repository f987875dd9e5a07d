import type { z } from 'zod';
import { localFailure } from '../graph/errors.ts';
import type { GraphFailure } from '../graph/request.ts';
import type { GraphSession } from '../graph/session.ts';
import { nextLinkOf, rowsOf } from './page.ts';

/** With pages of a hundred that is more than a mailbox holds containers. */
const MAX_PAGES = 50;

export type Listing<Row> =
  | { readonly ok: true; readonly rows: readonly Row[] }
  | { readonly ok: false; readonly failure: GraphFailure };

/** Every row of a collection that has the wanted shape. A list with no end is a failure, never cut short. */
export async function listAll<Row>(
  session: GraphSession,
  path: string,
  schema: z.ZodType<Row>,
): Promise<Listing<Row>> {
  const rows: Row[] = [];
  let next: string | null = path;
  for (let count = 0; count < MAX_PAGES && next !== null; count++) {
    const page = await session.send({ method: 'GET', path: next });
    if (!page.ok) return page;
    rows.push(...rowsOf(page.body).flatMap((row) => schema.safeParse(row).data ?? []));
    next = nextLinkOf(page.body);
  }
  if (next !== null) {
    const failure = localFailure('transient', 'EndlessList', `The list went on after ${MAX_PAGES} pages.`);
    return { ok: false, failure };
  }
  return { ok: true, rows };
}
