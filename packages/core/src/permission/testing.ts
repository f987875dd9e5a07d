import { ancestorsOf, CATALOGUE, descendantsOf, type PermissionName } from './catalogue.ts';
import { compileProfile } from './compile.ts';
import type { DecisionContext } from './context.ts';
import type { ActingUser } from './plan-refusal.ts';
import { systemProfile, type FieldAccess, type Profile } from './profile.ts';

/** Short ways for tests to say who holds what. */

export const ADMINISTRATOR = systemProfile('administrator', '1');
export const STANDARD = systemProfile('standard', '2');
export const EVERYTHING: readonly PermissionName[] = CATALOGUE.permissions
  .filter(({ customizable, restriction }) => customizable && !restriction)
  .map(({ name }) => name);

export function customProfile(enabled: readonly PermissionName[], fieldAccess: FieldAccess = {}): Profile {
  return { id: '10', name: 'Sales', description: '', kind: 'custom', enabled, fieldAccess };
}

/** Everything but these and what hangs on them. */
export function without(...names: readonly PermissionName[]): Profile {
  const gone = new Set([
    ...names,
    ...names.flatMap((name) => descendantsOf(name).map((child) => child.name)),
  ]);
  return customProfile(EVERYTHING.filter((name) => !gone.has(name)));
}

/** These and what they hang on. */
export function only(...names: readonly PermissionName[]): Profile {
  return customProfile([
    ...new Set([...names, ...names.flatMap((name) => ancestorsOf(name).map((parent) => parent.name))]),
  ]);
}

export function contextOf(
  profile: Profile,
  organisation: Partial<DecisionContext['organisation']> = {},
): DecisionContext {
  return {
    organisation: {
      edition: 'Enterprise',
      dataCenter: 'EU',
      microsoftExtensionEnabled: true,
      ...organisation,
    },
    user: { active: true },
    profile: compileProfile(profile),
  };
}

export function actingUser(
  profile: Profile,
  organisation: Partial<DecisionContext['organisation']> = {},
): ActingUser {
  return {
    userId: '500',
    context: contextOf(profile, organisation),
    roleId: '2',
    subordinateRoles: new Set(['3', '4']),
  };
}
