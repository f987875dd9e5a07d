import type { Canonical, CanonicalChanges, CanonicalValue } from '../canonical.ts';
import type { GraphItem } from '../graph-shapes.ts';
import type { Json } from '../json.ts';
import type { ItemTraits, SeenItem } from '../link.ts';

export interface ReadContext {
  /** IANA name of the mailbox's zone: it decides dates that Graph returns as instants. */
  readonly timeZone: string;
  /** The item as it was read before: it stands for what an answer leaves unsaid. */
  readonly before?: Canonical | null;
  /** Addresses of the mailbox's user: which of a meeting's attendees this mailbox is. */
  readonly ownAddresses?: readonly string[];
}

export interface WriteContext extends ReadContext {
  /** Of the item as `current` holds it; `null` for a new item. */
  readonly traits: ItemTraits | null;
  /** The body to write with a new description, where it has to hold more than that. */
  readonly body?: string;
}

/** Between a module's Graph items and their canonical form. */
export interface ItemMapping {
  /** Never fails: what can't be read is empty. Details of a private item are gone from the result. */
  fromItem(item: GraphItem, context: ReadContext): SeenItem;
  /**
   * The body of the PATCH for these changes, or of the POST when `current` (what the item holds) is `null`. It is empty
   * when there is nothing to write, which includes an attendee's copy: its content is the organiser's.
   */
  toItem(changes: CanonicalChanges, current: Canonical | null, context: WriteContext): Record<string, Json>;
}

/** What of an item is the same for all three kinds. */
export const envelope = (item: GraphItem): Pick<SeenItem, 'etag' | 'lastModifiedAt'> => ({
  etag: item['@odata.etag'] ?? item.changeKey ?? null,
  lastModifiedAt: item.lastModifiedDateTime ?? null,
});

export const OWN_SINGLE: ItemTraits = {
  private: false,
  role: 'owner',
  series: 'single',
  iCalUId: null,
  attendeeCount: 0,
};

export const trimmed = (value: string | null | undefined): string | null => value?.trim() || null;

/** A text to write; Graph takes `null` for "clear it". */
export const graphText = (value: CanonicalValue | undefined): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

/** A new item is created without the members that are empty. */
export const withoutEmpty = (body: Record<string, Json>): Record<string, Json> =>
  Object.fromEntries(
    Object.entries(body).filter(
      ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
    ),
  );
