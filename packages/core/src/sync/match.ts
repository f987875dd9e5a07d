import type { SyncModule } from '../permission/index.ts';
import type { Canonical } from './canonical.ts';
import { elementsOf, isEmpty } from './equality.ts';
import { FIELDS } from './fields.ts';
import type { LinkView, RecordView, SeenItem } from './link.ts';
import type { MatchKey } from './operation.ts';
import { isOccurrence } from './plan-occurrence.ts';

export interface Pair {
  readonly recordLink: LinkView;
  readonly itemLink: LinkView;
  readonly by: MatchKey;
}

export interface Matches {
  readonly pairs: readonly Pair[];
  /** Links that more than one other could be; shown to the user, never guessed. */
  readonly ambiguous: ReadonlySet<string>;
}

/** One way of recognising: the keys under which an item and a record meet. */
export interface Tier {
  readonly by: MatchKey;
  readonly itemKeys: (item: SeenItem, link: LinkView) => readonly string[];
  readonly recordKeys: (record: RecordView) => readonly string[];
}

const normal = (value: Canonical[string] | undefined): string =>
  typeof value === 'string' ? value.trim().replace(/\s+/g, ' ').toLowerCase() : '';

/** One key of several values; none when any of them is missing. */
const combined = (...parts: readonly string[]): readonly string[] =>
  parts.includes('') ? [] : [JSON.stringify(parts)];

const onValues = (by: MatchKey, keys: (values: Canonical, repeats: boolean) => readonly string[]): Tier => ({
  by,
  itemKeys: ({ traits, values }) =>
    traits.private ? [] : keys(values, traits.series === 'master' || !isEmpty(values['recurrence'])),
  recordKeys: ({ values }) => keys(values, !isEmpty(values['recurrence'])),
});

const listKeys = (name: string) => {
  const spec = FIELDS.contacts.find((candidate) => candidate.name === name);
  return (values: Canonical): string[] =>
    elementsOf(values[name]).flatMap((element) => spec?.elementKey?.(element) || []);
};
const emailKeys = listKeys('emails');
const businessPhoneKeys = listKeys('businessPhones');
const homePhoneKeys = listKeys('homePhones');

const phoneKeys = (values: Canonical): string[] => {
  const mobile = normal(values['mobilePhone']).replace(/[^\d+]/g, '');
  return [...businessPhoneKeys(values), ...homePhoneKeys(values), ...(mobile === '' ? [] : [mobile])];
};

const fullName = (values: Canonical): string =>
  [values['firstName'], values['lastName']]
    .map(normal)
    .filter((part) => part !== '')
    .join(' ');

/** An occurrence of a series is recognised by its place in it, and by nothing else. */
const occurrenceKeys = (
  seriesRecordId: string | null | undefined,
  date: string | null | undefined,
): readonly string[] => combined(seriesRecordId ?? '', date ?? '');

const unlessOccurrence = (tier: Tier): Tier => ({
  by: tier.by,
  itemKeys: (item, link) => (isOccurrence(link, item.traits) ? [] : tier.itemKeys(item, link)),
  recordKeys: (record) => (record.occurrence ? [] : tier.recordKeys(record)),
});

/** The surest way first; what one way settles no later one looks at. */
export const TIERS: Readonly<Record<SyncModule, readonly Tier[]>> = {
  meetings: [
    {
      by: 'occurrence',
      itemKeys: (_, { series }) => occurrenceKeys(series?.recordId, series?.date),
      recordKeys: ({ occurrence }) => occurrenceKeys(occurrence?.seriesRecordId, occurrence?.date),
    },
    unlessOccurrence({
      by: 'ical_uid',
      itemKeys: (item) => (item.traits.iCalUId ? [item.traits.iCalUId] : []),
      recordKeys: (record) => (record.iCalUId ? [record.iCalUId] : []),
    }),
    // A single meeting is not the series that begins with it.
    unlessOccurrence(
      onValues('title_start_end', (values, repeats) =>
        combined(
          normal(values['title']),
          normal(values['start']),
          normal(values['end']),
          repeats ? 'series' : 'single',
        ),
      ),
    ),
  ],
  contacts: [
    onValues('email', emailKeys),
    onValues('name_and_phone', (values) =>
      phoneKeys(values).flatMap((phone) => combined(fullName(values), phone)),
    ),
  ],
  tasks: [
    onValues('subject_and_due', (values) =>
      isEmpty(values['subject'])
        ? []
        : [JSON.stringify([normal(values['subject']), normal(values['dueDate'])])],
    ),
  ],
};

