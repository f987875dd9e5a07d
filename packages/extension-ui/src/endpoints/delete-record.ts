import { deleteRecord } from '@syncgrant/contracts';
import { deleteRecord as remove, inTransaction, Tenant } from '@syncgrant/store';
import { unknownId } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';
import { reachRecord } from '../records/reach.ts';
import { success } from '../records/success.ts';

export const deleteRecordRoute = defineRoute(
  deleteRecord,
  async ({ params: { module, id }, caller }, { deps: { engine } }) => {
    const unknown = unknownId({ resource_path_index: 1 });
    if ((await reachRecord(caller, module, id, 'delete')) === null) return unknown;
    const row = await inTransaction(engine.db, (transaction) =>
      remove(
        new Tenant(transaction, caller.tenant.organisationId),
        { userId: caller.facts.user.id, origin: 'user', now: engine.now() },
        { module, id },
      ),
    );
    return row === null ? unknown : { data: [success(row, caller, 'record deleted')] };
  },
);
