import { CATALOGUE, type PermissionName } from './catalogue.ts';
import type { ModuleName } from './modules.ts';

/** The two that every organisation has and nobody changes, or one cloned from another profile. */
export type ProfileKind = 'administrator' | 'standard' | 'custom';

/** What a profile takes away from a field. A field that is not listed can be read and written. */
export type FieldRestriction = 'hidden' | 'read_only';

/** By module and field API name. Reports, dashboards and the calendar show records through their own modules. */
export type FieldAccess = { readonly [Name in ModuleName]?: Readonly<Record<string, FieldRestriction>> };

/** A named set of permissions and field access, as it is stored and sent. Every user has exactly one. */
export interface Profile {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly kind: ProfileKind;
  /** The permissions that are switched on, in catalogue order. In a system profile the catalogue decides. */
  readonly enabled: readonly PermissionName[];
  readonly fieldAccess: FieldAccess;
}

export type SystemProfileKind = Exclude<ProfileKind, 'custom'>;

const SYSTEM: Readonly<Record<SystemProfileKind, Omit<Profile, 'id'>>> = Object.freeze({
  administrator: Object.freeze({
    name: 'Administrator',
    description: 'Holds every permission, sees and manages all data of the organisation.',
    kind: 'administrator',
    enabled: Object.freeze(
      CATALOGUE.permissions.filter(({ inAdministrator }) => inAdministrator).map(({ name }) => name),
    ),
    fieldAccess: Object.freeze({}),
  }),
  standard: Object.freeze({
    name: 'Standard',
    description: 'Holds every permission except the administrative ones.',
    kind: 'standard',
    enabled: Object.freeze(
      CATALOGUE.permissions.filter(({ inStandard }) => inStandard).map(({ name }) => name),
    ),
    fieldAccess: Object.freeze({}),
  }),
});

/** The Administrator or Standard profile under the id an organisation gave it. */
export function systemProfile(kind: SystemProfileKind, id: string): Profile {
  return { id, ...SYSTEM[kind] };
}

/** The profile as it counts: a system profile is what the catalogue says, whatever was stored. */
export function settledProfile(profile: Profile): Profile {
  return profile.kind === 'custom' ? profile : { ...profile, ...grantsOf(profile.kind) };
}

const grantsOf = (kind: SystemProfileKind): Pick<Profile, 'enabled' | 'fieldAccess'> => ({
  enabled: SYSTEM[kind].enabled,
  fieldAccess: SYSTEM[kind].fieldAccess,
});
