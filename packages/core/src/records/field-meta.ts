/** The modules whose records exist here, by API name. */
export type RecordModule = 'Contacts' | 'Events' | 'Tasks';

/** Zoho's word for what a field holds; it decides how a value is checked. */
export type FieldDataType =
  | 'text'
  | 'textarea'
  | 'email'
  | 'phone'
  | 'picklist'
  | 'boolean'
  | 'date'
  | 'datetime'
  /** A record of `lookupModule`: `{ id, name }`. */
  | 'lookup'
  /** A user: `{ id, name }`. */
  | 'ownerlookup'
  /** Who takes part in a meeting: a list of `{ type, participant, name, Email, … }`. */
  | 'jsonarray'
  /** A meeting's reminders: a list of `{ unit, period }`. */
  | 'multireminder'
  /** A task's reminder: `{ ALARM }`. */
  | 'ALARM'
  /** How a meeting or task repeats: `{ RRULE }`. */
  | 'RRULE'
  | 'bigint';

/** What there is to know about one field of a module. */
export interface FieldMeta {
  /** Never changes, whatever is added later. */
  readonly id: string;
  readonly apiName: string;
  readonly label: string;
  readonly dataType: FieldDataType;
  /** Characters at most; null where the type has no such limit. */
  readonly length: number | null;
  /** A record cannot be without it. */
  readonly mandatory: boolean;
  /** The system writes it and nobody else. */
  readonly readOnly: boolean;
  readonly pickListValues: readonly string[];
  readonly lookupModule: RecordModule | null;
}
