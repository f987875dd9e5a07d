/** Deeper than anything that means something here, and shallow enough for everything that walks through a value. */
export const DEEPEST = 32;

export interface Unstorable {
  readonly path: readonly (string | number)[];
  readonly rule: string;
}

/**
 * What no database can keep, the first in the input: a text with a NUL or with half of a character that takes two code units,
 * as a value or as the name of a member, and what is nested too deep. `null` where everything is sound.
 */
export function unstorable(input: unknown, depth = 0): Unstorable | null {
  if (typeof input === 'string') return isSound(input) ? null : { path: [], rule: UNSOUND };
  if (typeof input !== 'object' || input === null) return null;
  if (depth === DEEPEST) return { path: [], rule: `is nested deeper than ${DEEPEST} levels` };
  for (const [name, member] of Object.entries(input)) {
    if (!isSound(name)) return { path: [printable(name)], rule: UNSOUND };
    const inside = unstorable(member, depth + 1);
    if (inside !== null) {
      return { path: [Array.isArray(input) ? Number(name) : name, ...inside.path], rule: inside.rule };
    }
  }
  return null;
}

const UNSOUND = 'holds a NUL or half a character';

const isSound = (text: string): boolean => text.isWellFormed() && !text.includes('\u0000');

const printable = (name: string): string => name.toWellFormed().replaceAll('\u0000', '\ufffd');
