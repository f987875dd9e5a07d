import type { SyncModule } from '../permission/index.ts';
import type { LinkView } from './link.ts';
import { halvesOf, match, TIERS } from './match.ts';

/** Half links among which the user has to say what belongs together. */
export interface MatchGroup {
  readonly records: readonly LinkView[];
  readonly items: readonly LinkView[];
}

/**
 * The ambiguous half links, each with everything that it could be, directly or by way of others. Every link is in one
 * group, and every group has both sides.
 */
export function ambiguousGroups(module: SyncModule, links: readonly LinkView[]): readonly MatchGroup[] {
  const { ambiguous } = match(module, links);
  const halves = halvesOf(links);
  const records = halves.records.filter(({ link }) => ambiguous.has(link.id));
  const items = halves.items.filter(({ link }) => ambiguous.has(link.id));
  const groups = new Groups();
  for (const tier of TIERS[module]) {
    const recordsByKey = new Map<string, string[]>();
    for (const { link, record } of records) {
      for (const key of tier.recordKeys(record)) {
        const known = recordsByKey.get(key);
        if (known === undefined) recordsByKey.set(key, [link.id]);
        else known.push(link.id);
      }
    }
    for (const { link, item } of items) {
      for (const key of tier.itemKeys(item, link)) {
        const met = recordsByKey.get(key) ?? [];
        for (const recordId of met) groups.join(link.id, recordId);
        met.length = Math.min(met.length, 1); // They are one group now: one of them stands for all.
      }
    }
  }
  const recordsOf = Map.groupBy(records, ({ link }) => groups.of(link.id));
  const itemsOf = Map.groupBy(items, ({ link }) => groups.of(link.id));
  return [...recordsOf].flatMap(([group, some]) => {
    const others = itemsOf.get(group) ?? [];
    return others.length === 0
      ? []
      : [{ records: some.map(({ link }) => link), items: others.map(({ link }) => link) }];
  });
}

/** Who is connected with whom; named by one member. */
class Groups {
  readonly #parent = new Map<string, string>();

  of(id: string): string {
    let root = id;
    for (let next = this.#parent.get(root); next !== undefined; next = this.#parent.get(root)) root = next;
    if (root !== id) this.#parent.set(id, root);
    return root;
  }

  join(first: string, second: string): void {
    const [one, other] = [this.of(first), this.of(second)];
    if (one !== other) this.#parent.set(one, other);
  }
}
