import { guardedCell } from './formula-guard.ts';

export type CsvCell = string | number | boolean | null;

/** What a file begins with, so that spreadsheets read it as UTF-8. */
export const BYTE_ORDER_MARK = '\ufeff';

/** A whole file after RFC 4180, one line for each row, with no cell that a spreadsheet would run as a formula. */
export function writeCsv(header: readonly string[], rows: Iterable<readonly CsvCell[]>): string {
  let text = BYTE_ORDER_MARK + csvLine(header);
  for (const row of rows) text += csvLine(row);
  return text;
}

/** One line with its end, for files that are written piece by piece. */
export const csvLine = (cells: readonly CsvCell[]): string => `${cells.map(cellText).join(',')}\r\n`;

const cellText = (cell: CsvCell): string =>
  typeof cell === 'string' ? quoted(guardedCell(cell)) : String(cell ?? '');

/** Semicolons and tabs are quoted too: some spreadsheets take them for the delimiter. */
const quoted = (text: string): string =>
  /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
