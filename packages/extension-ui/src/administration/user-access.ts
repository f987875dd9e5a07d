import {
  planUserActivation,
  planUserDeactivation,
  planUserProfileAssignment,
  planUserRoleAssignment,
  type ActingUser,
  type ChangedUser,
  type Profile,
  type Role,
} from '@syncgrant/core';
import {
  countOtherActiveAdministrators,
  endAuthorizationsOfUser,
  endSessionsOfUser,
  readProfile,
  readRoles,
  readUser,
  setUserAccess,
  type CrmUser,
  type Tenant,
} from '@syncgrant/store';
import { itemDone, Refusal } from '../http/answer.ts';
import type { Caller } from '../http/caller.ts';
import type { Server } from '../http/route.ts';
import { administer } from './administer.ts';
import { refusedPlan } from './refused-plan.ts';
import { wrongItem, type ItemPlace } from './setting-items.ts';

/** What is to be different about a user. */
export interface AskedAccess {
  readonly profile?: { readonly id: string } | undefined;
  readonly role?: { readonly id: string } | undefined;
  readonly status?: 'active' | 'inactive' | undefined;
}

export interface PlannedAccess {
  readonly profile: Profile;
  readonly role: { readonly id: string; readonly name: string };
  readonly active: boolean;
}

/**
 * Another profile, another role, another status, or all at once. A user who is deactivated is signed out everywhere, and no
 * program acts for them any more.
 */
export async function changeUser(
  server: Server,
  caller: Caller,
  id: string,
  asked: AskedAccess,
  place: ItemPlace,
) {
  const known = await readUser(caller.tenant, id);
  if (known === null) return place.unknown;
  if (asked.profile === undefined && asked.role === undefined && asked.status === undefined) {
    return wrongItem(place, 'MANDATORY_NOT_FOUND', 'profile', 'Name a profile, a role or a status.');
  }
  const change = { action: 'user.update', subject: `user ${known.fullName}` };
  const done = await administer<null>(server, caller, change, async (tenant, actor, now) => {
    const user = await readUser(tenant, id);
    if (user === null) return { refused: place.unknown };
    const access = await planAccess(tenant, actor, user, asked, place.index);
    if (access instanceof Refusal) return { refused: access };
    const { profile, role, active } = access;
    await setUserAccess(tenant, id, { profileId: profile.id, roleId: role.id, active }, now);
    if (!active) {
      await endSessionsOfUser(tenant, id);
      await endAuthorizationsOfUser(tenant, id);
    }
    return {
      before: { profile: user.profile.name, role: user.role.name, active: user.status === 'active' },
      after: { profile: profile.name, role: role.name, active },
      result: null,
    };
  });
  return done instanceof Refusal ? done : itemDone(id, 'User updated');
}

/** The profile, role and status that a user would have; all of it, or what refuses it. */
export async function planAccess(
  tenant: Tenant,
  actor: ActingUser,
  user: CrmUser,
  asked: AskedAccess,
  index = 0,
): Promise<PlannedAccess | Refusal> {
  const place = { wrapper: 'users', index } as const;
  const profile = asked.profile === undefined ? user.profile : await findProfile(tenant, asked.profile.id);
  if (profile === null) return wrongItem(place, 'INVALID_DATA', 'profile', UNKNOWN_PROFILE);
  const role = asked.role === undefined ? user.role : await findRole(tenant, asked.role.id);
  if (role === null) return wrongItem(place, 'INVALID_DATA', 'role', UNKNOWN_ROLE);
  const active = asked.status === undefined ? user.status === 'active' : asked.status === 'active';

  const before = await changedUser(tenant, user);
  const plans = [
    ...(asked.profile === undefined ? [] : [planUserProfileAssignment(actor, before, profile)]),
    ...(asked.role === undefined ? [] : [planUserRoleAssignment(actor, before, role.id)]),
    ...(asked.status === undefined
      ? []
      : [(active ? planUserActivation : planUserDeactivation)(actor, { ...before, profile })]),
  ];
  for (const plan of plans) if (!plan.ok) return refusedPlan(plan.refusal, 'users', place);
  return { profile, role, active };
}

export const UNKNOWN_PROFILE = 'The profile given seems to be invalid.';
export const UNKNOWN_ROLE = 'The role given seems to be invalid.';

export const findProfile = async (tenant: Tenant, id: string): Promise<Profile | null> =>
  (await readProfile(tenant, id))?.profile ?? null;

/** The root where no role is named. */
export const findRole = async (tenant: Tenant, id: string | null): Promise<Role | null> =>
  (await readRoles(tenant)).find((role) => (id === null ? role.reportsTo === null : role.id === id)) ?? null;

/** A user as plans see them. */
export const changedUser = async (tenant: Tenant, user: CrmUser): Promise<ChangedUser> => ({
  id: user.id,
  active: user.status === 'active',
  profile: user.profile,
  roleId: user.role.id,
  otherActiveAdministrators: await countOtherActiveAdministrators(tenant, user.id),
});
