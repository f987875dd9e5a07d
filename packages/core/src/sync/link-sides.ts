import type { ItemTraits, LinkView, RecordView, SeenItem } from './link.ts';
import { OWN_SINGLE } from './mapping/graph-values.ts';

/** What is known of the item of a link. An organiser's cancellation counts as its end, although the copy can be read. */
export type ItemSide =
  | { readonly state: 'none' | 'unknown' | 'gone'; readonly traits: ItemTraits }
  | { readonly state: 'present'; readonly traits: ItemTraits; readonly item: SeenItem };

export function itemSide({ itemId, seen }: LinkView): ItemSide {
  if (itemId === null) return { state: 'none', traits: OWN_SINGLE };
  if (seen === null) return { state: 'unknown', traits: OWN_SINGLE };
  if (seen.state === 'deleted') return { state: 'gone', traits: seen.traits ?? OWN_SINGLE };
  const { item } = seen;
  if (item.traits.cancelled === true) return { state: 'gone', traits: item.traits };
  return { state: 'present', traits: item.traits, item };
}

/** What is known of the record of a link. */
export type RecordSide =
  | { readonly state: 'none' | 'unknown' }
  | { readonly state: 'present' | 'gone'; readonly record: RecordView };

export function recordSide({ recordId, record }: LinkView): RecordSide {
  if (record !== null) return { state: record.deleted ? 'gone' : 'present', record };
  return { state: recordId === null ? 'none' : 'unknown' };
}
