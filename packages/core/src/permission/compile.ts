import { compileAnswers, type Answers } from './answers.ts';
import { numberOf } from './catalogue.ts';
import { moduleRights } from './module-rights.ts';
import { MODULE_NAMES } from './modules.ts';
import { compileSwitches, type Switches } from './permission-decision.ts';
import { opensReadOnly } from './record-rules.ts';
import { settledProfile, type Profile, type ProfileKind } from './profile.ts';
import { RestrictedFields } from './restricted-fields.ts';
import { compileSyncGrant, type ProfileSyncGrants } from './sync-grant.ts';

/** What decisions read: a profile with parents folded in and every answer ready. Immutable; derived, never stored. */
export interface CompiledProfile {
  readonly profileId: string;
  readonly kind: ProfileKind;
  readonly switches: Switches;
  readonly answers: Answers;
  /** By module number. */
  readonly fields: readonly RestrictedFields[];
  readonly sync: ProfileSyncGrants;
}

function restrictedFields({ fieldAccess }: Profile, switches: Switches): readonly RestrictedFields[] {
  return MODULE_NAMES.map((module) => {
    const rights = moduleRights(module);
    const override = opensReadOnly(switches, rights) ? rights.readOnlyOverride : undefined;
    return new RestrictedFields(module, fieldAccess[module] ?? {}, override);
  });
}

/**
 * Prepares a profile for deciding, which takes some tenth of a millisecond; keep the result for as long as the profile's
 * revision.
 * A system profile compiles to what the catalogue says of it, whatever was stored.
 */
export function compileProfile(profile: Profile): CompiledProfile {
  const settled = settledProfile(profile);
  const switches = compileSwitches(settled.enabled.map(numberOf));
  const fields = restrictedFields(settled, switches);
  return Object.freeze({
    profileId: profile.id,
    kind: profile.kind,
    switches,
    answers: compileAnswers(switches),
    fields,
    sync: Object.freeze({
      meetings: compileSyncGrant('meetings', switches, settled.fieldAccess),
      contacts: compileSyncGrant('contacts', switches, settled.fieldAccess),
      tasks: compileSyncGrant('tasks', switches, settled.fieldAccess),
    }),
  });
}
