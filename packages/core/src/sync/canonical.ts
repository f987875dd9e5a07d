/**
 * The canonical form: what a meeting, a contact or a task is between the CRM's words and Graph's.
 * Merging, matching and planning see nothing else.
 */

/** One element of a list field: an address, a phone number, an attendee. */
export type CanonicalElement = string | Readonly<Record<string, string | number | boolean | null>>;

export type CanonicalValue = string | number | boolean | null | readonly CanonicalElement[];

/**
 * Every field of the module's specification is present. `null`, `''` and `[]` are all "empty"; mappings
 * produce `null` for an empty scalar and `[]` for an empty list.
 */
export type Canonical = Readonly<Record<string, CanonicalValue>>;

/** Some fields of a canonical item: the changes that one side shall take over. */
export type CanonicalChanges = Readonly<Record<string, CanonicalValue>>;

export type Side = 'crm' | 'microsoft';

/** How one canonical field behaves; the only place where a field's rules stand. */
export interface FieldSpec {
  readonly name: string;
  /** English name for people. */
  readonly label: string;
  /** Lists merge element by element under `elementKey`. */
  readonly kind: 'scalar' | 'list';
  readonly elementKey?: (element: CanonicalElement) => string;
  /** CRM fields it is stored in; a hidden one hides the whole field, a read-only one makes it unwritten. */
  readonly crmFields: readonly string[];
  readonly crmWritable: boolean;
  readonly microsoftWritable: boolean;
  /** A private item shows no such field to the CRM, and it is never written to one. */
  readonly detail: boolean;
  /**
   * Fields of one unit change together: a start without its end would make no sense, nor a rule without its start. A
   * field that neither side holds or held takes no part.
   */
  readonly unit?: string;
  /**
   * Whether two forms of an item say the same where there are several words for it; if not given, they do when the values
   * are the same.
   */
  readonly sameMeaning?: (left: Canonical, right: Canonical) => boolean;
  /** A change of it alone saves no item that was deleted on the other side. */
  readonly minor?: boolean;
  /** What people answered: it comes from every mailbox that holds the item, whichever writes the rest. */
  readonly answer?: boolean;
  /** When something happens. It is not written to an item that repeats in a way the canonical form cannot say. */
  readonly timing?: boolean;
  /** How many elements a side has room for; none means no limit. Elements without room stay on their side. */
  readonly slots?: Readonly<Partial<Record<Side, number>>>;
  /**
   * What counts of a list element when two are compared; the element itself when not given. `null` says that
   * the element belongs to its own side and never flows.
   */
  readonly elementContent?: (element: CanonicalElement) => string | null;
}
