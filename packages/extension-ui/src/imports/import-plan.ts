import { duplicateCheckFieldOf, type CellFormat, type FieldMeta, type RecordModule } from '@syncgrant/core';
import type { ImportOptions } from '@syncgrant/contracts';
import { Refusal } from '../http/answer.ts';
import { refusedBy } from '../http/no-permission.ts';
import { refusedCheckFields } from '../records/refused-check-fields.ts';
import type { RecordAccess } from '../records/record-access.ts';
import { mapColumns, OLD_ID } from './column-mapping.ts';

/** Options that say of every column where it goes, or why they make no sense for the file. */
export function checkOptions(
  records: RecordAccess,
  fields: readonly FieldMeta[],
  columns: readonly string[],
  options: ImportOptions,
): { readonly ok: true; readonly options: ImportOptions } | Refusal {
  const { duplicate_check_fields: keys = [] } = options;
  const refused = refusedCheckFields(records, keys);
  if (refused !== null) return refused;
  if (options.migration !== undefined) {
    const migrating = refusedBy(records.imports.decideMigrating());
    if (migrating !== null) return migrating;
  }
  const mapping = mapColumns(records, fields, columns, options);
  if (mapping instanceof Refusal) return mapping;
  const whole = { ...options, mapping };
  return refusedKeys(records.module, whole) ?? { ok: true, options: whole };
}

/** Records that cannot be recognised can be neither updated nor skipped. */
function refusedKeys(module: RecordModule, options: ImportOptions): Refusal | null {
  const targets = Object.values(options.mapping);
  const keys = keysOf(module, options);
  const missing = keys.every((key) => !targets.includes(key));
  if (targets.includes('id') || targets.includes(OLD_ID) || keys.length === 0 || !missing) return null;
  const message = `No column goes to ${keys.join(' or ')}, by which records are recognised.`;
  return new Refusal(400, 'MANDATORY_NOT_FOUND', message, { api_name: 'mapping', fields: keys });
}

function keysOf(
  module: RecordModule,
  { mode, duplicate_check_fields: keys }: ImportOptions,
): readonly string[] {
  return keys ?? (mode === 'insert' ? [] : [duplicateCheckFieldOf(module)]);
}

/** What is to become of the rows of an import. */
export interface ImportPlan {
  readonly mode: ImportOptions['mode'];
  /** By the place of a cell: the field that it goes to, the name of what is no field, or null. */
  readonly targets: readonly (FieldMeta | string | null)[];
  /** Fields by which records are recognised. */
  readonly keys: readonly string[];
  readonly ownerId: string | null;
  readonly clearing: boolean;
  /** The migration that the import is a part of. */
  readonly migration: string | null;
  readonly format: CellFormat;
}

export function planOf(
  module: RecordModule,
  fields: readonly FieldMeta[],
  columns: readonly string[],
  options: ImportOptions,
  timeZone: string,
): ImportPlan {
  const targetOf = (column: string) => {
    const target = options.mapping[column] ?? null;
    return target === null ? null : (fields.find(({ apiName }) => apiName === target) ?? target);
  };
  return {
    mode: options.mode,
    targets: columns.map(targetOf),
    keys: keysOf(module, options),
    ownerId: options.owner ?? null,
    clearing: options.empty_cells === 'clear',
    migration: options.migration ?? null,
    format: { dateOrder: options.date_order, decimalMark: options.decimal_mark, timeZone },
  };
}
