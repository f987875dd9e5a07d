import { compileProfile } from './compile.ts';
import { decide } from './decide.ts';
import { exceedingOwn } from './exceeding.ts';
import { lacking, refusePlan, type ActingUser, type Refusing } from './plan-refusal.ts';
import type { Profile } from './profile.ts';

/** The user a change is about. */
export interface ChangedUser {
  readonly id: string;
  readonly active: boolean;
  readonly profile: Profile;
  readonly roleId: string;
  /** How many other active users have the system Administrator profile. */
  readonly otherActiveAdministrators: number;
}

export interface PlannedUserChange {
  readonly ok: true;
  /** Whether the user's grants can come out differently afterwards. False when nothing changes. */
  readonly altersGrants: boolean;
}

const change = (altersGrants: boolean): PlannedUserChange => ({ ok: true, altersGrants });

/** A new user with this profile and role. */
export function planUserCreation(
  actor: ActingUser,
  profile: Profile,
  roleId: string,
): PlannedUserChange | Refusing {
  return (
    lacking(actor, 'Crm_Implied_Manage_Users') ??
    refusedBeyondSubordinates(actor, roleId, 'Your profile manages only users who report to you.') ??
    exceedingOwn(actor, compileProfile(profile)) ??
    change(true)
  );
}

/** Another profile for a user. The last active system Administrator keeps theirs. */
export function planUserProfileAssignment(
  actor: ActingUser,
  user: ChangedUser,
  profile: Profile,
): PlannedUserChange | Refusing {
  const refused = lacking(actor, 'Crm_Implied_Manage_Users');
  if (refused !== undefined) return refused;
  if (profile.id === user.profile.id) return change(false);
  return (
    refusedAdministrator(user, 'given another profile') ??
    refusedTarget(actor, user) ??
    exceedingOwn(actor, compileProfile(profile)) ??
    change(true)
  );
}

/** Another role for a user, which says who they report to. */
export function planUserRoleAssignment(
  actor: ActingUser,
  user: ChangedUser,
  roleId: string,
): PlannedUserChange | Refusing {
  const refused = lacking(actor, 'Crm_Implied_Manage_Users');
  if (refused !== undefined) return refused;
  if (roleId === user.roleId) return change(false);
  return (
    refusedTarget(actor, user) ??
    refusedBeyondSubordinates(actor, roleId, 'Your profile gives only roles that report to yours.') ??
    change(true)
  );
}

/** Deactivates a user; their setups pause and stay. */
export function planUserDeactivation(actor: ActingUser, user: ChangedUser): PlannedUserChange | Refusing {
  const refused = lacking(actor, 'Crm_Implied_Manage_Users');
  if (refused !== undefined) return refused;
  return (
    refusedAdministrator(user, 'deactivated or removed') ?? refusedTarget(actor, user) ?? change(user.active)
  );
}

/**
 * Takes a user out of the organisation for good, and may give their records to another: that takes the right to everybody's records,
 * or else whoever manages users could give themselves records that they must not see.
 */
export function planUserDeletion(
  actor: ActingUser,
  user: ChangedUser,
  transferTo?: string,
): PlannedUserChange | Refusing {
  const planned = planUserDeactivation(actor, user);
  if (!planned.ok || transferTo === undefined) return planned;
  if (transferTo === user.id) {
    return refusePlan('transfer_to_itself', 'The records of a user are transferred to another one.', {
      field: 'transfer_to_id',
    });
  }
  return lacking(actor, 'Crm_Implied_Access_All_Records') ?? planned;
}

/** Gives a deactivated user their profile's grants back. */
export function planUserActivation(actor: ActingUser, user: ChangedUser): PlannedUserChange | Refusing {
  return (
    lacking(actor, 'Crm_Implied_Manage_Users') ??
    refusedTarget(actor, user) ??
    exceedingOwn(actor, compileProfile(user.profile)) ??
    change(!user.active)
  );
}

function refusedAdministrator(user: ChangedUser, what: string): Refusing | undefined {
  const last = user.active && user.profile.kind === 'administrator' && user.otherActiveAdministrators === 0;
  return last
    ? refusePlan('last_administrator', `The last active administrator cannot be ${what}.`)
    : undefined;
}

function refusedTarget(actor: ActingUser, user: ChangedUser): Refusing | undefined {
  if (actor.userId === user.id) {
    return refusePlan('own_user', 'Nobody changes their own profile, role or status.');
  }
  const message = 'Your profile manages only users who report to you.';
  return refusedBeyondSubordinates(actor, user.roleId, message);
}

/** Refuses whoever manages subordinates only and is about to reach a role that does not report to theirs. */
export function refusedBeyondSubordinates(
  actor: ActingUser,
  roleId: string,
  message: string,
): Refusing | undefined {
  const permission = 'Crm_Implied_Manage_Subordinate_Users';
  const narrowed = decide(actor.context, { kind: 'permission', permission }).granted;
  return narrowed && !actor.subordinateRoles.has(roleId)
    ? refusePlan('not_subordinate', message, { permission })
    : undefined;
}
