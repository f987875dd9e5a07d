import { isObject } from './checked-value.ts';

/** A row of a subform, as it comes in or as it is stored; a stored row has an `id`. */
type Row = Readonly<Record<string, unknown>>;

export type IdentifiedRows =
  | { readonly ok: true; readonly rows: unknown }
  /** Which of the rows names an id that the subform does not have, or that an earlier row has named. */
  | { readonly ok: false; readonly index: number };

/**
 * Rows of a subform that are to take the place of the stored ones. A row that names the id of a stored one keeps it, and what
 * it does not say stays; a row without is new; a stored row that nobody names goes. What is no list of rows is left for the
 * check of values.
 */
export function identifiedRows(given: unknown, stored: unknown): IdentifiedRows {
  if (!Array.isArray(given)) return { ok: true, rows: given };
  const known = new Map(rowsOf(stored).map((row) => [row['id'], row]));
  const rows: unknown[] = [];
  for (const [index, row] of (given as readonly unknown[]).entries()) {
    if (!isObject(row) || row['id'] === undefined) {
      rows.push(row);
      continue;
    }
    const current = known.get(row['id']);
    if (current === undefined) return { ok: false, index };
    known.delete(row['id']);
    rows.push({ ...current, ...row });
  }
  return { ok: true, rows };
}

/** Rows for a record that is new: whatever they were rows of before. */
export const rowsOfNewRecord = (given: unknown): unknown =>
  Array.isArray(given)
    ? (given as readonly unknown[]).map((row) => (isObject(row) ? withoutId(row) : row))
    : given;

/** How many rows of the value have no id yet. */
export const countNewRows = (value: unknown): number =>
  rowsOf(value).filter((row) => row['id'] === undefined).length;

/** The value with the ids, one after the other, for the rows that have none. */
export function numberRows(value: unknown, ids: readonly string[]): unknown {
  const next = ids[Symbol.iterator]();
  return rowsOf(value).map((row) => (row['id'] === undefined ? { id: next.next().value, ...row } : row));
}

const rowsOf = (value: unknown): readonly Row[] =>
  Array.isArray(value) ? (value as readonly unknown[]).filter(isObject) : [];

const withoutId = (row: Row): Row =>
  Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'id'));
