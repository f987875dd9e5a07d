import { compileProfile } from './compile.ts';
import { EDITIONS } from './edition.ts';
import { exceedingOwn } from './exceeding.ts';
import { lacking, refusePlan, type ActingUser, type Refusing } from './plan-refusal.ts';
import { refusedEditor } from './profile-change.ts';
import { refusedDescription, refusedName } from './setting-name.ts';
import { settledProfile, type Profile } from './profile.ts';

export interface ProfileCloneInput {
  readonly actor: ActingUser;
  readonly source: Profile;
  /** Id of the new profile. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly takenNames: readonly string[];
  /** How many custom profiles the organisation has. */
  readonly customProfileCount: number;
}

export interface PlannedProfileClone {
  readonly ok: true;
  readonly profile: Profile;
}

/**
 * Cloning is the only way to make a profile. The clone holds what its source holds and is custom from the start;
 * the edition says how many there may be, and having more than that already (after a lesser edition was taken)
 * only stops new ones.
 */
export function planProfileClone(input: ProfileCloneInput): PlannedProfileClone | Refusing {
  const { actor, source, id, name, description, takenNames, customProfileCount } = input;
  const refused =
    lacking(actor, 'Crm_Implied_Manage_Profiles') ??
    refusedName('profile', name, takenNames) ??
    refusedDescription('profile', description) ??
    beyondLimit(actor, customProfileCount) ??
    exceedingOwn(actor, compileProfile(source));
  if (refused !== undefined) return refused;
  const { enabled, fieldAccess } = settledProfile(source);
  return { ok: true, profile: { id, name: name.trim(), description, kind: 'custom', enabled, fieldAccess } };
}

function beyondLimit(actor: ActingUser, customProfileCount: number): Refusing | undefined {
  const { edition } = actor.context.organisation;
  const limit = EDITIONS[edition].customProfiles;
  return customProfileCount < limit
    ? undefined
    : refusePlan('profile_limit', `The ${edition} edition has at most ${limit} custom profiles.`, { limit });
}

export interface ProfileDeletionInput {
  readonly actor: ActingUser;
  readonly profile: Profile;
  /** How many users have the profile, deactivated ones included. */
  readonly userCount: number;
  /** The profile that its users get. */
  readonly transferTo?: Profile | undefined;
}

export interface PlannedProfileDeletion {
  readonly ok: true;
  /** Whether anybody's grants can change with it. */
  readonly altersGrants: boolean;
}

/** A custom profile goes once its users have another one, which must grant nothing the acting user lacks. */
export function planProfileDeletion(input: ProfileDeletionInput): PlannedProfileDeletion | Refusing {
  const { actor, profile, userCount, transferTo } = input;
  const refused = refusedEditor(actor, profile);
  if (refused !== undefined) return refused;
  if (transferTo?.id === profile.id) {
    return refusePlan('transfer_to_itself', 'The users of a profile are transferred to another one.', {
      field: 'transfer_to',
    });
  }
  if (userCount === 0) return { ok: true, altersGrants: false };
  if (transferTo === undefined) {
    return refusePlan(
      'transfer_required',
      `The profile has users (${userCount}); say which profile they get.`,
      {
        field: 'transfer_to',
      },
    );
  }
  return exceedingOwn(actor, compileProfile(transferTo)) ?? { ok: true, altersGrants: true };
}
