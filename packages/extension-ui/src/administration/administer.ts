import type { ActingUser } from '@syncgrant/core';
import { changeGrants, readGrantFacts, type GrantChangeResult, type Tenant } from '@syncgrant/store';
import type { Refusal } from '../http/answer.ts';
import { NOT_SIGNED_IN, type Caller } from '../http/caller.ts';
import type { Server } from '../http/route.ts';
import { actingUser } from './acting-user.ts';

/**
 * An administrator's change of something that grants depend on. Who acts is read again once nobody else can change
 * grants, so that a permission lost a moment ago is lost here too; change, revision and audit entry commit together.
 */
export async function administer<T>(
  { deps }: Server,
  caller: Caller,
  change: { readonly action: string; readonly subject: string },
  body: (tenant: Tenant, actor: ActingUser, now: Date) => Promise<GrantChangeResult<T, Refusal>>,
): Promise<{ readonly ok: true; readonly result: T } | Refusal> {
  const { db, contexts } = deps.engine;
  const now = deps.engine.now();
  const { user } = caller.facts;
  const outcome = await changeGrants<T, Refusal>(
    db,
    caller.tenant.organisationId,
    { ...change, actor: { id: user.id, name: user.fullName }, address: caller.address, now },
    async (tenant) => {
      const facts = await readGrantFacts(tenant, user.id);
      if (facts === null) return { refused: NOT_SIGNED_IN };
      return body(tenant, await actingUser(tenant, facts, contexts), now);
    },
  );
  return outcome.ok ? outcome : outcome.refusal;
}
