import { types } from 'pg';

/** The calendar types without a zone: an instant would have to be guessed from the zone of the machine. */
const KEPT_AS_TEXT: ReadonlySet<number> = new Set([types.builtins.DATE, types.builtins.TIMESTAMP]);

/**
 * How the text of a column becomes a value, the same on both databases: as `pg` does it (int4 is a number, int8 and numeric are
 * decimal strings, timestamptz is a Date, bytea a Buffer, json is parsed), but `date` and `timestamp` stay text.
 */
export function columnParser(typeId: number): (text: string) => unknown {
  if (KEPT_AS_TEXT.has(typeId)) return String;
  // oxlint-disable-next-line typescript/no-unsafe-enum-assignment, typescript/no-unsafe-assignment -- typed for the built-in types only, and by any
  const parse: (text: string) => unknown = types.getTypeParser(typeId, 'text');
  return parse;
}
