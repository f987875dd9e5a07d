import { duplicateCheckFieldOf } from '@syncgrant/core';
import { idSchema, upsertRecords } from '@syncgrant/contracts';
import { Reply } from '../http/answer.ts';
import { itemsStatus } from '../records/item-answers.ts';
import { defineRecordRoute } from '../records/record-route.ts';
import type { RecordWriting, Written } from '../records/record-writing.ts';
import { refusedCheckFields } from '../records/refused-check-fields.ts';
import { unknownRecord, wrong, type WrongRecord } from '../records/wrong-record.ts';

/**
 * Each record is recognised by its id, or by the first of the fields in which another record holds the same; what is not
 * recognised is created. Records that the caller may not see are not recognised.
 */
export const upsertRecordsRoute = defineRecordRoute(upsertRecords, async ({ body, records }) => {
  const fields = body.duplicate_check_fields ?? [duplicateCheckFieldOf(records.module)];
  const refused = refusedCheckFields(records, fields);
  if (refused !== null) return refused;
  return records.write(async (writing) => {
    await lockRecognised(writing, body.data, fields);
    const results: Upserted[] = [];
    for (const [index, given] of body.data.entries()) {
      results.push(await upsert(writing, given, index, fields));
    }
    const data = results.map(({ result, ...done }) =>
      result.ok
        ? { ...writing.done(result, `record ${done.action === 'insert' ? 'added' : 'updated'}`), ...done }
        : result.answer,
    );
    const written = results.map(({ result }) => result);
    const created = results.every(({ action }) => action === 'insert');
    return new Reply(itemsStatus(written, created ? 201 : 200), { data });
  });
});

/** All records that are there already, locked at once and in one order, so that requests never wait in a circle. */
async function lockRecognised(writing: RecordWriting, data: readonly Given[], fields: readonly string[]) {
  const ids: (string | undefined)[] = [];
  for (const { id, ...given } of data) {
    ids.push(
      id === undefined ? (await writing.findDuplicate(given, fields))?.id : idSchema.safeParse(id).data,
    );
  }
  await writing.reach(
    ids.filter((id) => id !== undefined),
    'edit',
  );
}

type Given = Readonly<Record<string, unknown>>;

interface Upserted {
  readonly result: Written | WrongRecord;
  readonly action: 'insert' | 'update';
  readonly duplicate_field: string | null;
}

async function upsert(
  writing: RecordWriting,
  { id, ...given }: Given,
  index: number,
  fields: readonly string[],
): Promise<Upserted> {
  const where = { api_name: 'id', json_path: `$.data[${index}].id` };
  const duplicate =
    id === undefined
      ? await writing.findDuplicate(given, fields)
      : { id: idSchema.safeParse(id).data ?? '', field: null };
  if (duplicate === null) {
    return { result: await writing.create(given, index), action: 'insert', duplicate_field: null };
  }
  const update = { action: 'update', duplicate_field: duplicate.field } as const;
  if (duplicate.id === '') return { result: unknownRecord(where), ...update };
  const record = (await writing.reach([duplicate.id], 'edit')).get(duplicate.id);
  if (record !== undefined) return { result: await writing.change(record, given, index), ...update };
  const result =
    duplicate.field === null
      ? await writing.unreached(duplicate.id, 'edit', where)
      : wrong(403, 'NO_PERMISSION', 'The record that is there already may not be edited.', {
          api_name: duplicate.field,
          json_path: `$.data[${index}].${duplicate.field}`,
        });
  return { result, ...update };
}
