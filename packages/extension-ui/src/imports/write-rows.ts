import { idSchema } from '@syncgrant/contracts';
import type { RowResult } from '@syncgrant/store';
import type { RecordWriting } from '../records/record-writing.ts';
import { unknownRecord, wrong, type WrongRecord } from '../records/wrong-record.ts';
import type { ImportPlan } from './import-plan.ts';
import { marksOf, readRow, type PlacedRow, type RowValues } from './read-row.ts';

/** Writes rows of an import one after the other; each becomes a record, changes one, or fails alone with its reason. */
export async function writeRows(
  writing: RecordWriting,
  plan: ImportPlan,
  rows: readonly PlacedRow[],
): Promise<RowResult[]> {
  await lockRecognised(writing, plan, rows);
  const references = writing.imports.references(plan.migration);
  const results: RowResult[] = [];
  for (const row of rows) {
    const values = await readRow(row, plan, references);
    const outcome = values.ok
      ? await writeRow(writing, plan, values, row.position - 1)
      : ({ result: 'failed', wrong: values } as const);
    results.push(toResult(row, outcome));
  }
  return results;
}

/** All records that are there already, locked at once and in one order, so that requests never wait in a circle. */
async function lockRecognised(
  writing: RecordWriting,
  plan: ImportPlan,
  rows: readonly PlacedRow[],
): Promise<void> {
  const ids: string[] = [];
  for (const row of rows) {
    const marks = marksOf(row, plan);
    const id = marks.id === null ? await recognise(writing, plan, marks) : idSchema.safeParse(marks.id).data;
    if (id !== undefined) ids.push(id);
  }
  await writing.reach(ids, 'edit');
}

/** The record that a row is about, where no id names it: by what it was called, or by what it says. */
async function recognise(
  writing: RecordWriting,
  { migration, keys }: ImportPlan,
  { oldId, given }: Pick<RowValues, 'oldId' | 'given'>,
): Promise<string | undefined> {
  const migrated =
    migration === null || oldId === null ? undefined : await writing.imports.migrated(migration, oldId);
  if (migrated !== undefined || keys.length === 0) return migrated;
  return (await writing.findDuplicate(given, keys))?.id;
}

type Outcome =
  | { readonly result: 'created' | 'updated'; readonly id: string }
  | { readonly result: 'skipped' | 'failed'; readonly wrong: WrongRecord };

async function writeRow(
  writing: RecordWriting,
  plan: ImportPlan,
  values: RowValues,
  index: number,
): Promise<Outcome> {
  const { id, given } = values;
  const found = id ?? (await recognise(writing, plan, values)) ?? null;
  if (found === null) {
    return plan.mode === 'update' ? failed(nothingToUpdate(plan)) : create(writing, plan, values, index);
  }
  if (plan.mode === 'insert') return { result: 'skipped', wrong: thereAlready(plan, found) };
  const record = (await writing.reach(idSchema.safeParse(found).success ? [found] : [], 'edit')).get(found);
  if (record === undefined)
    return failed(id === null ? notEditable(plan) : unknownRecord({ api_name: 'id' }));
  const written = await writing.change(record, given, index);
  return written.ok ? { result: 'updated', id: written.row.id } : failed(written);
}

async function create(
  writing: RecordWriting,
  { ownerId, migration }: ImportPlan,
  { given, oldId, times }: RowValues,
  index: number,
): Promise<Outcome> {
  const owned = ownerId === null || given['Owner'] ? given : { ...given, Owner: { id: ownerId } };
  const written = await writing.create(owned, index, undefined, times);
  if (!written.ok) return failed(written);
  if (migration !== null && oldId !== null) await writing.imports.remember(migration, oldId, written.row.id);
  return { result: 'created', id: written.row.id };
}

const failed = (reason: WrongRecord): Outcome => ({ result: 'failed', wrong: reason });

const byKeys = ({ keys }: ImportPlan) => ({ api_name: keys[0] ?? 'id' });

const nothingToUpdate = (plan: ImportPlan): WrongRecord =>
  wrong(400, 'RECORD_NOT_FOUND', 'There is no record to update that you can see.', byKeys(plan));

const thereAlready = (plan: ImportPlan, id: string): WrongRecord =>
  wrong(400, 'DUPLICATE_DATA', `The record ${id} is there already.`, byKeys(plan));

const notEditable = (plan: ImportPlan): WrongRecord =>
  wrong(403, 'NO_PERMISSION', 'The record that is there already may not be edited.', byKeys(plan));

function toResult({ position }: PlacedRow, outcome: Outcome): RowResult {
  const { result } = outcome;
  if (!('wrong' in outcome)) {
    const message = result === 'created' ? 'record added' : 'record updated';
    return { position, result, recordId: outcome.id, code: 'SUCCESS', message, field: null };
  }
  const { code, message, details } = outcome.wrong.answer;
  const field = details['api_name'];
  return {
    position,
    result,
    recordId: null,
    code,
    message,
    field: typeof field === 'string' ? field : null,
  };
}
