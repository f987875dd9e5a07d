import * as fc from 'fast-check';
import { CATALOGUE, type PermissionName } from './catalogue.ts';
import { compileProfile } from './compile.ts';
import type { DecisionContext } from './context.ts';
import type { DecisionRequest } from './request.ts';
import { DATA_CENTER_NAMES, EDITION_NAMES, type DataCenter, type Edition } from './edition.ts';
import type { FieldAccess } from './profile.ts';
import { SYNC_MODULE_NAMES } from './sync-module.ts';
import { customProfile } from './testing.ts';

/** Random organisations, users and profiles for properties of decisions, and random questions about them. */

// A few modules of every kind: with and without sheets, imports, exports and creation, and the sync's three.
const WORLD_MODULES = ['Contacts', 'Events', 'Tasks', 'Reports', 'Analytics', 'Visits', 'Notes'] as const;
const WORLD_PERMISSIONS: readonly PermissionName[] = CATALOGUE.permissions
  .filter(({ module, section, name, restriction }) => {
    const general = ['microsoft_app', 'crm_api', 'data_level', 'admin'].includes(section);
    return (
      !restriction && (general || WORLD_MODULES.some((known) => known === module) || name.endsWith('_Users'))
    );
  })
  .map(({ name }) => name);

export interface World {
  readonly edition: Edition;
  readonly dataCenter: DataCenter;
  readonly extension: boolean;
  readonly active: boolean;
  readonly enabled: readonly PermissionName[];
  readonly fieldAccess: FieldAccess;
}

const mostly = fc.integer({ min: 0, max: 9 }).map((roll) => roll > 0);
const someEnabled = fc.oneof(
  fc.subarray([...WORLD_PERMISSIONS]),
  // Nearly everything, where single missing switches decide.
  fc
    .subarray([...WORLD_PERMISSIONS], { maxLength: 4 })
    .map((missing) => WORLD_PERMISSIONS.filter((name) => !missing.includes(name))),
);
export const FIELDS = ['Email', 'Subject', 'Venue'] as const;
const someFields = fc.dictionary(
  fc.constantFrom(...FIELDS),
  fc.constantFrom('hidden' as const, 'read_only' as const),
);
export const worlds: fc.Arbitrary<World> = fc.record({
  edition: fc.oneof(fc.constantFrom(...EDITION_NAMES), fc.constant('Enterprise' as const)),
  dataCenter: fc.oneof(fc.constantFrom(...DATA_CENTER_NAMES), fc.constant('EU' as const)),
  extension: mostly,
  active: mostly,
  enabled: someEnabled,
  fieldAccess: fc.record({ Contacts: someFields, Events: someFields, Visits: someFields }),
});

const someVia = fc.constantFrom(
  undefined,
  'api' as const,
  'sheet' as const,
  'import' as const,
  'export' as const,
);
export const requests: fc.Arbitrary<DecisionRequest> = fc.oneof(
  fc.record({ kind: fc.constant('permission' as const), permission: fc.constantFrom(...WORLD_PERMISSIONS) }),
  fc.record({
    kind: fc.constant('record' as const),
    module: fc.constantFrom(...WORLD_MODULES),
    action: fc.constantFrom('view' as const, 'create' as const, 'edit' as const, 'delete' as const),
    via: someVia,
    owned: fc.constantFrom(undefined, true, false),
    takesPart: fc.constantFrom(undefined, true, false),
  }),
  fc.record({
    kind: fc.constant('field' as const),
    module: fc.constantFrom(...WORLD_MODULES),
    field: fc.constantFrom(...FIELDS),
    access: fc.constantFrom('read' as const, 'write' as const),
    via: someVia,
  }),
  fc.record({ kind: fc.constant('sync' as const), syncModule: fc.constantFrom(...SYNC_MODULE_NAMES) }),
);

export const contextOf = (world: World): DecisionContext => ({
  organisation: {
    edition: world.edition,
    dataCenter: world.dataCenter,
    microsoftExtensionEnabled: world.extension,
  },
  user: { active: world.active },
  profile: compileProfile(customProfile(world.enabled, world.fieldAccess)),
});

/** Every way to take one thing away from the world. */
export const revocations = (world: World): fc.Arbitrary<World> =>
  fc.oneof(
    fc.constantFrom(...WORLD_PERMISSIONS).map((gone) => ({
      ...world,
      enabled: world.enabled.filter((name) => name !== gone),
    })),
    fc.constantFrom(...FIELDS).map((field) => ({
      ...world,
      fieldAccess: {
        ...world.fieldAccess,
        Contacts: {
          ...world.fieldAccess.Contacts,
          [field]:
            world.fieldAccess.Contacts?.[field] === undefined ? ('read_only' as const) : ('hidden' as const),
        },
      },
    })),
    fc
      .constantFrom<Partial<World>>(
        { active: false },
        { extension: false },
        { edition: 'Free' },
        { dataCenter: 'CN' },
      )
      .map((less) => ({ ...world, ...less })),
  );
