import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CATALOGUE, descendantsOf, numberOf, permissionOf, type PermissionName } from './catalogue.ts';
import { compileProfile } from './compile.ts';
import { holds } from './permission-decision.ts';
import { planProfileChange } from './profile-change.ts';
import type { Profile } from './profile.ts';
import { actingUser, ADMINISTRATOR, customProfile, EVERYTHING, STANDARD } from './testing.ts';

const NAMES = CATALOGUE.permissions.map(({ name }) => name);
const toggles = fc.array(fc.record({ permission: fc.constantFrom(...NAMES), enabled: fc.boolean() }), {
  maxLength: 6,
});
const sources = fc.constantFrom<readonly PermissionName[]>([], STANDARD.enabled, EVERYTHING);
/** A custom profile after some accepted changes: the only way one comes about. */
const profiles: fc.Arbitrary<Profile> = fc
  .tuple(sources, fc.array(toggles, { maxLength: 8 }))
  .map(([source, changes]) =>
    changes.reduce<Profile>((profile, permissions) => {
      const planned = plan(profile, permissions);
      return planned.ok ? planned.profile : profile;
    }, customProfile(source)),
  );

const plan = (
  profile: Profile,
  permissions: readonly { readonly permission: string; readonly enabled: boolean }[],
  actor = actingUser(ADMINISTRATOR),
) => planProfileChange({ actor, profile, change: { permissions }, takenNames: [] });

describe('a change of a profile, whatever the profile and the change', () => {
  test('leaves nothing on whose parent is off', () => {
    fc.assert(
      fc.property(profiles, (profile) => {
        const on = new Set(profile.enabled);
        for (const name of on) for (const parent of permissionOf(name).parents) expect(on).toContain(parent);
      }),
    );
  });

  test('does what was asked, takes children of what goes off with it, and touches nothing else', () => {
    fc.assert(
      fc.property(profiles, toggles, (profile, permissions) => {
        const planned = plan(profile, permissions);
        fc.pre(planned.ok);
        const asked = new Map(permissions.map(({ permission, enabled }) => [permission, enabled]));
        const below = new Set(
          permissions
            .filter(({ enabled }) => !enabled)
            .flatMap(({ permission }) => descendantsOf(permission).map(({ name }) => name)),
        );
        const before = new Set(profile.enabled);
        const expected = NAMES.filter((name) => asked.get(name) ?? (before.has(name) && !below.has(name)));
        expect(planned.profile.enabled).toEqual(expected);
        const after = new Set(expected);
        expect(planned.turnedOn).toEqual(expected.filter((name) => !before.has(name)));
        expect([...planned.turnedOff, ...planned.impliedOff].toSorted()).toEqual(
          profile.enabled.filter((name) => !after.has(name)).toSorted(),
        );
      }),
    );
  });

  test('applied twice changes nothing the second time', () => {
    fc.assert(
      fc.property(profiles, toggles, (profile, permissions) => {
        const once = plan(profile, permissions);
        fc.pre(once.ok);
        expect(plan(once.profile, permissions)).toMatchObject({ altersGrants: false, profile: once.profile });
      }),
    );
  });

  test('grants nothing that whoever made it lacks', () => {
    const managers = profiles.map((profile) =>
      actingUser({
        ...customProfile([...profile.enabled, 'Crm_Implied_Manage_Users', 'Crm_Implied_Manage_Profiles']),
        id: '77',
      }),
    );
    fc.assert(
      fc.property(managers, profiles, toggles, (actor, profile, permissions) => {
        const planned = plan(profile, permissions, actor);
        fc.pre(planned.ok);
        const before = compileProfile(profile).switches;
        const after = compileProfile(planned.profile).switches;
        const gained = CATALOGUE.permissions.filter(
          ({ name, restriction }) =>
            !restriction && holds(after, numberOf(name)) && !holds(before, numberOf(name)),
        );
        for (const { number } of gained) {
          expect(holds(actor.context.profile.switches, number)).toBe(true);
        }
      }),
    );
  });
});
