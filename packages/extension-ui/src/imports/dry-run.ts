import { IMPORT_ROWS_TRIED } from '@syncgrant/contracts';
import type { RecordImport, RowResult } from '@syncgrant/store';
import type { RecordAccess } from '../records/record-access.ts';
import type { ImportPlan } from './import-plan.ts';
import { rowViewer, storedPlan } from './import-view.ts';
import type { PlacedRow } from './read-row.ts';
import { writeRows } from './write-rows.ts';

const ERRORS_TOLD = 20;

/** What would become of the first rows: they are written as in a run, and then all of it is undone. */
export async function dryRun(records: RecordAccess, given: RecordImport) {
  const { rows } = await records.imports.rows(given, { limit: IMPORT_ROWS_TRIED });
  const plan = storedPlan(given, await records.fields(), records.imports.timeZone);
  const results = await tryRows(records, plan, rows);
  const count = (wanted: RowResult['result']) => results.filter(({ result }) => result === wanted).length;
  const view = rowViewer(given);
  const errors = results.flatMap((result, index) => {
    const row = rows[index];
    return result.result === 'failed' && row !== undefined
      ? [view({ ...row, ...result, record_id: null })]
      : [];
  });
  return {
    rows: results.length,
    created: count('created'),
    updated: count('updated'),
    skipped: count('skipped'),
    failed: count('failed'),
    errors: errors.slice(0, ERRORS_TOLD),
  };
}

/** Ends a transaction of which nothing shall remain. */
class Undone extends Error {}

async function tryRows(
  records: RecordAccess,
  plan: ImportPlan,
  rows: readonly PlacedRow[],
): Promise<readonly RowResult[]> {
  let results: readonly RowResult[] = [];
  try {
    await records.write(async (writing) => {
      results = await writeRows(writing, plan, rows);
      throw new Undone('a dry run is undone');
    });
  } catch (error) {
    if (!(error instanceof Undone)) throw error;
  }
  return results;
}
