import { sql, type Selectable } from 'kysely';
import type { Tenant } from '../tenant.ts';
import type { ImportResult, RecordImportRowTable } from './tables.ts';

export type ImportRow = Selectable<RecordImportRowTable>;

/** A row of a file: its number in a spreadsheet and its cells. */
export interface FileRow {
  readonly number: number;
  readonly cells: readonly string[];
}

/** What became of a row. */
export interface RowResult {
  readonly position: number;
  readonly result: ImportResult;
  readonly recordId: string | null;
  readonly code: string;
  readonly message: string;
  /** API name of the field that the reason is about. */
  readonly field: string | null;
}

/** A statement takes some ten thousand parameters at most. */
const ROWS_PER_STATEMENT = 1000;

/** Keeps the rows of a new import in their order. */
export async function insertImportRows(
  tenant: Tenant,
  importId: string,
  rows: readonly FileRow[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) {
    const some = rows.slice(from, from + ROWS_PER_STATEMENT).map(({ number, cells }, index) => ({
      import_id: importId,
      position: from + index + 1,
      number,
      cells: JSON.stringify(cells),
    }));
    await tenant.insert('record_import_row', some).execute();
  }
}

export interface ImportRowQuery {
  /** Only rows behind this one. */
  readonly after?: number | undefined;
  /** Only rows that are worked off, or that came to this. */
  readonly result?: ImportResult | 'any' | undefined;
  readonly limit: number;
  readonly offset?: number | undefined;
}

/** Rows of an import in their order, and whether there are more. */
export async function listImportRows(
  tenant: Tenant,
  importId: string,
  { after = 0, result, limit, offset = 0 }: ImportRowQuery,
): Promise<{ readonly rows: ImportRow[]; readonly more: boolean }> {
  let query = tenant
    .select('record_import_row')
    .where('import_id', '=', importId)
    .where('position', '>', after);
  if (result === 'any') query = query.where('result', 'is not', null);
  else if (result !== undefined) query = query.where('result', '=', result);
  const rows = await query
    .orderBy('position')
    .limit(limit + 1)
    .offset(offset)
    .selectAll()
    .execute();
  return { rows: rows.slice(0, limit), more: rows.length > limit };
}

/** Notes what became of rows, all in one statement. */
export async function saveResults(
  tenant: Tenant,
  importId: string,
  results: readonly RowResult[],
): Promise<void> {
  const noted = results.map(({ recordId, ...rest }) => ({ ...rest, record_id: recordId }));
  await sql`
    update syncgrant.record_import_row as row
    set result = noted.result, record_id = noted.record_id, code = noted.code, message = noted.message, field = noted.field
    from jsonb_to_recordset(${JSON.stringify(noted)}::jsonb)
      as noted (position int4, result text, record_id int8, code text, message text, field text)
    where row.organisation_id = ${tenant.organisationId}::int8
      and row.import_id = ${importId}::int8
      and row.position = noted.position`.execute(tenant.db);
}
