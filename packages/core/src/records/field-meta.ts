import type { RecordModule } from './record-modules.ts';

/** Zoho's word for what a field holds; it decides how a value is checked. */
export type FieldDataType =
  | 'text'
  | 'textarea'
  | 'email'
  | 'phone'
  | 'website'
  | 'picklist'
  | 'multiselectpicklist'
  | 'boolean'
  | 'integer'
  | 'bigint'
  | 'double'
  /** An amount of money, in the organisation's currency. */
  | 'currency'
  | 'percent'
  | 'date'
  | 'datetime'
  /** A record of `lookupModule`: `{ id, name }`. */
  | 'lookup'
  /** A user: `{ id, name }`. */
  | 'ownerlookup'
  /** A number that the system gives to each record. */
  | 'autonumber'
  /** Worked out from other fields of the record whenever it is read. */
  | 'formula'
  /** A list of rows, each with the fields of `subform`. */
  | 'subform'
  /** A photo: what it is named by. It is uploaded, and never written like another value. */
  | 'profileimage'
  /** Who takes part in a meeting: a list of `{ type, participant, name, Email, … }`. */
  | 'jsonarray'
  /** A meeting's reminders: a list of `{ unit, period }`. */
  | 'multireminder'
  /** A task's reminder: `{ ALARM }`. */
  | 'ALARM'
  /** How a meeting or task repeats: `{ RRULE }`. */
  | 'RRULE';

/** Which records a lookup may name. `se_module` is Zoho's word for: one of several modules, as `$se_module` says. */
export type LookupTarget = RecordModule | 'se_module';

/** What there is to know about one field of a module. */
export interface FieldMeta {
  /** Never changes, whatever is added later. */
  readonly id: string;
  readonly apiName: string;
  readonly label: string;
  readonly dataType: FieldDataType;
  /** Characters at most, or digits of a number; null where the type has no such limit. */
  readonly length: number | null;
  /** A record cannot be without it. */
  readonly mandatory: boolean;
  /** The system writes it and nobody else. */
  readonly readOnly: boolean;
  readonly pickListValues: readonly string[];
  readonly lookupModule: LookupTarget | null;
  /** The fields of a subform's rows; empty for everything else. */
  readonly subform: readonly FieldMeta[];
}
