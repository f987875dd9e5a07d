import type { Canonical, CanonicalChanges, CanonicalValue } from '../canonical.ts';
import { plainText } from '../html-text.ts';
import type { Json } from '../json.ts';

/** A record's fields by their CRM names. */
export type RecordFields = Readonly<Record<string, unknown>>;

/** Between a module's CRM fields and its canonical form. */
export interface RecordMapping {
  /** Never fails: what can't be read is empty. */
  fromRecord(fields: RecordFields): Canonical;
  /**
   * The CRM fields to write for these changes. `current` is what the record holds, `null` for a new one; fields that
   * are stored together are written together.
   */
  toRecord(changes: CanonicalChanges, current: Canonical | null): Record<string, Json>;
}

export const text = (value: unknown): string | null => {
  const read = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  return read === '' ? null : read;
};

export const longText = (value: unknown): string | null =>
  typeof value === 'string' ? plainText(value) || null : null;

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const stringOrNull = (value: CanonicalValue | undefined): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

/** The CRM writes offsets as numbers, never Z. */
export const crmInstant = (instant: string): string => instant.replace(/Z$/, '+00:00');
