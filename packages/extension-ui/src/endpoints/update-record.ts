import type { RecordModule } from '@syncgrant/core';
import { updateRecord, type CrmRecordBody } from '@syncgrant/contracts';
import { inTransaction, Tenant, updateRecord as update } from '@syncgrant/store';
import { Refusal, Reply, unknownId } from '../http/answer.ts';
import type { Caller } from '../http/caller.ts';
import { defineRoute, type Server } from '../http/route.ts';
import { checkRecord } from '../records/check-record.ts';
import { reachRecord } from '../records/reach.ts';
import { success } from '../records/success.ts';

/** A record that changed between the check and the write is checked again, this many times. */
const MOST_ATTEMPTS = 3;

export const updateRecordRoute = defineRoute(
  updateRecord,
  async ({ params: { module, id }, body, caller }, server) => {
    // The dialect's programs repeat the id in the body.
    const { id: repeated = id, ...given } = body.data[0] ?? {};
    if (repeated !== id) return unknownId({ api_name: 'id', json_path: '$.data[0].id' });
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      const answer = await attemptUpdate(server, caller, module, id, given);
      if (answer !== null) return answer;
    }
    return new Refusal(
      412,
      'ALREADY_MODIFIED',
      'Others kept changing the record. Please try again.',
      { id },
      'data',
    );
  },
);

async function attemptUpdate(
  { deps: { engine } }: Server,
  caller: Caller,
  module: RecordModule,
  id: string,
  given: CrmRecordBody,
) {
  const current = await reachRecord(caller, module, id, 'edit');
  if (current === null) return unknownId({ resource_path_index: 1 });
  const checked = await checkRecord(caller, module, given, 0, current);
  if (!checked.ok) return new Reply(checked.status, { data: [checked.answer] });
  const row = await inTransaction(engine.db, (transaction) =>
    update(
      new Tenant(transaction, caller.tenant.organisationId),
      { userId: caller.facts.user.id, origin: 'user', now: engine.now() },
      { module, id },
      {
        fields: checked.fields,
        expectedVersion: current.version,
        ...(checked.ownerId !== undefined && { ownerId: checked.ownerId }),
      },
    ),
  );
  return row === null ? null : { data: [success(row, caller, 'record updated')] };
}
