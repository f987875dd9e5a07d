import type { PermissionName } from './catalogue.ts';
import { compileProfile } from './compile.ts';
import { exceedingOwn } from './exceeding.ts';
import { changeFieldAccess, type FieldAccessChange } from './field-access-change.ts';
import { turnSwitches, type PermissionToggle } from './permission-change.ts';
import { lacking, refusePlan, type ActingUser, type Refusing } from './plan-refusal.ts';
import { refusedDescription, refusedName } from './setting-name.ts';
import type { Profile } from './profile.ts';

/** What is to be different; what is left out stays. */
export interface ProfileChange {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly permissions?: readonly PermissionToggle[] | undefined;
  readonly fieldAccess?: readonly FieldAccessChange[] | undefined;
}

export interface ProfileChangeInput {
  readonly actor: ActingUser;
  readonly profile: Profile;
  readonly change: ProfileChange;
  /** Names of the organisation's other profiles. */
  readonly takenNames: readonly string[];
}

export interface PlannedProfileChange {
  readonly ok: true;
  /** The profile as it will be, complete. */
  readonly profile: Profile;
  readonly turnedOn: readonly PermissionName[];
  readonly turnedOff: readonly PermissionName[];
  /** Permissions that went off with a parent, beyond what was asked. */
  readonly impliedOff: readonly PermissionName[];
  /** Whether a grant can come out differently afterwards, so that the organisation's revision has to grow. */
  readonly altersGrants: boolean;
}

/** Refuses whoever may not change this profile at all. */
export function refusedEditor(actor: ActingUser, profile: Profile): Refusing | undefined {
  const refused = lacking(actor, 'Crm_Implied_Manage_Profiles');
  if (refused !== undefined) return refused;
  if (profile.kind !== 'custom') {
    return refusePlan('system_profile', `The system profile ${profile.name} cannot be changed or deleted.`);
  }
  if (actor.context.profile.profileId === profile.id) {
    return refusePlan('own_profile', 'Nobody changes the profile they have.');
  }
  return undefined;
}

/**
 * Checks a change of a profile and works out what it leads to; the whole change or nothing. Who may: a holder of
 * Manage Profiles (for field access also of Field Level Access Permissions), in a custom profile that is not their
 * own, granting nothing they lack.
 */
export function planProfileChange(input: ProfileChangeInput): PlannedProfileChange | Refusing {
  const { actor, profile, change, takenNames } = input;
  const refused =
    refusedEditor(actor, profile) ??
    (change.fieldAccess === undefined ? undefined : lacking(actor, 'Crm_Implied_Manage_Field_Access')) ??
    (change.name === undefined ? undefined : refusedName('profile', change.name, takenNames)) ??
    (change.description === undefined ? undefined : refusedDescription('profile', change.description));
  if (refused !== undefined) return refused;

  const switches = turnSwitches(profile.enabled, change.permissions ?? []);
  if (!switches.ok) return switches;
  const fields = changeFieldAccess(profile.fieldAccess, change.fieldAccess ?? []);
  if (!fields.ok) return fields;

  const next: Profile = {
    ...profile,
    name: change.name?.trim() ?? profile.name,
    description: change.description ?? profile.description,
    enabled: switches.enabled,
    fieldAccess: fields.fieldAccess,
  };
  const exceeded = exceedingOwn(actor, compileProfile(next), compileProfile(profile));
  if (exceeded !== undefined) return exceeded;

  const { turnedOn, turnedOff, impliedOff } = switches;
  return {
    ok: true,
    profile: next,
    turnedOn,
    turnedOff,
    impliedOff,
    altersGrants: fields.changed || turnedOn.length + turnedOff.length + impliedOff.length > 0,
  };
}
