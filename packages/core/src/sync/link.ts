import type { Canonical } from './canonical.ts';
import type { OwnAnswer } from './own-answer.ts';

/** One occurrence of a series at Microsoft: the series' item, and the instant at which its pattern has it begin. */
export interface OccurrenceKey {
  readonly seriesItemId: string;
  readonly originalStart: string;
}

/** One occurrence of a series in the CRM: the series' record, and the date that its pattern has for it in its zone. */
export interface OccurrenceOf {
  readonly seriesRecordId: string;
  readonly date: string;
}

/** What a Microsoft item is besides its fields. Instants are ISO 8601 in UTC. */
export interface ItemTraits {
  /** Sensitivity private or confidential: its details were stripped before anything was stored. */
  readonly private: boolean;
  /** An attendee's copy answers for itself only; its content belongs to the organiser. */
  readonly role: 'owner' | 'attendee';
  /** An `exception` is an occurrence that differs from its series; an `occurrence` is as the series has it. */
  readonly series: 'single' | 'master' | 'exception' | 'occurrence';
  /** Of an exception or an occurrence: which one of its series it is. */
  readonly occurrence?: OccurrenceKey;
  /** Of an occurrence: it was an exception when it was read before. */
  readonly reverted?: boolean;
  readonly iCalUId: string | null;
  /** People who would be written to if what they see of the item changed. */
  readonly attendeeCount: number;
  /** Of an attendee's copy: the address under which this mailbox was invited, in lower case. */
  readonly invitedAs?: string;
  /** The organiser called it off; planning takes it for deleted although the copy is still there. */
  readonly cancelled?: boolean;
  /** A contact's display name: it stands in where the CRM requires a last name, and is sent back with updates. */
  readonly displayName?: string | null;
  /** What people call a contact's e-mail addresses, by address in lower case. */
  readonly emailNames?: Readonly<Record<string, string>>;
}

/** A Microsoft item as it was last read. */
export interface SeenItem {
  readonly values: Canonical;
  readonly etag: string | null;
  readonly lastModifiedAt: string | null;
  readonly traits: ItemTraits;
}

export type Seen =
  | { readonly state: 'present'; readonly item: SeenItem }
  /** `traits` are those it had when it was last present; without them it counts as the user's own single item. */
  | { readonly state: 'deleted'; readonly at: string; readonly traits?: ItemTraits };

/**
 * What each side held when both last agreed, in that side's own words: both normalise what they store. A field
 * that could never flow is absent and counts as empty, so that it merges like a first match once it may flow.
 */
export interface Bases {
  readonly crm: Canonical;
  readonly microsoft: Canonical;
}

/** A CRM record as planning sees it; `modifiedAt` is an ISO instant. */
export interface RecordView {
  readonly id: string;
  readonly version: number;
  readonly values: Canonical;
  readonly modifiedAt: string;
  readonly deleted: boolean;
  /** Of a meeting that a sync made a record of: the identity it shares with the copies of all who attend. */
  readonly iCalUId?: string | null;
  /** Of a meeting that stands in place of one occurrence of a series. */
  readonly occurrence?: OccurrenceOf | null;
}

/** What an occurrence with a link of its own has to know of its series. */
export interface SeriesView {
  /** The series' record; `null` while there is none. */
  readonly recordId: string | null;
  /** The date that the series' pattern has for the occurrence; `null` when it can't be told. */
  readonly date: string | null;
  /** The series was deleted on a side: its occurrences go along where it lives. */
  readonly leaving: boolean;
  /** Its item is gone and its record is not: either that goes too, or its item is created again. */
  readonly undecided?: boolean;
  /** Of a record that has no item yet: what it stands for at Microsoft, once that is certain. */
  readonly regular?: RegularOccurrence;
}

/** An occurrence as its series has it. */
export interface RegularOccurrence {
  readonly seriesItemId: string;
  readonly date: string;
  /** What both sides hold of it; `null` where nothing tells which of them was edited. */
  readonly bases: Bases | null;
}

/** A record's half link is the same thing as an item's; or a half link of either side is none of its candidates. */
export type MatchDecision =
  | { readonly kind: 'same_as'; readonly itemLinkId: string }
  | { readonly kind: 'stands_alone' };

/** One meeting in several mailboxes is one record with several links. */
export interface SharedRecord {
  /** The record is another user's. */
  readonly ownedByOther: boolean;
  /** That other user has the meeting as an attendee: an organiser's sync may make the record its user's. */
  readonly ownerAttends: boolean;
  /** The meeting is in other mailboxes whose syncs are on. */
  readonly heldByOthers: boolean;
  /** Of all these links the one that brings the content into the CRM; the others carry answers only. */
  readonly writes: boolean;
}

/**
 * One pair of CRM record and Microsoft item. A half link has one side only: it waits for a match or for its
 * other side to be created.
 */
export interface LinkView {
  readonly id: string;
  readonly itemId: string | null;
  readonly seen: Seen | null;
  readonly recordId: string | null;
  readonly record: RecordView | null;
  readonly bases: Bases | null;
  /** Fields that were joined with others since the bases were made, which say nothing of them. */
  readonly unbased?: ReadonlySet<string>;
  /** A create was announced and its fate is not known yet: nothing may be planned for it. */
  readonly intentOpen: boolean;
  /** An item that is new while the fate of some create is unknown: it may be that very one. */
  readonly mayBeAnnounced?: boolean;
  /** Of an occurrence: its series, if that has a link. */
  readonly series?: SeriesView;
  /** Of a series: the dates of its occurrences that have links of their own. */
  readonly apart?: readonly string[];
  /** Of a series: the dates of records that stand in its place and have no item yet. */
  readonly awaited?: readonly string[];
  /** Set when others have to do with the record: it is another user's, or in other users' mailboxes too. */
  readonly shared?: SharedRecord;
  /** The meeting is a record already, made by the sync of another mailbox: this link joins it. */
  readonly sharable?: boolean;
  /** Of an attendee's copy: what its user answered in the CRM and Microsoft was not told yet. */
  readonly ownAnswer?: OwnAnswer;
  /** What the user said about a half link with several candidates. */
  readonly decision?: MatchDecision;
}
