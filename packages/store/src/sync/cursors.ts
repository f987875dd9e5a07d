import { sql, type Selectable } from 'kysely';
import type { CursorTable } from '../schema.ts';
import type { Tenant } from '../tenant.ts';

export type CursorRow = Selectable<CursorTable>;

export async function readCursor(
  tenant: Tenant,
  setupId: string,
  containerId: string,
): Promise<CursorRow | null> {
  const row = await tenant
    .select('cursor')
    .where('setup_id', '=', setupId)
    .where('container_id', '=', containerId)
    .selectAll()
    .executeTakeFirst();
  return row ?? null;
}

/** Where a page of a round left off: its next link, or the delta link that ends the round. */
export type PageEnd = { readonly nextLink: string } | { readonly deltaLink: string };

/** What a full round that begins is about: of a calendar, from when on it counts and what the reading covers. */
export interface RoundBegun {
  readonly start: Date;
  readonly from: Date;
  readonly to: Date | null;
}

/**
 * Stores the end of a page. The former delta link stays until the round is complete, so that a round which breaks
 * off begins again where the last complete one ended.
 */
export async function saveCursor(
  tenant: Tenant,
  setupId: string,
  containerId: string,
  end: PageEnd,
  now: Date,
  begun: RoundBegun | null = null,
): Promise<void> {
  const values = {
    ...('nextLink' in end
      ? { next_link: end.nextLink }
      : { next_link: null, delta_link: end.deltaLink, complete_at: now }),
    ...(begun !== null && { start_at: begun.start, window_from: begun.from, window_to: begun.to }),
  };
  await tenant
    .insert('cursor', { setup_id: setupId, container_id: containerId, ...values })
    .onConflict((conflict) =>
      conflict.columns(['organisation_id', 'setup_id', 'container_id']).doUpdateSet(values),
    )
    .execute();
}

/** A round that cannot be continued begins again from the last complete one. */
export async function restartRound(tenant: Tenant, setupId: string, containerId: string): Promise<void> {
  await tenant
    .update('cursor')
    .where('setup_id', '=', setupId)
    .where('container_id', '=', containerId)
    .set({ next_link: null })
    .execute();
}

/** Everything is read anew, and what is not reported in the new generation needs a look. When a round was last complete is kept. */
export async function resetCursor(tenant: Tenant, setupId: string, containerId: string): Promise<void> {
  await tenant
    .update('cursor')
    .where('setup_id', '=', setupId)
    .where('container_id', '=', containerId)
    .set({
      next_link: null,
      delta_link: null,
      generation: sql<number>`generation + 1`,
    })
    .execute();
}

/** All that was not reported in this generation has been dealt with. */
export async function noteCompared(
  tenant: Tenant,
  setupId: string,
  { container_id: containerId, generation }: Pick<CursorRow, 'container_id' | 'generation'>,
): Promise<void> {
  await tenant
    .update('cursor')
    .where('setup_id', '=', setupId)
    .where('container_id', '=', containerId)
    .where('generation', '=', generation)
    .set({ compared: generation })
    .execute();
}
