import { ancestorsOf, CATALOGUE, findPermission, type Permission, type PermissionName } from './catalogue.ts';
import { refusePlan, type Refusing } from './plan-refusal.ts';

/** A switch to be turned; the name comes from outside and may not exist. */
export interface PermissionToggle {
  readonly permission: string;
  readonly enabled: boolean;
}

export interface TurnedSwitches {
  readonly ok: true;
  /** The complete set afterwards, in catalogue order; nothing is in it whose parents are not. */
  readonly enabled: readonly PermissionName[];
  readonly turnedOn: readonly PermissionName[];
  /** What was asked to be off and was on before. */
  readonly turnedOff: readonly PermissionName[];
  /** What went off with a parent. */
  readonly impliedOff: readonly PermissionName[];
}

/**
 * Turns switches, all at once: their order does not matter. Turning a parent off takes its children with it; a
 * child cannot be on while its parent is off, unless the same change turns the parent on.
 */
export function turnSwitches(
  current: readonly PermissionName[],
  toggles: readonly PermissionToggle[],
): TurnedSwitches | Refusing {
  const asked = new Map<Permission, boolean>();
  for (const { permission: name, enabled } of toggles) {
    const about = { permission: name };
    const permission = findPermission(name);
    if (permission === undefined) {
      return refusePlan('unknown_permission', `There is no permission ${name}.`, about);
    }
    if (!permission.customizable) {
      return refusePlan('not_customizable', `“${permission.title}” cannot be changed in any profile.`, about);
    }
    if ((asked.get(permission) ?? enabled) !== enabled) {
      return refusePlan('contradiction', `“${permission.title}” is asked to be both on and off.`, about);
    }
    asked.set(permission, enabled);
  }

  const on = new Set(current);
  for (const [{ name }, enabled] of asked) {
    if (enabled) on.add(name);
    else on.delete(name);
  }
  for (const [{ name, title }, enabled] of asked) {
    const missing = enabled ? ancestorsOf(name).find((parent) => !on.has(parent.name)) : undefined;
    if (missing !== undefined) {
      return refusePlan('parent_off', `“${title}” cannot be on while “${missing.title}” is off.`, {
        permission: name,
      });
    }
  }

  const before = new Set(current);
  const kept = CATALOGUE.permissions.filter(
    ({ name }) => on.has(name) && ancestorsOf(name).every((parent) => on.has(parent.name)),
  );
  const after = new Set(kept.map(({ name }) => name));
  const gone = CATALOGUE.permissions.filter(({ name }) => before.has(name) && !after.has(name));
  return {
    ok: true,
    enabled: [...after],
    turnedOn: [...after].filter((name) => !before.has(name)),
    turnedOff: gone.filter((permission) => asked.has(permission)).map(({ name }) => name),
    impliedOff: gone.filter((permission) => !asked.has(permission)).map(({ name }) => name),
  };
}
