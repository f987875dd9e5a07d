import type { Bases, ItemTraits, OccurrenceOf, RegularOccurrence } from './link.ts';
import type { Canonical, CanonicalChanges, CanonicalElement, CanonicalValue, Side } from './canonical.ts';

/** Of a field changed on both sides: what was kept and what was put aside, so that it can be restored. */
export interface FieldConflict {
  readonly field: string;
  readonly winner: Side;
  readonly kept: CanonicalValue;
  readonly lost: CanonicalValue;
}

/**
 * One step towards agreement. `agreed` is what both sides hold of the item once the step is done; the shell
 * replaces the written side's part by what that side returned.
 */
export type Operation =
  | {
      readonly kind: 'create_record';
      readonly linkId: string;
      readonly values: Canonical;
      /** The record stands in place of an occurrence. */
      readonly occurrence?: OccurrenceOf;
      readonly agreed: Bases;
    }
  | {
      readonly kind: 'create_item';
      readonly linkId: string;
      readonly recordId: string;
      readonly values: Canonical;
      /** There is more to be done once this is: the link is planned again. */
      readonly unfinished?: boolean;
      readonly agreed: Bases;
    }
  | {
      readonly kind: 'update';
      readonly linkId: string;
      readonly recordId: string;
      readonly recordVersion: number;
      readonly itemId: string;
      /** Empty when that side stays as it is. */
      readonly recordChanges: CanonicalChanges;
      readonly itemChanges: CanonicalChanges;
      /** Who was invited before, where that changes. */
      readonly attendeesBefore?: readonly CanonicalElement[];
      readonly traits: ItemTraits;
      readonly conflicts: readonly FieldConflict[];
      /** There is more to be done once this is: the link is planned again. */
      readonly unfinished?: boolean;
      /** The user's own answer (its `at`) that waits no more once this is done. */
      readonly settledAnswer?: string;
      readonly agreed: Bases;
    }
  | {
      readonly kind: 'delete_record';
      readonly linkId: string;
      readonly recordId: string;
      readonly recordVersion: number;
    }
  | {
      readonly kind: 'delete_item';
      readonly linkId: string;
      readonly itemId: string;
      readonly traits: ItemTraits;
    }
  /** Occurrences of a series that the CRM leaves out: each is found by its date and deleted by itself. */
  | {
      readonly kind: 'cancel_occurrences';
      readonly linkId: string;
      readonly itemId: string;
      readonly dates: readonly string[];
      readonly traits: ItemTraits;
      /** What both sides agree on before any of them is cancelled. */
      readonly agreed: Bases;
    }
  /** The record stands in place of an occurrence that is a regular one at Microsoft: it is looked for, and written to then. */
  | {
      readonly kind: 'find_occurrence';
      readonly linkId: string;
      readonly recordId: string;
      readonly occurrence: RegularOccurrence;
    }
  /** The CRM has the meeting from another mailbox: the link becomes one of its record's. */
  | { readonly kind: 'share'; readonly linkId: string }
  /** The organiser's sync has come: the record that an attendee's made of the meeting becomes its user's. */
  | {
      readonly kind: 'take_over';
      readonly linkId: string;
      readonly recordId: string;
      readonly recordVersion: number;
    }
  /** Both sides agree already: only the link learns it. */
  | {
      readonly kind: 'agree';
      readonly linkId: string;
      readonly agreed: Bases;
      readonly settledAnswer?: string;
    }
  /** An item-only link is folded into a record-only link: they are the same thing. */
  | {
      readonly kind: 'join';
      readonly recordLinkId: string;
      readonly itemLinkId: string;
      readonly by: MatchKey;
      /** Of an occurrence: what both sides held of it before either edited it. */
      readonly bases?: Bases;
    }
  /** Both sides are gone. */
  | { readonly kind: 'forget'; readonly linkId: string };

/** By what two halves were recognised; by the user, where several candidates were. */
export type MatchKey =
  | 'user'
  | 'occurrence'
  | 'ical_uid'
  | 'email'
  | 'name_and_phone'
  | 'subject_and_due'
  | 'title_start_end';

/** Why an item was left as it is; each has one sentence for people in `outcome-text.ts`. */
export type HoldReason =
  | 'ambiguous_match'
  | 'no_create_permission'
  | 'no_edit_permission'
  | 'no_delete_permission'
  | 'read_only_field'
  | 'direction'
  | 'attendee_copy'
  | 'others_record'
  | 'in_other_mailbox'
  | 'long_past'
  | 'series_content'
  | 'called_off'
  | 'no_occurrence'
  | 'missing_required_field'
  | 'no_room'
  | 'delete_brake'
  | 'mail_brake'
  | 'intent_open'
  | 'photo_too_large'
  | 'photo_stays'
  | 'photo_missing'
  | 'photo_unusable';

/** `held` waits for something to change (a permission, a decision); `skipped` is as it should be. */
export interface PlannedOutcome {
  readonly linkId: string;
  readonly kind: 'held' | 'skipped';
  readonly reason: HoldReason;
  /** Fields or candidates concerned, for people. */
  readonly detail?: string;
}
