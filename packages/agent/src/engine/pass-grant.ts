import { decideSync, explain, type SyncModule } from '@syncgrant/core';
import { inTransaction, readGrantFacts, shareGrants, Tenant } from '@syncgrant/store';
import type { EngineDeps } from './engine-deps.ts';
import { GateClosed } from './gate.ts';

/** The gate of a request that a user makes from a page: the grant alone decides, no run and no lease is needed. */
export async function passGrant<T>(
  deps: Pick<EngineDeps, 'db' | 'contexts'>,
  target: { readonly organisationId: string; readonly userId: string; readonly module: SyncModule },
  start: () => Promise<T>,
): Promise<T> {
  const started = await inTransaction(deps.db, async (transaction) => {
    const tenant = new Tenant(transaction, target.organisationId);
    await shareGrants(tenant);
    const facts = await readGrantFacts(tenant, target.userId);
    const grant = facts === null ? null : decideSync(deps.contexts.of(facts), target.module);
    if (grant?.granted !== true) {
      throw new GateClosed(
        [target.module],
        grant === null ? 'the user is gone' : explain(grant, 'subject').message,
      );
    }
    const answer = start();
    answer.catch(() => undefined); // Heard below, once the transaction has ended.
    return { answer };
  });
  return started.answer;
}
