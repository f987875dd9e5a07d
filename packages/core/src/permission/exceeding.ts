import { ancestorsOf, CATALOGUE, type Permission } from './catalogue.ts';
import type { CompiledProfile } from './compile.ts';
import { MODULE_NAMES, moduleNumberOf, MODULES, type ModuleName } from './modules.ts';
import { holds } from './permission-decision.ts';
import { refusePlan, type ActingUser, type Refusing } from './plan-refusal.ts';
import type { FieldRestriction } from './profile.ts';

const STRICTNESS: Readonly<Record<FieldRestriction | 'read_write', number>> = {
  read_write: 0,
  read_only: 1,
  hidden: 2,
};

const strictness = (profile: CompiledProfile, module: ModuleName, field: string): number =>
  STRICTNESS[profile.fields[moduleNumberOf(module)]?.get(field)?.restriction ?? 'read_write'];

/** Whether `profile` gives its holder this: a right, or what a restriction would narrow without the restriction. */
export const gives = ({ switches }: CompiledProfile, { name, number, restriction }: Permission): boolean =>
  restriction
    ? !holds(switches, number) && ancestorsOf(name).every((parent) => holds(switches, parent.number))
    : holds(switches, number);

/** Fields that either profile restricts: only there can two profiles differ. */
export const restrictedFields = (
  module: ModuleName,
  ...profiles: readonly CompiledProfile[]
): ReadonlySet<string> =>
  new Set(profiles.flatMap((profile) => profile.fields[moduleNumberOf(module)]?.names ?? []));

/**
 * Nobody grants what they lack. Refuses when `after` gives something that `before` did not and the acting user's
 * own profile does not: the first such permission or field is named. Without `before`, all of `after` counts.
 */
export function exceedingOwn(
  { context }: ActingUser,
  after: CompiledProfile,
  before?: CompiledProfile,
): Refusing | undefined {
  const own = context.profile;
  const permission = CATALOGUE.permissions.find(
    (candidate) =>
      gives(after, candidate) &&
      !gives(own, candidate) &&
      (before === undefined || !gives(before, candidate)),
  );
  if (permission !== undefined) {
    return refusePlan('exceeds_own', `You cannot grant “${permission.title}”, because you do not have it.`, {
      permission: permission.name,
    });
  }
  for (const module of MODULE_NAMES) {
    for (const field of restrictedFields(module, own, ...(before === undefined ? [] : [before]))) {
      const opened = strictness(after, module, field);
      const loosened = before === undefined || opened < strictness(before, module, field);
      if (loosened && opened < strictness(own, module, field)) {
        return refusePlan(
          'exceeds_own',
          `You cannot open the field ${field} of ${MODULES[module].label} further than it is open to you.`,
          { field: `${module}.${field}` },
        );
      }
    }
  }
  return undefined;
}
