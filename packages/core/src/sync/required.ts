import type { SyncModule } from '../permission/index.ts';
import type { Canonical, CanonicalElement, CanonicalValue } from './canonical.ts';
import { elementsOf, isEmpty } from './equality.ts';
import type { ItemTraits } from './link.ts';

/** What the CRM writes where it insists on a value and there is none. */
export const NOT_PROVIDED = 'Not Provided';

interface Requirement {
  readonly field: string;
  /** What to write instead of nothing; `null` when the record can't be written without a real value. */
  readonly fallback: ((values: Canonical, traits: ItemTraits) => string) | null;
}

const text = (value: CanonicalValue | CanonicalElement | undefined): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

/**
 * First name, else the name or company that Microsoft shows, else the first e-mail's local part. What is shown may hold
 * the first name, so it counts only where that may be seen.
 */
const lastNameFor = (values: Canonical, traits: ItemTraits): string =>
  text(values['firstName']) ??
  ('firstName' in values ? traits.displayName : null) ??
  text(values['companyName']) ??
  text(text(elementsOf(values['emails'])[0])?.split('@')[0]) ??
  NOT_PROVIDED;

/**
 * The fields that the CRM requires, and the stated rule for what stands in. A stand-in becomes the base of the CRM's
 * side only: Microsoft's base stays empty, so that neither side looks changed and the stand-in never flows back.
 */
export const REQUIRED: Readonly<Record<SyncModule, readonly Requirement[]>> = {
  meetings: [
    { field: 'title', fallback: () => NOT_PROVIDED },
    { field: 'start', fallback: null },
    { field: 'end', fallback: null },
  ],
  contacts: [{ field: 'lastName', fallback: lastNameFor }],
  tasks: [{ field: 'subject', fallback: () => NOT_PROVIDED }],
};

export interface Completed {
  readonly values: Canonical;
  /** Required fields that something stands in for. */
  readonly standIns: readonly string[];
  /** Required fields that stay without a value. */
  readonly missing: readonly string[];
}

/** Fills in required fields that are present and empty; `item` holds whatever stand-ins may be taken from. */
export function completed(
  module: SyncModule,
  values: Canonical,
  item: Canonical,
  traits: ItemTraits,
): Completed {
  const result: Record<string, CanonicalValue> = { ...values };
  const missing: string[] = [];
  const standIns: string[] = [];
  for (const { field, fallback } of REQUIRED[module]) {
    if (!(field in values) || !isEmpty(values[field])) continue;
    if (fallback === null) missing.push(field);
    else {
      result[field] = fallback(item, traits);
      standIns.push(field);
    }
  }
  return { values: result, standIns, missing };
}
