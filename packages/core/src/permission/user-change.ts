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
  /** Whether the user reports to the acting user, directly or not. */
  readonly subordinate: boolean;
  /** How many other active users have the system Administrator profile. */
  readonly otherActiveAdministrators: number;
}

export interface PlannedUserChange {
  readonly ok: true;
  /** Whether the user's grants can come out differently afterwards. False when nothing changes. */
  readonly altersGrants: boolean;
}

const change = (altersGrants: boolean): PlannedUserChange => ({ ok: true, altersGrants });

/** A new user with this profile. */
export function planUserCreation(actor: ActingUser, profile: Profile): PlannedUserChange | Refusing {
  return (
    lacking(actor, 'Crm_Implied_Manage_Users') ?? exceedingOwn(actor, compileProfile(profile)) ?? change(true)
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

/** Deactivates a user or takes them out of the organisation; their setups pause and stay. */
export function planUserDeactivation(actor: ActingUser, user: ChangedUser): PlannedUserChange | Refusing {
  const refused = lacking(actor, 'Crm_Implied_Manage_Users');
  if (refused !== undefined) return refused;
  return (
    refusedAdministrator(user, 'deactivated or removed') ?? refusedTarget(actor, user) ?? change(user.active)
  );
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
    return refusePlan('own_user', 'Nobody changes their own profile or status.');
  }
  const permission = 'Crm_Implied_Manage_Subordinate_Users';
  const narrowed = decide(actor.context, { kind: 'permission', permission }).granted;
  return narrowed && !user.subordinate
    ? refusePlan('not_subordinate', 'Your profile manages only users who report to you.', { permission })
    : undefined;
}
