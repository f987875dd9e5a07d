import type { ActingUser } from '@syncgrant/core';
import type { Impact } from '@syncgrant/contracts';
import { inTransaction, readGrantFacts, shareGrants, Tenant, type GrantFacts } from '@syncgrant/store';
import { Refusal } from '../http/answer.ts';
import { NOT_SIGNED_IN, type Caller } from '../http/caller.ts';
import type { Server } from '../http/route.ts';
import { actingUser } from './acting-user.ts';
import { impactOf, type Ground, type Supposition } from './impact.ts';

/**
 * Plans a change as `administer` would and says what it would do. Nobody changes grants meanwhile, so everything that is said
 * belongs to one revision; nothing is written.
 */
export async function previewChange(
  { deps: { engine } }: Server,
  caller: Caller,
  plan: (
    tenant: Tenant,
    actor: ActingUser,
    organisation: Ground['organisation'],
  ) => Promise<Supposition | Refusal>,
): Promise<Impact | Refusal> {
  return inTransaction(engine.db, async (transaction) => {
    const tenant = new Tenant(transaction, caller.tenant.organisationId);
    await shareGrants(tenant);
    const facts: GrantFacts | null = await readGrantFacts(tenant, caller.facts.user.id);
    if (facts === null) return NOT_SIGNED_IN;
    const actor = await actingUser(tenant, facts, engine.contexts);
    const supposed = await plan(tenant, actor, actor.context.organisation);
    return supposed instanceof Refusal ? supposed : impactOf(tenant, supposed, engine.now());
  });
}
