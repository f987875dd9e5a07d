import {
  planUserActivation,
  planUserDeactivation,
  planUserProfileAssignment,
  type ActingUser,
  type ChangedUser,
  type Profile,
} from '@syncgrant/core';
import { updateUser } from '@syncgrant/contracts';
import {
  countOtherActiveAdministrators,
  endAuthorizationsOfUser,
  endSessionsOfUser,
  readProfile,
  readUser,
  setUserAccess,
  type CrmUser,
  type Tenant,
} from '@syncgrant/store';
import { administer } from '../administration/administer.ts';
import { refusedPlan } from '../administration/refused-plan.ts';
import { itemDone, Refusal, unknownId } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';

interface Asked {
  readonly profile?: { readonly id: string } | undefined;
  readonly status?: 'active' | 'inactive' | undefined;
}

/**
 * Another profile, another status, or both at once. A user who is deactivated is signed out everywhere, and no program acts for
 * them any more.
 */
export const updateUserRoute = defineRoute(updateUser, async ({ params, body, caller }, server) => {
  const [asked] = body.users;
  const known = await readUser(caller.tenant, params.id);
  if (asked === undefined || known === null) return unknownId({ resource_path_index: 1 });
  if (asked.profile === undefined && asked.status === undefined) {
    const details = { api_name: 'profile', json_path: '$.users[0].profile' };
    return new Refusal(400, 'MANDATORY_NOT_FOUND', 'Name a profile or a status.', details, 'users');
  }
  const change = { action: 'user.update', subject: `user ${known.fullName}` };
  const done = await administer<null>(server, caller, change, async (tenant, actor, now) => {
    const user = await readUser(tenant, params.id);
    if (user === null) return { refused: unknownId({ resource_path_index: 1 }) };
    const access = await planAccess(tenant, actor, user, asked);
    if (access instanceof Refusal) return { refused: access };
    await setUserAccess(tenant, user.id, { profileId: access.profile.id, active: access.active }, now);
    if (!access.active) {
      await endSessionsOfUser(tenant, user.id);
      await endAuthorizationsOfUser(tenant, user.id);
    }
    return {
      before: { profile: user.profile.name, active: user.status === 'active' },
      after: { profile: access.profile.name, active: access.active },
      result: null,
    };
  });
  if (done instanceof Refusal) return done;
  return {
    users: [itemDone(params.id, 'User updated')],
  };
});

export async function planAccess(
  tenant: Tenant,
  actor: ActingUser,
  user: CrmUser,
  asked: Asked,
): Promise<{ readonly profile: Profile; readonly active: boolean } | Refusal> {
  const wanted = asked.profile === undefined ? null : await readProfile(tenant, asked.profile.id);
  if (asked.profile !== undefined && wanted === null) {
    const details = { api_name: 'profile', json_path: '$.users[0].profile' };
    return new Refusal(400, 'INVALID_DATA', 'The profile given seems to be invalid.', details, 'users');
  }
  let changed: ChangedUser = {
    id: user.id,
    active: user.status === 'active',
    profile: user.profile,
    roleId: user.role.id,
    otherActiveAdministrators: await countOtherActiveAdministrators(tenant, user.id),
  };
  if (wanted !== null) {
    const plan = planUserProfileAssignment(actor, changed, wanted.profile);
    if (!plan.ok) return refusedPlan(plan.refusal, 'users');
    changed = { ...changed, profile: wanted.profile };
  }
  if (asked.status !== undefined) {
    const active = asked.status === 'active';
    const plan = active ? planUserActivation(actor, changed) : planUserDeactivation(actor, changed);
    if (!plan.ok) return refusedPlan(plan.refusal, 'users');
    changed = { ...changed, active };
  }
  return changed;
}
