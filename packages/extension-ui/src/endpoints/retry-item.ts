import { retryItem } from '@syncgrant/contracts';
import { inTransaction, requestTick, retryLink, Tenant } from '@syncgrant/store';
import { DONE, Refusal, unknownId } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';
import { runningSetup } from '../setups/own-setup.ts';

export const retryItemRoute = defineRoute(retryItem, async ({ params: { module, id }, caller }, { deps }) => {
  const setup = await runningSetup(caller, module);
  if (setup instanceof Refusal) return setup;
  return inTransaction(deps.engine.db, async (transaction) => {
    const tenant = new Tenant(transaction, caller.tenant.organisationId);
    if (!(await retryLink(tenant, setup.id, id))) return unknownId({ resource_path_index: 3 });
    await requestTick(tenant, setup.account_id, deps.engine.now());
    return DONE;
  });
});
