import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decide,
  explain,
  MODULE_NAMES,
  MODULES,
  permissionOf,
  prepareRequest,
  type Rule,
} from '@syncgrant/core';
import { casbinEnforcer, casbinQuestion } from './casbin-enforcer.ts';
import { caslAbility, caslQuestion, VIAS } from './casl-ability.ts';
import { contextOf, FIELDS, permissionSets, profiles, requests } from './random-worlds.ts';

const questions = fc.array(requests, { minLength: 30, maxLength: 60 });

describe('decide, whatever the profile', () => {
  test('answers as CASL does', () => {
    fc.assert(
      fc.property(profiles, questions, (profile, asked) => {
        const context = contextOf(profile);
        const ability = caslAbility(profile);
        const ours = asked.map((request) => decide(context, request).granted);
        expect(ours).toEqual(asked.map((request) => ability.can(...caslQuestion(request))));
      }),
      { numRuns: 300 },
    );
  });

  test('answers as casbin does', async () => {
    await fc.assert(
      fc.asyncProperty(profiles, questions, async (profile, asked) => {
        const context = contextOf(profile);
        const enforcer = await casbinEnforcer(profile);
        const ours = asked.map((request) => decide(context, request).granted);
        expect(ours).toEqual(asked.map((request) => enforcer.enforceSync(...casbinQuestion(request))));
      }),
      { numRuns: 5 },
    );
  });

  test('answers a prepared request as the request itself, with the same object', () => {
    fc.assert(
      fc.property(profiles, questions, (profile, asked) => {
        const context = contextOf(profile);
        for (const request of asked) {
          if (request.kind === 'field') continue;
          expect(decide(context, prepareRequest(request))).toBe(decide(context, request));
        }
      }),
      { numRuns: 100 },
    );
  });

  test('grants nothing more after permissions were revoked or fields restricted', () => {
    const shrinking = fc.tuple(
      profiles,
      permissionSets,
      fc.constantFrom(...MODULE_NAMES),
      fc.constantFrom(...FIELDS),
    );
    fc.assert(
      fc.property(shrinking, questions, ([before, kept, module, field], asked) => {
        const after = {
          ...before,
          enabled: before.enabled.filter((name) => kept.includes(name)),
          fieldAccess: {
            ...before.fieldAccess,
            [module]: { ...before.fieldAccess[module], [field]: 'hidden' as const },
          },
        };
        const [had, has] = [contextOf(before), contextOf(after)];
        const gained = asked.filter(
          (request) => decide(has, request).granted && !decide(had, request).granted,
        );
        expect(gained).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('lets a hidden field be read or written by no function', () => {
    fc.assert(
      fc.property(profiles, (profile) => {
        const context = contextOf(profile);
        for (const module of MODULE_NAMES) {
          for (const [field, restriction] of Object.entries(profile.fieldAccess[module] ?? {})) {
            if (restriction !== 'hidden') continue;
            for (const via of VIAS) {
              for (const access of ['read', 'write'] as const) {
                expect(decide(context, { kind: 'field', module, field, access, via }).granted).toBe(false);
              }
            }
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  test('names the rule that decided, in the sentence that people read', () => {
    fc.assert(
      fc.property(profiles, questions, (profile, asked) => {
        const context = contextOf(profile);
        for (const request of asked) {
          const decision = decide(context, request);
          const { rule, message } = explain(decision);
          expect(rule).toBe(decision.rule);
          for (const subject of subjectsOf(rule)) expect(message).toContain(subject);
        }
      }),
      { numRuns: 100 },
    );
  });
});

/** What a rule is about, as people know it. */
function subjectsOf(rule: Rule): readonly string[] {
  switch (rule.code) {
    case 'override':
      return [permissionOf(rule.permission).title, permissionOf(rule.overridden).title];
    case 'parent_off':
      return [permissionOf(rule.permission).title, permissionOf(rule.parent).title];
    case 'permission_on':
    case 'permission_off':
      return [permissionOf(rule.permission).title];
    case 'field_hidden':
    case 'field_read_only':
      return [rule.field, MODULES[rule.module].label];
    case 'read_only_override':
    case 'takes_part':
    case 'not_offered':
      return [MODULES[rule.module].label];
    default:
      throw new Error(`A profile alone cannot lead to the rule ${rule.code}`);
  }
}
