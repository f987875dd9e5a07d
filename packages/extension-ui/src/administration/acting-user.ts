import { rolesBelow, type ActingUser } from '@syncgrant/core';
import { readRoles, type DecisionContexts, type GrantFacts, type Tenant } from '@syncgrant/store';

/** Who asks for a change, with all that plans want to know of them. */
export async function actingUser(
  tenant: Tenant,
  facts: GrantFacts,
  contexts: DecisionContexts,
): Promise<ActingUser> {
  const { id: userId, roleId } = facts.user;
  const subordinateRoles = rolesBelow(await readRoles(tenant), roleId);
  return { userId, context: contexts.of(facts), roleId, subordinateRoles };
}
