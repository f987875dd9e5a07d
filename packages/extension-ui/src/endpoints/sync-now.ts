import { syncNow } from '@syncgrant/contracts';
import { inTransaction, requestTick, Tenant } from '@syncgrant/store';
import { DONE, Refusal } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';
import { runningSetup } from '../setups/own-setup.ts';

export const syncNowRoute = defineRoute(syncNow, async ({ params: { module }, caller }, { deps }) => {
  const setup = await runningSetup(caller, module);
  if (setup instanceof Refusal) return setup;
  await inTransaction(deps.engine.db, (transaction) =>
    requestTick(new Tenant(transaction, caller.tenant.organisationId), setup.account_id, deps.engine.now()),
  );
  return DONE;
});
