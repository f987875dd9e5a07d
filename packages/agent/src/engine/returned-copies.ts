import { linksByFormerItem, updateLink, type NewLink, type Tenant } from '@syncgrant/store';
import type { ModuleRun } from './module-run.ts';

/**
 * A copy that we removed is back from the recycle bin: its record takes it up again, or leaves it alone where it has a
 * new copy by now. What remains of these half links is new.
 */
export async function withoutReturned(
  tenant: Tenant,
  run: ModuleRun,
  fresh: readonly NewLink[],
): Promise<NewLink[]> {
  const ids = fresh.flatMap(({ itemId }) => (itemId === undefined ? [] : [itemId]));
  const former = await linksByFormerItem(tenant, run.setup.id, ids);
  const returned = new Map(former.map((link) => [link.former_item_id, link]));
  for (const { itemId, containerId, seen, seenGeneration } of fresh) {
    const link = itemId === undefined ? undefined : returned.get(itemId);
    if (link === undefined || link.item_id !== null || itemId === undefined) continue;
    await updateLink(tenant, link.id, {
      itemId,
      isCopy: true,
      touch: true,
      ...(containerId !== undefined && { containerId }),
      ...(seen !== undefined && { seen }),
      ...(seenGeneration !== undefined && { seenGeneration }),
    });
  }
  return fresh.filter(({ itemId }) => itemId === undefined || !returned.has(itemId));
}
