import { sql } from 'kysely';
import { PHOTO_WAITS, retryPhoto, withPhotos } from '../photos/photo-links.ts';
import type { Tenant } from '../tenant.ts';
import type { LinkRow } from './links.ts';

/** Links that cannot go on by themselves, or failed and wait for their next attempt, and those of which the photo does. */

const PAGE_SIZE = 50;

/** In the order of their ids; `after` is the id of the last one that was seen. */
export async function listWaitingLinks(
  tenant: Tenant,
  setupId: string,
  after = '0',
): Promise<{ rows: LinkRow[]; more: boolean }> {
  const rows = await tenant
    .select('link')
    .where('setup_id', '=', setupId)
    .where('detached_by', 'is', null)
    .where((eb) => eb.or([eb('held_reason', 'is not', null), eb('failures', '>', 0), PHOTO_WAITS]))
    .where('id', '>', after)
    .orderBy('id')
    .limit(PAGE_SIZE + 1)
    .selectAll()
    .execute();
  return { rows: await withPhotos(tenant, rows.slice(0, PAGE_SIZE)), more: rows.length > PAGE_SIZE };
}

/**
 * Lets a failed link be planned at once. What it has failed stays counted, so that it waits longer if it fails again.
 * One that has gone through meanwhile is left alone. False when the setup has no such link.
 */
export async function retryLink(tenant: Tenant, setupId: string, linkId: string): Promise<boolean> {
  await tenant
    .update('link')
    .where('setup_id', '=', setupId)
    .where('id', '=', linkId)
    .where('detached_by', 'is', null)
    .where('failures', '>', 0)
    .set({ next_attempt_at: null, touched: sql<number>`touched + 1` })
    .execute();
  const link = await tenant
    .select('link')
    .where('setup_id', '=', setupId)
    .where('id', '=', linkId)
    .select('id')
    .executeTakeFirst();
  if (link !== undefined) await retryPhoto(tenant, link.id);
  return link !== undefined;
}
