import type { FieldMeta } from '@syncgrant/core';
import {
  importOptionsSchema,
  type ImportOptions,
  type ImportRowView,
  type ImportView,
} from '@syncgrant/contracts';
import type { ImportRow, RecordImport } from '@syncgrant/store';
import { zohoTime } from '../http/wire-time.ts';
import { missingFields } from './column-mapping.ts';
import { planOf, type ImportPlan } from './import-plan.ts';

const storedOptions = ({ options }: RecordImport): ImportOptions => importOptionsSchema.parse(options);

/** What is to become of the rows, as it was settled when the import was created or changed. */
export function storedPlan(given: RecordImport, fields: readonly FieldMeta[], timeZone: string): ImportPlan {
  const columns = given.columns.map(({ name }) => name);
  return planOf(given.module, fields, columns, storedOptions(given), timeZone);
}

export function importView(given: RecordImport): ImportView {
  const options = storedOptions(given);
  return {
    id: given.id,
    module: given.module,
    file_name: given.file_name,
    state: given.state,
    columns: given.columns.map(({ name, examples }) => ({
      name,
      field: options.mapping[name] ?? null,
      examples: [...examples],
    })),
    options,
    missing_fields: [...missingFields(given.module, options)],
    rows: given.row_count,
    done: given.position,
    created: given.created,
    updated: given.updated,
    skipped: given.skipped,
    failed: given.failed,
    created_time: zohoTime(given.created_at),
    finished_time: given.finished_at === null ? null : zohoTime(given.finished_at),
  };
}

/** Tells what became of rows that are worked off. */
export function rowViewer(given: RecordImport): (row: WorkedOffRow) => ImportRowView {
  const { mapping } = storedOptions(given);
  const columnOf = (field: string | null) =>
    given.columns.find(({ name }) => field !== null && mapping[name] === field)?.name ?? null;
  return ({ number, result, record_id: id, code, message, field }) => ({
    row: number,
    result: result ?? 'skipped',
    id,
    code: code ?? '',
    message: message ?? '',
    field,
    column: columnOf(field),
  });
}

type WorkedOffRow = Pick<ImportRow, 'number' | 'result' | 'record_id' | 'code' | 'message' | 'field'>;
