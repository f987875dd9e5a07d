import { CsvError, parse } from 'csv-parse/sync';

/** How much a file may hold. */
export interface CsvLimits {
  readonly rows: number;
  readonly columns: number;
}

/** A row with its number in a spreadsheet: the names of the columns are row 1. */
export interface CsvRow {
  readonly number: number;
  readonly cells: readonly string[];
}

export type ReadCsv =
  | { readonly ok: true; readonly columns: readonly string[]; readonly rows: readonly CsvRow[] }
  | { readonly ok: false; readonly code: string; readonly rule: string; readonly row?: number };

const DELIMITERS = [',', ';', '\t'] as const;

/** No record of a module comes near it; it stops a file with a quote that is never closed. */
const LONGEST_ROW = 1_000_000;

/**
 * Reads a file with a row of names and rows of cells, in UTF-8, parted by commas, semicolons or tabs, whichever the first row has
 * most of. Rows without anything in them are left out, and keep their number.
 */
export function readCsv(bytes: Uint8Array, limits: CsvLimits): ReadCsv {
  const text = decoded(bytes);
  if (text === null) return wrong('INVALID_DATA', 'must be text in UTF-8; save it as “CSV UTF-8”');
  const parsed = recordsOf(text, limits);
  if (!Array.isArray(parsed)) return parsed;
  if (parsed.length > mostRecords(limits)) return tooManyRows(limits);
  const [names = [], ...others] = parsed;
  const columns = names.map((name) => name.trim());
  const refused = refusedColumns(columns, limits);
  if (refused !== null) return refused;
  const rows = others
    .map((cells, index) => ({ number: index + 2, cells }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  if (rows.length === 0) return wrong('INVALID_DATA', 'has no rows below the names of its columns');
  return rows.length > limits.rows ? tooManyRows(limits) : { ok: true, columns, rows };
}

/** Empty rows do not count as rows, but nobody reads millions of them. */
const mostRecords = ({ rows }: Pick<CsvLimits, 'rows'>): number => 2 * rows + 1;

const tooManyRows = ({ rows }: CsvLimits) => wrong('LIMIT_EXCEEDED', `has more than ${rows} rows`);

const wrong = (code: string, rule: string, row?: number): ReadCsv & { readonly ok: false } => ({
  ok: false,
  code,
  rule,
  ...(row !== undefined && { row }),
});

/** `null` for what is no UTF-8; a NUL comes from UTF-16 or from a file that is no text at all. */
function decoded(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\u0000') ? null : text;
  } catch {
    return null;
  }
}

function recordsOf(text: string, { rows }: CsvLimits): string[][] | (ReadCsv & { readonly ok: false }) {
  try {
    return parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      max_record_size: LONGEST_ROW,
      to: mostRecords({ rows }) + 1,
    });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const rule = RULES[cause.code] ?? 'cannot be read as CSV';
    const line: unknown = cause['lines'];
    return wrong('INVALID_DATA', rule, typeof line === 'number' ? line : undefined);
  }
}

const RULES: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'has a quote that is never closed',
  CSV_INVALID_CLOSING_QUOTE: 'has text behind a closing quote; quotes inside quotes are written twice',
  INVALID_OPENING_QUOTE: 'has a quote inside a cell that does not begin with one',
  CSV_MAX_RECORD_SIZE: `has a row of more than ${LONGEST_ROW} characters, or a quote that is never closed`,
};

const LONGEST_NAMES = 65_536;

/** The one that is most often in the first row, outside quotes. */
function delimiterOf(text: string): string {
  const unquoted = text
    .slice(0, LONGEST_NAMES)
    .replaceAll(/"[^"]*"?/g, (quoted) => (quoted.includes('\n') ? '' : '""'));
  const first = /^[\r\n]*([^\r\n]*)/.exec(unquoted)?.[1] ?? '';
  const times = (delimiter: string) => first.split(delimiter).length - 1;
  return DELIMITERS.reduce<string>(
    (most, delimiter) => (times(delimiter) > times(most) ? delimiter : most),
    ',',
  );
}

function refusedColumns(columns: readonly string[], limits: CsvLimits): (ReadCsv & { ok: false }) | null {
  if (columns.every((name) => name === ''))
    return wrong('INVALID_DATA', 'must begin with the names of its columns');
  if (columns.length > limits.columns) {
    return wrong('LIMIT_EXCEEDED', `has more than ${limits.columns} columns`, 1);
  }
  const twice = columns.find((name, index) => name !== '' && columns.indexOf(name) < index);
  return twice === undefined ? null : wrong('DUPLICATE_DATA', `has two columns named ${twice}`, 1);
}
