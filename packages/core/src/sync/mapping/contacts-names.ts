import type { Canonical } from '../canonical.ts';
import { elementsOf } from '../equality.ts';
import { graphText } from './graph-values.ts';

const joined = (separator: string, ...parts: readonly (string | null)[]): string =>
  parts.filter((part) => part !== null).join(separator);

/** The ways in which a contact's name stands in its display name, the fullest first. */
function waysToSay(contact: Canonical): readonly string[] {
  const [first, middle, last] = [contact['firstName'], contact['middleName'], contact['lastName']].map(
    graphText,
  );
  return [
    joined(' ', first ?? null, middle ?? null, last ?? null),
    joined(' ', first ?? null, last ?? null),
    joined(', ', last ?? null, first ?? null),
  ];
}

/** The name to show for a new contact: the person's, else the company's, else an address. */
export const displayName = (contact: Canonical): string =>
  waysToSay(contact)[0] ||
  graphText(contact['companyName']) ||
  (elementsOf(contact['emails']).find((element) => typeof element === 'string') ?? '');

/**
 * The display name after a change. Microsoft makes one up with any update unless it is sent along, so what a person wrote
 * there is sent back; a name that changed is exchanged where it stands in it.
 */
export function displayNameAfter(shown: string | null, before: Canonical, after: Canonical): string {
  if (shown === null) return displayName(after);
  const is = waysToSay(after);
  for (const [index, was] of waysToSay(before).entries()) {
    if (was !== '' && shown.includes(was))
      return shown.replace(was, () => is[index] ?? '') || displayName(after);
  }
  return shown;
}
