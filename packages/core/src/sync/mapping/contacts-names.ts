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
    const at = placeOf(was, shown);
    if (at === null) continue;
    return shown.slice(0, at) + (is[index] ?? '') + shown.slice(at + was.length) || displayName(after);
  }
  return shown;
}

/** Where a name stands by itself in a text, and not as a part of a longer one. */
function placeOf(name: string, text: string): number | null {
  const at = name === '' ? -1 : text.indexOf(name);
  const around = [text.slice(0, Math.max(at, 0)).at(-1), text[at + name.length]];
  return at < 0 || around.some((next) => next !== undefined && /\p{L}/u.test(next)) ? null : at;
}
