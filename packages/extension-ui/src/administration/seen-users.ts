import { decide, rolesBelow, type PermissionName } from '@syncgrant/core';
import type { UserType } from '@syncgrant/contracts';
import { readRoles, type UserQuery } from '@syncgrant/store';
import { Refusal } from '../http/answer.ts';
import type { Caller } from '../http/caller.ts';
import { noPermission } from '../http/no-permission.ts';

/** Zoho's words for which users are meant. */
const FILTER = {
  AllUsers: 'all',
  ActiveUsers: 'active',
  DeactiveUsers: 'inactive',
  DeletedUsers: 'deleted',
  ConfirmedUsers: 'confirmed',
  NotConfirmedUsers: 'not_confirmed',
  ActiveConfirmedUsers: 'active_confirmed',
  AdminUsers: 'administrators',
  ActiveConfirmedAdmins: 'active_confirmed_administrators',
  CurrentUser: 'all',
} as const satisfies Record<UserType, UserQuery['filter']>;

/** The users of a type whose details the caller may see; oneself always. */
export async function seenUsers(caller: Caller, type: UserType): Promise<UserQuery | Refusal> {
  if (type === 'CurrentUser') return { filter: FILTER[type], ids: [caller.facts.user.id] };
  return refusedDetails(caller) ?? { filter: FILTER[type], among: await subordinatesOnly(caller) };
}

/** Details of others are for who manages users or may see their information. */
export function refusedDetails({ context }: Caller): Refusal | null {
  const viewing = decide(context, { kind: 'permission', permission: 'Crm_Implied_View_Users_Information' });
  const managing = decide(context, { kind: 'permission', permission: 'Crm_Implied_Manage_Users' });
  return viewing.granted || managing.granted ? null : noPermission(viewing);
}

const SUBORDINATES_ONLY: PermissionName = 'Crm_Implied_List_Subordinate_Users';

/** Whom the caller sees when lists are narrowed to oneself and those who report to one; null when they are not. */
export async function subordinatesOnly({ tenant, context, facts }: Caller): Promise<UserQuery['among']> {
  if (!decide(context, { kind: 'permission', permission: SUBORDINATES_ONLY }).granted) return null;
  const { id, roleId } = facts.user;
  return { userId: id, roleIds: [...rolesBelow(await readRoles(tenant), roleId)] };
}

export const NOT_SUBORDINATE = new Refusal(
  403,
  'NO_PERMISSION',
  'Your profile shows only users who report to you.',
  { permissions: [SUBORDINATES_ONLY], rule: 'not_subordinate' },
);
