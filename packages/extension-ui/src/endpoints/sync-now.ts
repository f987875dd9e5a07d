import { syncNow } from '@syncgrant/contracts';
import { inTransaction, readSetup, requestTick, Tenant } from '@syncgrant/store';
import { DONE } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';
import { notNow, refusedSync } from '../setups/own-setup.ts';

export const syncNowRoute = defineRoute(syncNow, async ({ params: { module }, caller }, { deps }) => {
  const refused = refusedSync(caller, module);
  if (refused !== null) return refused;
  const setup = await readSetup(caller.tenant, caller.facts.user.id, module);
  if (setup === null || setup.phase === 'disabled') return notNow(module, 'The sync is not enabled.');
  if (setup.own_pause_since !== null) return notNow(module, 'You have paused the sync; resume it first.');
  await inTransaction(deps.engine.db, (transaction) =>
    requestTick(new Tenant(transaction, caller.tenant.organisationId), setup.account_id),
  );
  return DONE;
});
