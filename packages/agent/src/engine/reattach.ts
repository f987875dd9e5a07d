import { match, type LinkView } from '@syncgrant/core';
import {
  addOutcomes,
  deleteLink,
  freshItems,
  halfLinks,
  linksOutOfReach,
  updateLink,
  type LinkRow,
  type NewOutcome,
  type Tenant,
} from '@syncgrant/store';
import type { EngineDeps } from './engine-deps.ts';
import type { Gate } from './gate.ts';
import { asOwner, linkViews, titleOf } from './link-views.ts';
import type { ModuleRun } from './module-run.ts';

/**
 * An item that is new to the sync may belong to a record whose item went out of reach: it came back under another id, or
 * the user chose the container that it is in now. It gets its link back instead of a second record. What is alike in every
 * field goes on from where both sides agreed; what is recognised like in a first match is merged like one.
 */
export async function reattach(deps: EngineDeps, gate: Gate, run: ModuleRun): Promise<void> {
  await gate.noteOf(run.module, async (tenant) => {
    const fresh = await freshItems(tenant, run.setup.id);
    if (fresh.length === 0) return;
    const lost = await linksOutOfReach(tenant, run.setup.id);
    if (lost.length === 0) return;
    const views = new Map((await linkViews(tenant, asOwner(run.setup), lost)).map((view) => [view.id, view]));
    const alive = lost.filter(({ id }) => views.get(id)?.record?.deleted === false);
    const alike = pairAlike(fresh, alive);
    const items = fresh.filter((item) => !alike.some((pair) => pair.item === item));
    const records = alive.filter((link) => !alike.some((pair) => pair.link === link));
    const matched = await pairMatching(tenant, run, items, records, views);
    const outcomes: NewOutcome[] = [];
    for (const { item, link, keepsBases } of [...alike, ...matched]) {
      await deleteLink(tenant, item.id);
      await updateLink(tenant, link.id, {
        itemId: item.item_id,
        containerId: item.container_id,
        seen: item.seen,
        seenGeneration: item.seen_generation,
        detachedBy: null,
        touch: true,
        ...(!keepsBases && { bases: null }),
      });
      outcomes.push({
        linkId: link.id,
        recordId: link.record_id,
        kind: 'merged',
        side: null,
        reason: 'came_back',
        message: 'Within reach of the sync again: it belongs to the record that it had.',
        title: titleOf(views.get(link.id)),
      });
    }
    await addOutcomes(tenant, run.setup.id, outcomes, deps.now());
  });
}

interface Pair {
  readonly item: LinkRow;
  readonly link: LinkRow;
  readonly keepsBases: boolean;
}

/** Twins cannot be told apart, and need not be. */
function pairAlike(fresh: readonly LinkRow[], lost: readonly LinkRow[]): Pair[] {
  const byContent = new Map<string, LinkRow[]>();
  for (const link of lost) {
    const key = contentOf(link);
    if (key !== null) byContent.set(key, [...(byContent.get(key) ?? []), link]);
  }
  return fresh.flatMap((item): Pair[] => {
    const key = contentOf(item);
    const link = key === null ? undefined : byContent.get(key)?.shift();
    return link === undefined ? [] : [{ item, link, keepsBases: true }];
  });
}

const contentOf = ({ seen }: LinkRow): string | null =>
  seen?.state === 'present' ? JSON.stringify(Object.entries(seen.item.values).toSorted(byName)) : null;

const byName = ([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number =>
  left < right ? -1 : 1;

/** Records that are within reach come first: what could be one of them is left to the plan. */
async function pairMatching(
  tenant: Tenant,
  run: ModuleRun,
  items: readonly LinkRow[],
  lost: readonly LinkRow[],
  views: ReadonlyMap<string, LinkView>,
): Promise<Pair[]> {
  if (items.length === 0 || lost.length === 0) return [];
  const lostLinks = new Map(lost.map((link) => [link.id, link]));
  const itemLinks = new Map(items.map((item) => [item.id, item]));
  const withinReach = await linkViews(tenant, asOwner(run.setup), await halfLinks(tenant, run.setup.id));
  const halves = lost.flatMap(({ id }): LinkView[] => {
    const view = views.get(id);
    return view === undefined ? [] : [{ ...view, itemId: null, seen: null, bases: null }];
  });
  return match(run.module, [...withinReach, ...halves]).pairs.flatMap(({ recordLink, itemLink }): Pair[] => {
    const link = lostLinks.get(recordLink.id);
    const item = itemLinks.get(itemLink.id);
    return link === undefined || item === undefined ? [] : [{ item, link, keepsBases: false }];
  });
}
