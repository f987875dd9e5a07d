import { IMPORT_COLUMNS, IMPORT_ROWS, type ImportOptions } from '@syncgrant/contracts';
import type { ImportColumn, RecordImport } from '@syncgrant/store';
import { readCsv, type CsvRow } from '../csv/read-csv.ts';
import { Refusal } from '../http/answer.ts';
import type { RecordAccess } from '../records/record-access.ts';
import { checkOptions } from './import-plan.ts';

const LIMITS = { rows: IMPORT_ROWS, columns: IMPORT_COLUMNS };

const EXAMPLES = 3;
const LONGEST_EXAMPLE = 100;

/** Keeps a file as an import that is ready to run, or says what is wrong with the file or the options. */
export async function takeIn(
  records: RecordAccess,
  file: File,
  options: ImportOptions,
  now: Date,
): Promise<RecordImport | Refusal> {
  const read = readCsv(await file.bytes(), LIMITS);
  if (!read.ok) {
    const { code, rule, row } = read;
    const message = `The file ${rule}${row === undefined ? '' : ` (row ${row})`}.`;
    return new Refusal(400, code, message, { api_name: 'file', rule, ...(row !== undefined && { row }) });
  }
  const checked = checkOptions(records, await records.fields(), read.columns, options);
  if (checked instanceof Refusal) return checked;
  return records.write((writing) =>
    writing.imports.create({
      fileName: file.name,
      columns: columnsWithExamples(read.columns, read.rows),
      options: checked.options,
      rows: read.rows,
      now,
    }),
  );
}

const columnsWithExamples = (names: readonly string[], rows: readonly CsvRow[]): ImportColumn[] =>
  names.map((name, index) => ({
    name,
    examples: rows
      .slice(0, EXAMPLES)
      .map(({ cells }) => (cells[index] ?? '').slice(0, LONGEST_EXAMPLE).toWellFormed()),
  }));
