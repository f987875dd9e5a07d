import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CATALOGUE, permissionOf, type PermissionName } from './catalogue.ts';
import { compileProfile } from './compile.ts';
import { decide } from './decide.ts';
import type { DecisionRequest, Via } from './request.ts';
import { explain } from './explain.ts';
import { MODULES, type ModuleName } from './modules.ts';
import { systemProfile } from './profile.ts';
import type { RecordAction, Rule } from './rule.ts';
import { decideSync } from './sync-grant.ts';
import { SYNC_MODULE_NAMES, SYNC_MODULES, type SyncModule } from './sync-module.ts';
import { contextOf, FIELDS, requests, revocations, worlds, type World } from './testing-worlds.ts';

/** The rules once more, slowly and by name. */
function oracle(world: World, request: DecisionRequest): boolean {
  const has = (name: string): boolean => {
    const permission = CATALOGUE.permissions.find((candidate) => candidate.name === name);
    return (
      permission !== undefined && world.enabled.includes(permission.name) && permission.parents.every(has)
    );
  };
  const can = (verb: string, module: ModuleName): boolean =>
    has(`Crm_Implied_${verb}_${MODULES[module].code}`);
  const exists = (verb: string, module: ModuleName): boolean =>
    CATALOGUE.permissions.some(({ name }) => name === `Crm_Implied_${verb}_${MODULES[module].code}`);
  const VERBS = { view: 'View', create: 'Create', edit: 'Edit', delete: 'Delete' } as const;

  const record = (
    module: ModuleName,
    action: RecordAction,
    via: Via | undefined,
    owned: boolean,
  ): boolean => {
    const plain = can(VERBS[action], module);
    const reached = owned || has('Crm_Implied_Access_All_Records');
    switch (via) {
      case undefined:
        return plain && reached;
      case 'api':
        return has('Crm_Implied_Api_Access') && plain && reached;
      case 'sheet': {
        const overridden = action === 'create' || action === 'edit';
        return can('ZohoSheet_View', module) && (plain || overridden) && reached;
      }
      case 'import':
        if (action === 'delete' || !can(owned ? 'Import' : 'Import_Org', module)) return false;
        return action === 'create' || plain;
      case 'export': {
        const manager = module === 'Analytics' ? 'Manage_Dashboards' : 'Manage_Reports';
        const may = can('Export', module) || can('ZohoSheet_View', module) || has(`Crm_Implied_${manager}`);
        return action === 'view' && plain && exists('Export', module) && may && reached;
      }
    }
  };

  if (request.kind === 'sync') {
    const { permission, view } = SYNC_MODULES[request.syncModule];
    const available = world.edition !== 'Free' && world.dataCenter !== 'CN' && world.extension;
    return available && world.active && has(permission) && has(view);
  }
  if (!world.active) return false;
  switch (request.kind) {
    case 'permission':
      return has(request.permission);
    case 'record': {
      const { module, action, via, owned = true, takesPart = false } = request;
      const seen = takesPart && module === 'Events' && action === 'view' && record(module, action, via, true);
      return record(module, action, via, owned) || seen;
    }
    case 'field': {
      const { module, via, access } = request;
      const restriction = world.fieldAccess[module]?.[request.field];
      if (restriction === 'hidden') return false;
      if (access === 'read') return record(module, 'view', via, true);
      const overridden =
        (via === 'sheet' || via === 'import') && can('Import', module) && can('ZohoSheet_View', module);
      return (
        (record(module, 'edit', via, true) || record(module, 'create', via, true)) &&
        (restriction !== 'read_only' || overridden)
      );
    }
  }
}

/** Whether what a rule says holds in the world. */
function isTrueOf(world: World, rule: Rule, granted: boolean): boolean {
  const isOn = (name: PermissionName) => world.enabled.includes(name);
  switch (rule.code) {
    case 'permission_on':
    case 'override':
      return granted && isOn(rule.permission);
    case 'permission_off':
    case 'module_access_lost':
      return !granted && !isOn(rule.permission);
    case 'parent_off':
      return !granted && isOn(rule.permission) && !isOn(rule.parent);
    case 'field_hidden':
      return !granted && world.fieldAccess[rule.module]?.[rule.field] === 'hidden';
    case 'field_read_only':
      return !granted && world.fieldAccess[rule.module]?.[rule.field] === 'read_only';
    case 'read_only_override':
    case 'takes_part':
      return granted;
    case 'not_offered':
      return !granted;
    case 'user_inactive':
      return !granted && !world.active;
    case 'extension_off':
      return !granted && !world.extension;
    case 'edition':
      return !granted && world.edition === 'Free';
    case 'data_center':
      return !granted && world.dataCenter === 'CN';
  }
}

