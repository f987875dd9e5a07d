import { numberOf } from './catalogue.ts';
import { MODULE_NAMES, type ModuleName } from './modules.ts';
import { compileSwitches, type Switches } from './permission-decision.ts';
import { settledProfile, type FieldRestriction, type Profile, type ProfileKind } from './profile.ts';
import { refuse, type Refused } from './rule.ts';
import { compileSyncGrant, type ProfileSyncGrants } from './sync-grant.ts';

/** A module's restricted fields, each with the refusal it answers. */
export type CompiledFields = ReadonlyMap<string, CompiledField>;

export interface CompiledField {
  readonly restriction: FieldRestriction;
  readonly refusal: Refused;
}

/** What decisions read: a profile with parents folded in and every answer ready. Immutable; derived, never stored. */
export interface CompiledProfile {
  readonly profileId: string;
  readonly kind: ProfileKind;
  readonly switches: Switches;
  readonly fields: ReadonlyMap<ModuleName, CompiledFields>;
  readonly sync: ProfileSyncGrants;
}

function compileFields(profile: Profile): ReadonlyMap<ModuleName, CompiledFields> {
  const compiled = new Map<ModuleName, CompiledFields>();
  for (const module of MODULE_NAMES) {
    const fields = Object.entries(profile.fieldAccess[module] ?? {});
    if (fields.length === 0) continue;
    compiled.set(
      module,
      new Map(
        fields.map(([field, restriction]) => [
          field,
          Object.freeze({
            restriction,
            refusal: refuse({
              code: restriction === 'hidden' ? 'field_hidden' : 'field_read_only',
              module,
              field,
            }),
          }),
        ]),
      ),
    );
  }
  return compiled;
}

/**
 * Prepares a profile for deciding. Costs some microseconds; keep the result for as long as the profile's revision.
 * A system profile compiles to what the catalogue says of it, whatever was stored.
 */
export function compileProfile(profile: Profile): CompiledProfile {
  const settled = settledProfile(profile);
  const switches = compileSwitches(settled.enabled.map(numberOf));
  const fields = compileFields(settled);
  return Object.freeze({
    profileId: profile.id,
    kind: profile.kind,
    switches,
    fields,
    sync: Object.freeze({
      meetings: compileSyncGrant('meetings', switches, settled.fieldAccess),
      contacts: compileSyncGrant('contacts', switches, settled.fieldAccess),
      tasks: compileSyncGrant('tasks', switches, settled.fieldAccess),
    }),
  });
}
