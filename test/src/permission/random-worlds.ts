import * as fc from 'fast-check';
import {
  CATALOGUE,
  compileProfile,
  MODULE_NAMES,
  type DecisionContext,
  type FieldAccess,
  type ModuleName,
  type PermissionName,
  type Profile,
} from '@syncgrant/core';
import { ACTIONS, VIAS, type ProfileRequest } from './casl-ability.ts';

/** Random custom profiles over the whole catalogue, and random questions about them. */

const PERMISSIONS: readonly PermissionName[] = CATALOGUE.permissions.map(({ name }) => name);
export const FIELDS = ['Email', 'Subject', 'Amount', 'Owner'] as const;

const restrictions = fc.dictionary(
  fc.constantFrom(...FIELDS),
  fc.constantFrom('hidden' as const, 'read_only' as const),
);
const fieldAccess: fc.Arbitrary<FieldAccess> = fc.dictionary(fc.constantFrom(...MODULE_NAMES), restrictions);
export const permissionSets = fc.oneof(
  fc.subarray([...PERMISSIONS]),
  // Nearly everything, where single missing switches decide.
  fc
    .subarray([...PERMISSIONS], { maxLength: 8 })
    .map((missing) => PERMISSIONS.filter((name) => !missing.includes(name))),
);

export const profiles: fc.Arbitrary<Profile> = fc
  .record({ enabled: permissionSets, fieldAccess })
  .map((held) => ({ id: '10', name: 'Random', description: '', kind: 'custom', ...held }));

const module: fc.Arbitrary<ModuleName> = fc.constantFrom(...MODULE_NAMES);
const via = fc.constantFrom(...VIAS);

export const requests: fc.Arbitrary<ProfileRequest> = fc.oneof(
  fc.record({ kind: fc.constant('permission' as const), permission: fc.constantFrom(...PERMISSIONS) }),
  fc.record({
    kind: fc.constant('record' as const),
    module,
    action: fc.constantFrom(...ACTIONS),
    via,
    owned: fc.constantFrom(undefined, true, false),
  }),
  fc.record({
    kind: fc.constant('field' as const),
    module,
    field: fc.constantFrom(...FIELDS, 'Never_Restricted'),
    access: fc.constantFrom('read' as const, 'write' as const),
    via,
  }),
);

export const contextOf = (profile: Profile): DecisionContext => ({
  organisation: { edition: 'Enterprise', dataCenter: 'EU', microsoftExtensionEnabled: true },
  user: { active: true },
  profile: compileProfile(profile),
});