/** What a rule's sentence has to mention. */
function subjectOf(rule: Rule): string {
  if ('permission' in rule) return permissionOf(rule.permission).title;
  if ('field' in rule) return rule.field;
  return 'module' in rule ? MODULES[rule.module].label : '';
}

const RUNS = { numRuns: 1_000 };

describe('decide, whatever the world and the request', () => {
  test('equals the rules written down naively', () => {
    fc.assert(
      fc.property(worlds, requests, (world, request) => {
        expect(decide(contextOf(world), request).granted).toBe(oracle(world, request));
      }),
      RUNS,
    );
  });

  test('never grants more after something was revoked', () => {
    const shrinking = worlds.chain((world) => fc.tuple(fc.constant(world), revocations(world), requests));
    fc.assert(
      fc.property(shrinking, ([before, after, request]) => {
        const granted = [contextOf(after), contextOf(before)].map(
          (context) => decide(context, request).granted,
        );
        expect(granted).not.toEqual([true, false]);
      }),
      RUNS,
    );
  });

  test('names a rule that is true of the world, in a sentence that names what it is about', () => {
    fc.assert(
      fc.property(worlds, requests, (world, request) => {
        const decision = decide(contextOf(world), request);
        const { rule, message } = explain(decision);
        expect(rule).toBe(decision.rule);
        expect(isTrueOf(world, rule, decision.granted)).toBe(true);
        expect(message).toMatch(/^[A-Z].*\.$/);
        expect(message).toContain(subjectOf(rule));
      }),
      RUNS,
    );
  });

  test('gives a reason whose cure helps: turning the named permission on leads to another answer', () => {
    fc.assert(
      fc.property(worlds, requests, (world, request) => {
        const { rule } = decide(contextOf(world), request);
        fc.pre(
          rule.code === 'permission_off' || rule.code === 'parent_off' || rule.code === 'module_access_lost',
        );
        const cure = rule.code === 'parent_off' ? rule.parent : rule.permission;
        const cured = { ...world, enabled: [...world.enabled, cure] };
        expect(decide(contextOf(cured), request).rule).not.toEqual(rule);
      }),
      RUNS,
    );
  });
});

describe('a sync, whatever the world', () => {
  const effects = (world: World, syncModule: SyncModule) => {
    const grant = decideSync(contextOf(world), syncModule);
    return grant.granted ? grant : undefined;
  };

  test('has exactly the effects that the permissions of its module allow', () => {
    fc.assert(
      fc.property(worlds, fc.constantFrom(...SYNC_MODULE_NAMES), (world, syncModule) => {
        const { module } = SYNC_MODULES[syncModule];
        const may = (action: RecordAction) =>
          decide(contextOf(world), { kind: 'record', module, action }).granted;
        const grant = effects(world, syncModule);
        fc.pre(grant !== undefined);
        expect(grant).toMatchObject({
          export: may('view'),
          createRecord: may('create'),
          editRecord: may('edit'),
          deleteRecord: may('delete'),
        });
        for (const field of FIELDS) {
          const restriction = world.fieldAccess[module]?.[field];
          expect(grant.hiddenFields.has(field)).toBe(restriction === 'hidden');
          expect(grant.readOnlyFields.has(field)).toBe(restriction === 'read_only');
        }
      }),
    );
  });

  test('is on in both system profiles wherever Microsoft is available', () => {
    fc.assert(
      fc.property(worlds, fc.constantFrom(...SYNC_MODULE_NAMES), (world, syncModule) => {
        for (const kind of ['administrator', 'standard'] as const) {
          const profile = compileProfile({ ...systemProfile(kind, '1'), enabled: world.enabled });
          const { rule } = decideSync({ ...contextOf(world), profile }, syncModule);
          expect(['data_center', 'edition', 'extension_off', 'user_inactive', 'permission_on']).toContain(
            rule.code,
          );
        }
      }),
    );
  });
});
