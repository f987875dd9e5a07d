import type { CrmRecordBody } from '@syncgrant/contracts';
import { changedFields, toForm, type Field, type FormScope } from '../records/field-form.ts';
import { isSame, type FormValue, type FormValues } from '../records/form-value.ts';

/** What was written into a row and is not saved. */
export interface RowEdit {
  readonly values: FormValues;
  /** The version of the record that was written over: whatever is read meanwhile, another one there is not overwritten. */
  readonly version: unknown;
  /** Why the server did not take it. */
  readonly problem: string | null;
}

/** By the id of the record, or by the key of a row that has none yet. */
export type SheetEdits = ReadonlyMap<string, RowEdit>;

export interface ItemAnswer {
  readonly status: 'success' | 'error';
  readonly code: string;
  readonly message: string;
}

/** The cell that is written: in which row, as it is saved, and of which version that is. */
export interface WrittenCell {
  readonly key: string;
  readonly name: string;
  readonly saved: FormValue | undefined;
  readonly version: unknown;
}

const NEW = 'new-';
export const newKey = (number: number): string => `${NEW}${number}`;
export const isNew = (key: string): boolean => key.startsWith(NEW);

/** A cell is written. What is back as it was is no change any more; a new row stays until it is saved or discarded. */
export function written(
  edits: SheetEdits,
  { key, name, saved, version }: WrittenCell,
  value: FormValue,
): SheetEdits {
  const edit = edits.get(key);
  const { [name]: _, ...others } = edit?.values ?? {};
  const values = isSame(value, saved) ? others : { ...others, [name]: value };
  const after = new Map(edits);
  if (Object.keys(values).length === 0 && !isNew(key)) after.delete(key);
  else after.set(key, { values, version: edit?.version ?? version, problem: null });
  return after;
}

/** The request that saves the edits: changed cells of each row, with the version that they were written over. */
export function rowsToSave(
  edits: SheetEdits,
  records: ReadonlyMap<string, CrmRecordBody>,
  fields: readonly Field[],
  scope: FormScope,
): readonly { readonly key: string; readonly row: CrmRecordBody }[] {
  return [...edits].map(([key, { values, version }]) => {
    const record = records.get(key) ?? {};
    const before = toForm(fields, record, scope);
    const cells = changedFields(fields, before, { ...before, ...values }, scope);
    return { key, row: isNew(key) ? cells : { ...cells, id: key, $version: version ?? record['$version'] } };
  });
}

/**
 * What is left of the edits once they were answered: rows that were not taken, each with the reason. Whoever saves a row again that
 * somebody else had changed has been told, and writes over what is there then.
 */
export function leftOver(
  edits: SheetEdits,
  keys: readonly string[],
  answers: readonly ItemAnswer[],
): SheetEdits {
  const after = new Map(edits);
  for (const [index, key] of keys.entries()) {
    const edit = edits.get(key);
    const answer = answers[index];
    if (answer?.status === 'success') after.delete(key);
    else if (edit !== undefined && answer !== undefined) {
      const version = answer.code === 'ALREADY_MODIFIED' ? undefined : edit.version;
      after.set(key, { ...edit, version, problem: answer.message });
    }
  }
  return after;
}
