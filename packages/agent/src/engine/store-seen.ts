import { isDeepStrictEqual } from 'node:util';
import type { Seen } from '@syncgrant/core';
import { touchSeries, updateLink, type LinkRow, type Tenant } from '@syncgrant/store';

/** A tombstone remembers what the item was: deleting an attendee's copy means something else than deleting one's own. */
export function deletedSeen(link: LinkRow, now: Date): Seen {
  const traits = link.seen?.state === 'present' ? link.seen.item.traits : link.seen?.traits;
  return { state: 'deleted', at: now.toISOString(), ...(traits !== undefined && { traits }) };
}

/** An echo of our own write says nothing new: the link is planned again only if what it says differs. */
export async function storeSeen(
  tenant: Tenant,
  link: LinkRow,
  seen: Seen,
  generation: number,
  containerId: string,
): Promise<void> {
  const back = link.detached_by === 'microsoft';
  const changed = back || !saysTheSame(link.seen, seen);
  if (changed) await touchSeries(tenant, link.setup_id, [link]);
  await updateLink(tenant, link.id, {
    ...(link.item_id !== null && { itemId: link.item_id }),
    seen,
    seenGeneration: generation,
    ...(changed && { touch: true, nextAttemptAt: null }),
    ...(back && { detachedBy: null, containerId }),
  });
}

function saysTheSame(before: Seen | null, after: Seen): boolean {
  if (before?.state === 'deleted' && after.state === 'deleted') return true;
  if (before?.state !== 'present' || after.state !== 'present') return false;
  return (
    isDeepStrictEqual(before.item.values, after.item.values) &&
    isDeepStrictEqual(before.item.traits, after.item.traits)
  );
}
