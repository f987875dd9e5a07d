/**
 * Spreadsheets take a cell that begins like a formula for one, and run it. An apostrophe before it makes it text; every such
 * cell gets exactly one, so that whoever reads the file can take it off again. Plain numbers stay as they are.
 */
export const guardedCell = (text: string): string =>
  FORMULA.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;

/** What was in the cell before `guardedCell`. */
export const unguardedCell = (text: string): string =>
  text.startsWith("'") && guardedCell(text.slice(1)) === text ? text.slice(1) : text;

/** Full-width signs count for spreadsheets, and so do tab and line breaks; spaces and apostrophes before them don't help. */
const FORMULA = /^(?:[\s\u00a0\u3000\ufeff\u200b']*[=+\-@＝＋－＠]|'*[\t\r\n])/u;

const PLAIN_NUMBER = /^[+-]?\d+(?:\.\d+)?$/;
