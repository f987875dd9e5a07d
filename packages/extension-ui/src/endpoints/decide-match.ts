import { decideMatch } from '@syncgrant/contracts';
import { decideDifferent, decideSame, inTransaction, requestTick, Tenant } from '@syncgrant/store';
import { DONE, Refusal } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';
import { notNow, runningSetup } from '../setups/own-setup.ts';

/** Stored with the links, so that the next plan goes by it. */
export const decideMatchRoute = defineRoute(
  decideMatch,
  async ({ params: { module }, body, caller }, { deps }) => {
    const setup = await runningSetup(caller, module);
    if (setup instanceof Refusal) return setup;
    return inTransaction(deps.engine.db, async (transaction) => {
      const tenant = new Tenant(transaction, caller.tenant.organisationId);
      const decided =
        body.decision === 'same'
          ? await decideSame(tenant, setup.id, body)
          : await decideDifferent(tenant, setup.id, body.linkIds);
      if (!decided) return notNow(module, 'These do not wait for a decision any more.');
      await requestTick(tenant, setup.account_id, deps.engine.now());
      return DONE;
    });
  },
);
