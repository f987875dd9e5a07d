import { createHash } from 'node:crypto';

/**
 * Identifiers that look like those of Exchange and Entra and depend only on a seed, a purpose and a number, so that the
 * same calls on the same seed give the same ids.
 */
export function outlookId(seed: string, purpose: string, n: number): string {
  return `${IMMUTABLE}${createHash('sha256').update(`${seed}:${purpose}:${n}`).digest('base64url')}AAA=`;
}

/** A GUID made the same way. */
export function guid(seed: string, purpose: string, n: number): string {
  const hex = createHash('sha256').update(`${seed}:${purpose}:${n}`).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** Whether a string can be an item id at all; Exchange answers ErrorInvalidIdMalformed otherwise, not 404. */
export function isWellFormedId(id: string): boolean {
  return /^A[AQ]Mk[A-Za-z0-9_\-+/]{16,}={0,2}$/.test(id);
}

/** The id of the occurrence of a series on its original date, e.g. `2026-03-29`. */
export function occurrenceId(masterId: string, date: string): string {
  return `${masterId.slice(0, -1)}Occ${date.replaceAll('-', '')}=`;
}

/** The master's id and original date that an occurrence's id was made of. */
export function parseOccurrenceId(
  id: string,
): { readonly masterId: string; readonly date: string } | undefined {
  const match = /^(.+)Occ(\d{4})(\d{2})(\d{2})=$/.exec(id);
  return match ? { masterId: `${match[1]}=`, date: `${match[2]}-${match[3]}-${match[4]}` } : undefined;
}

/** What an id begins with, in the form that stays and in the one that changes with a move. */
const IMMUTABLE = 'AAMkAG';
const MUTABLE = 'AAMkAD';

/** The mutable id of an event or contact. */
export const mutableId = (id: string): string => id.replace(new RegExp(`^${IMMUTABLE}`), MUTABLE);

/** The immutable id; requests may name an item by either. */
export const immutableId = (id: string): string => id.replace(new RegExp(`^${MUTABLE}`), IMMUTABLE);

/** Exchange's version stamp of an item; changes with every change of it. */
export function changeKey(id: string, seq: number): string {
  return createHash('sha256').update(`${id}:${seq}`).digest('base64url').slice(0, 24);
}