interface Halves {
  readonly items: readonly { readonly link: LinkView; readonly item: SeenItem }[];
  readonly records: readonly { readonly link: LinkView; readonly record: RecordView }[];
}

/** The half links that may find their other half. */
export function halvesOf(links: readonly LinkView[]): Halves {
  const items = links.flatMap((link) => {
    if (link.recordId !== null || link.seen?.state !== 'present') return [];
    const { item } = link.seen;
    return item.traits.series === 'occurrence' || item.traits.cancelled === true ? [] : [{ link, item }];
  });
  const records = links.flatMap((link) =>
    link.itemId !== null || link.record === null || link.record.deleted
      ? []
      : [{ link, record: link.record }],
  );
  return { items, records };
}

const standsAlone = ({ link }: { readonly link: LinkView }): boolean =>
  link.decision?.kind === 'stands_alone';

/** Pairs that the user has named; of two records that are to be the same item neither is. */
function decidedPairs({ items, records }: Halves): Pair[] {
  const itemLinks = new Map(items.map(({ link }) => [link.id, link]));
  const claims = Map.groupBy(records, ({ link }) =>
    link.decision?.kind === 'same_as' ? link.decision.itemLinkId : null,
  );
  return [...claims].flatMap(([itemLinkId, claiming]): Pair[] => {
    const itemLink = itemLinkId === null ? undefined : itemLinks.get(itemLinkId);
    const [claim, ...others] = claiming;
    if (itemLink === undefined || claim === undefined || others.length > 0) return [];
    return [{ recordLink: claim.link, itemLink, by: 'user' }];
  });
}

/**
 * Pairs half links: those that the user has named, then an item without a record with a record without an item, when
 * each is the other's only candidate. Whatever has several candidates is ambiguous, and so is everything it could be,
 * but for what the user said stands alone. Linear in the number of links.
 */
export function match(module: SyncModule, links: readonly LinkView[]): Matches {
  const halves = halvesOf(links);
  const items = halves.items.filter((half) => !standsAlone(half));
  const records = halves.records.filter((half) => !standsAlone(half));
  const pairs: Pair[] = decidedPairs({ items, records });
  const paired = new Set(pairs.flatMap(({ recordLink, itemLink }) => [recordLink.id, itemLink.id]));
  const ambiguous = new Set<string>();

  for (const tier of TIERS[module]) {
    const buckets = new Map<string, { items: Map<string, LinkView>; records: Map<string, LinkView> }>();
    const put = (side: 'items' | 'records', link: LinkView, keys: readonly string[]): void => {
      if (paired.has(link.id)) return;
      for (const key of keys) {
        const bucket = buckets.get(key) ?? { items: new Map(), records: new Map() };
        bucket[side].set(link.id, link);
        buckets.set(key, bucket);
      }
    };
    for (const { link, item } of items) put('items', link, tier.itemKeys(item, link));
    for (const { link, record } of records) put('records', link, tier.recordKeys(record));

    const candidates = new Map<string, Set<string>>();
    const possible = new Map<string, Pair>();
    for (const bucket of buckets.values()) {
      if (bucket.items.size === 0 || bucket.records.size === 0) continue;
      const [itemLink] = bucket.items.values();
      const [recordLink] = bucket.records.values();
      if (
        bucket.items.size > 1 ||
        bucket.records.size > 1 ||
        itemLink === undefined ||
        recordLink === undefined
      ) {
        for (const id of [...bucket.items.keys(), ...bucket.records.keys()]) ambiguous.add(id);
        continue;
      }
      possible.set(`${itemLink.id} ${recordLink.id}`, { itemLink, recordLink, by: tier.by });
      candidates.set(itemLink.id, (candidates.get(itemLink.id) ?? new Set()).add(recordLink.id));
      candidates.set(recordLink.id, (candidates.get(recordLink.id) ?? new Set()).add(itemLink.id));
    }
    // Of a record that was said to be an item which is gone, no other item is taken for granted.
    const doubtful = (link: LinkView): boolean =>
      link.decision?.kind === 'same_as' || ambiguous.has(link.id) || (candidates.get(link.id)?.size ?? 0) > 1;
    const settled = [...possible.values()].map((pair) => ({
      pair,
      sure: !doubtful(pair.itemLink) && !doubtful(pair.recordLink),
    }));
    for (const { pair, sure } of settled) {
      const ids = [pair.itemLink.id, pair.recordLink.id];
      if (sure) {
        pairs.push(pair);
        for (const id of ids) paired.add(id);
      } else for (const id of ids) ambiguous.add(id);
    }
  }
  return { pairs, ambiguous };
}
