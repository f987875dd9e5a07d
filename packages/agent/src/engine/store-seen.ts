import { isDeepStrictEqual } from 'node:util';
import type { Seen } from '@syncgrant/core';
import { touchSeries, UNREAD, updateLink, type LinkRow, type Tenant } from '@syncgrant/store';

/** A tombstone remembers what the item was: deleting an attendee's copy means something else than deleting one's own. */
export function deletedSeen(link: LinkRow, now: Date): Seen {
  const traits = link.seen?.state === 'present' ? link.seen.item.traits : link.seen?.traits;
  return { state: 'deleted', at: now.toISOString(), ...(traits !== undefined && { traits }) };
}

/** An echo of our own write says nothing new: the link is planned again only if what it says differs. */
export async function storeSeen(
  tenant: Tenant,
  link: LinkRow,
  read: Seen,
  generation: number,
  containerId: string,
): Promise<void> {
  const seen = withPast(link.seen, read);
  const back = link.detached_by === 'microsoft';
  const changed = back || !saysTheSame(link.seen, seen);
  if (changed) await touchSeries(tenant, link.setup_id, [link]);
  await updateLink(tenant, link.id, {
    ...(link.item_id !== null && { itemId: link.item_id }),
    seen,
    seenGeneration: generation,
    ...(changed && { touch: true, nextAttemptAt: null }),
    ...(link.seen_generation === UNREAD && { failures: 0, nextAttemptAt: null, problem: null }),
    ...(back && { detachedBy: null, containerId }),
  });
}

/** An exception that has become an occurrence like the others is remembered as what it was. */
function withPast(before: Seen | null, after: Seen): Seen {
  if (after.state !== 'present' || after.item.traits.series !== 'occurrence') return after;
  const traits = before?.state === 'present' ? before.item.traits : before?.traits;
  if (traits?.series !== 'exception' && traits?.reverted !== true) return after;
  return { state: 'present', item: { ...after.item, traits: { ...after.item.traits, reverted: true } } };
}

function saysTheSame(before: Seen | null, after: Seen): boolean {
  if (before?.state === 'deleted' && after.state === 'deleted') return true;
  if (before?.state !== 'present' || after.state !== 'present') return false;
  return (
    isDeepStrictEqual(before.item.values, after.item.values) &&
    isDeepStrictEqual(before.item.traits, after.item.traits)
  );
}
