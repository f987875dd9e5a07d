import {
  parseCell,
  type CheckedValue,
  type FieldError,
  type FieldMeta,
  type RecordValues,
} from '@syncgrant/core';
import { unguardedCell } from '../csv/formula-guard.ts';
import { invalid, wrong, type WrongRecord } from '../records/wrong-record.ts';
import { RELATED_MODULE } from './column-mapping.ts';
import type { ImportPlan } from './import-plan.ts';
import type { ReferenceSearch } from './reference-search.ts';

/** A row of a file with its place in the import. */
export interface PlacedRow {
  readonly position: number;
  readonly cells: readonly string[];
}

/** The values of a row by API name, as a request would give them. */
export interface RowValues {
  readonly ok: true;
  /** Which record the row is about, where a column says so. */
  readonly id: string | null;
  readonly given: RecordValues;
}

/** Reads the cells of a row into values; every cell that cannot be read is told. */
export async function readRow(
  { position, cells }: PlacedRow,
  plan: ImportPlan,
  references: ReferenceSearch,
): Promise<RowValues | WrongRecord> {
  const { targets } = plan;
  if (cells.slice(targets.length).some((cell) => cell.trim() !== '')) {
    const message = `The row has ${cells.length} cells, but there are ${targets.length} columns.`;
    return wrong(400, 'INVALID_DATA', message, {});
  }
  const texts = targets.map((_, index) => unguardedCell(cells[index] ?? ''));
  const textAt = (name: string) => texts[targets.findIndex((target) => nameOf(target) === name)]?.trim();
  const relatedModule = textAt(RELATED_MODULE);
  const given: Record<string, unknown> = relatedModule ? { [RELATED_MODULE]: relatedModule } : {};
  const errors: FieldError[] = [];
  for (const [index, target] of targets.entries()) {
    if (target === null || typeof target === 'string' || target.apiName === 'id') continue;
    const text = texts[index] ?? '';
    if (text.trim() === '') {
      if (plan.clearing) given[target.apiName] = null;
      continue;
    }
    const checked = await readCell(target, text, plan, references, relatedModule);
    if (checked.ok) given[target.apiName] = checked.value;
    else errors.push(wrongCell(target, checked.message));
  }
  const [first, ...others] = errors;
  if (first !== undefined) return invalid([first, ...others], position - 1);
  return { ok: true, id: textAt('id') || null, given };
}

const nameOf = (target: ImportPlan['targets'][number]): string | null =>
  typeof target === 'string' || target === null ? target : target.apiName;

const readCell = async (
  field: FieldMeta,
  text: string,
  { format }: ImportPlan,
  references: ReferenceSearch,
  relatedModule: unknown,
): Promise<CheckedValue> =>
  field.dataType === 'lookup' || field.dataType === 'ownerlookup'
    ? references.find(field, text.trim(), relatedModule)
    : parseCell(field, text, format);

const wrongCell = ({ apiName, label }: FieldMeta, message: string): FieldError => ({
  apiName,
  code: 'INVALID_DATA',
  message: `${label} ${message}.`,
  details: {},
  path: apiName,
});

/** The values by which a row's record is recognised; cells that cannot be read are told when the row is written. */
export function keysOf({ cells }: PlacedRow, { targets, keys, format }: ImportPlan): RecordValues {
  return Object.fromEntries(
    targets.flatMap((target, index) => {
      if (target === null || typeof target === 'string' || !keys.includes(target.apiName)) return [];
      const checked = parseCell(target, unguardedCell(cells[index] ?? ''), format);
      return checked.ok ? [[target.apiName, checked.value]] : [];
    }),
  );
}
