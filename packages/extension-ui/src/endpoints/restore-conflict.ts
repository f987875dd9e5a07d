import { RECORD_MODULE_OF, restoreConflict } from '@syncgrant/contracts';
import { belongTogether, fieldsOf, recordMapping, restored, type SyncModule } from '@syncgrant/core';
import { readSetup, type SetupRow } from '@syncgrant/store';
import { unknownId, type Refusal } from '../http/answer.ts';
import { refusedBy } from '../http/no-permission.ts';
import { defineRoute } from '../http/route.ts';
import { RecordAccess } from '../records/record-access.ts';
import type { RecordWriting } from '../records/record-writing.ts';
import { refusedAlone } from '../records/wrong-record.ts';
import { cardOf, notNow } from '../setups/own-setup.ts';

/** The record is written as any other change of the user's, so it takes the user's rights, and the sync carries it on. */
export const restoreConflictRoute = defineRoute(
  restoreConflict,
  async ({ params: { module, id }, caller }, server) => {
    const { engine } = server.deps;
    const setup = await readSetup(caller.tenant, caller.facts.user.id, module);
    if (setup === null) return UNKNOWN;
    const records = new RecordAccess(caller, engine, RECORD_MODULE_OF[module]);
    const refused =
      refusedBy(records.decide('edit')) ??
      (await records.write((writing) => restore(writing, module, setup, id, engine.now())));
    return refused ?? cardOf(server, caller, module);
  },
);

const UNKNOWN = unknownId({ resource_path_index: 3 });

/** Fields that only make sense together come back together. Once restored, a conflict stays as it is. */
async function restore(
  writing: RecordWriting,
  module: SyncModule,
  { id: setupId, configuration }: SetupRow,
  conflictId: string,
  now: Date,
): Promise<Refusal | null> {
  const conflicts = writing.conflictsOf(setupId);
  const put = await conflicts.lock(conflictId);
  const asked = put.find(({ id }) => id === conflictId);
  if (asked === undefined) return UNKNOWN;
  if (asked.restored_at !== null) return null;
  const together = put.filter(
    ({ field, restored_at: at }) => at === null && belongTogether(module, field, asked.field),
  );
  const recordId = asked.record_id ?? '0';
  const record = (await writing.reach([recordId], 'edit')).get(recordId);
  if (record === undefined) {
    return notNow(module, 'The record is not there any more, or is somebody else’s now.');
  }
  const { fields } = record.row;
  const choices = configuration ?? {};
  const specs = fieldsOf(module, choices);
  const isElsewhere = ({ field, crm_fields: held }: (typeof together)[number]): boolean =>
    held !== null && held.join() !== specs.find(({ name }) => name === field)?.crmFields.join();
  if (together.some(isElsewhere))
    return notNow(module, 'The value was another field’s: you have mapped it differently since.');
  const values = restored(module, fields, together, choices);
  if (values === null)
    return notNow(module, 'The CRM cannot hold this value beside what the record holds now.');
  const result = await writing.change(record, values, 0);
  if (!result.ok) return refusedAlone(result);
  const before = recordMapping(module, choices).fromRecord(fields);
  for (const { id, field } of together) await conflicts.markRestored(id, before[field] ?? null, now);
  return null;
}
