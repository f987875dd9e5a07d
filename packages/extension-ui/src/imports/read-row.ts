import {
  parseCell,
  type CheckedValue,
  type FieldError,
  type FieldMeta,
  type RecordValues,
} from '@syncgrant/core';
import type { NewRecord } from '@syncgrant/store';
import { unguardedCell } from '../csv/formula-guard.ts';
import { invalid, wrong, type WrongRecord } from '../records/wrong-record.ts';
import { OLD_ID, RELATED_MODULE } from './column-mapping.ts';
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
  /** What it was called in the system that it is migrated from. */
  readonly oldId: string | null;
  readonly given: RecordValues;
  /** Since when a migrated record has been there. */
  readonly times: Pick<NewRecord, 'createdAt' | 'modifiedAt'>;
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
  const { id, oldId } = marksOf({ position, cells }, plan);
  const relatedModule = texts[targets.indexOf(RELATED_MODULE)]?.trim();
  const given: Record<string, unknown> = relatedModule ? { [RELATED_MODULE]: relatedModule } : {};
  const errors: FieldError[] = [];
  for (const [index, target] of targets.entries()) {
    if (target === null || typeof target === 'string' || target.apiName === 'id') continue;
    const text = texts[index] ?? '';
    if (text.trim() === '') {
      if (plan.clearing && !target.readOnly) given[target.apiName] = null;
      continue;
    }
    const read = await readCell(target, text, plan, references, relatedModule);
    const checked = target.readOnly ? keptTime(read) : read;
    if (checked.ok) given[target.apiName] = checked.value;
    else errors.push(wrongCell(target, checked.message));
  }
  const [first, ...others] = errors;
  if (first !== undefined) return invalid([first, ...others], position - 1);
  const { Created_Time: created, Modified_Time: modified, ...values } = given;
  return {
    ok: true,
    id,
    oldId,
    given: values,
    times: { createdAt: instant(created), modifiedAt: instant(modified) },
  };
}

const EARLIEST = Date.UTC(1970, 0, 1);

/** Nothing checks the system's own times later. */
const keptTime = (read: CheckedValue): CheckedValue =>
  read.ok && (instant(read.value)?.getTime() ?? 0) < EARLIEST
    ? { ok: false, message: 'must be a date and time from 1970 on', details: {} }
    : read;

const instant = (value: unknown): Date | undefined =>
  typeof value === 'string' ? new Date(value) : undefined;

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

/** What a row's record is recognised by; cells that cannot be read are told when the row is written. */
export function marksOf(
  { cells }: PlacedRow,
  { targets, keys, format }: ImportPlan,
): Pick<RowValues, 'id' | 'oldId' | 'given'> {
  const textAt = (name: string) => {
    const index = targets.findIndex((target) => nameOf(target) === name);
    return unguardedCell(cells[index] ?? '').trim() || null;
  };
  const given: Record<string, unknown> = {};
  for (const target of targets) {
    if (target === null || typeof target === 'string' || !keys.includes(target.apiName)) continue;
    const checked = parseCell(target, textAt(target.apiName) ?? '', format);
    if (checked.ok) given[target.apiName] = checked.value;
  }
  return { id: textAt('id'), oldId: textAt(OLD_ID), given };
}
