import { sql } from 'kysely';
import type { Tenant } from '../tenant.ts';

/** What users say about half links that several others could be. To be called in a transaction; ticks are asked for apart. */

/**
 * The record's half link and the item's are the same thing; what was said of either before counts no more. False,
 * and nothing is changed, unless both wait for such a word.
 */
export async function decideSame(
  tenant: Tenant,
  setupId: string,
  pair: { readonly recordLinkId: string; readonly itemLinkId: string },
): Promise<boolean> {
  const { recordLinkId, itemLinkId } = pair;
  const links = await lockAmbiguous(tenant, setupId, [recordLinkId, itemLinkId]);
  const isRecord = links.some(({ id, record_id: record }) => id === recordLinkId && record !== null);
  const isItem = links.some(({ id, item_id: item }) => id === itemLinkId && item !== null);
  if (!isRecord || !isItem) return false;
  await tenant
    .update('link')
    .where('setup_id', '=', setupId)
    .where('same_as', '=', itemLinkId)
    .where('id', '<>', recordLinkId)
    .set({ same_as: null })
    .execute();
  await decide(tenant, [recordLinkId], itemLinkId, false);
  await decide(tenant, [itemLinkId], null, false);
  return true;
}

/** None of the half links is any of the others. False, and nothing is changed, unless all of them wait for such a word. */
export async function decideDifferent(
  tenant: Tenant,
  setupId: string,
  linkIds: readonly string[],
): Promise<boolean> {
  const asked = [...new Set(linkIds)];
  const links = await lockAmbiguous(tenant, setupId, asked);
  if (links.length < asked.length) return false;
  await decide(tenant, asked, null, true);
  return true;
}

function lockAmbiguous(tenant: Tenant, setupId: string, ids: readonly string[]) {
  return tenant
    .select('link')
    .where('setup_id', '=', setupId)
    .where('id', 'in', ids)
    .where('detached_by', 'is', null)
    .where('held_reason', '=', 'ambiguous_match')
    .where((eb) => eb.or([eb('item_id', 'is', null), eb('record_id', 'is', null)]))
    .orderBy('id')
    .select(['id', 'item_id', 'record_id'])
    .forUpdate()
    .execute();
}

async function decide(
  tenant: Tenant,
  ids: readonly string[],
  sameAs: string | null,
  standsAlone: boolean,
): Promise<void> {
  await tenant
    .update('link')
    .where('id', 'in', ids)
    .set({ same_as: sameAs, stands_alone: standsAlone, touched: sql<number>`touched + 1` })
    .execute();
}
