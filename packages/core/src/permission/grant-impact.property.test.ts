import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { permissionOf } from './catalogue.ts';
import type { DecisionContext } from './context.ts';
import { decide } from './decide.ts';
import { grantImpact, isNothing, type GainAndLoss } from './grant-impact.ts';
import type { DecisionRequest } from './request.ts';
import { decideSync } from './sync-grant.ts';
import { SYNC_MODULE_NAMES } from './sync-module.ts';
import { contextOf, requests, worlds } from './testing-worlds.ts';
import { contextOf as holding, customProfile, only, without } from './testing.ts';

const isIn = <T>(list: readonly T[], wanted: T) =>
  list.some((each) => JSON.stringify(each) === JSON.stringify(wanted));

/** What the impact says of one thing: gained, lost or neither. */
const told = <T>({ gained, lost }: GainAndLoss<T>, wanted: T): number =>
  Number(isIn(gained, wanted)) - Number(isIn(lost, wanted));

/** How the impact says that the answer changes; undefined where it says so by something else. */
function toldAbout(before: DecisionContext, after: DecisionContext, request: DecisionRequest) {
  const impact = grantImpact(before, after);
  switch (request.kind) {
    case 'permission':
      return permissionOf(request.permission).restriction
        ? undefined
        : told(impact.permissions, request.permission);
    case 'record': {
      const { module, action, via, owned } = request;
      if (via === 'api' || owned === false) return undefined;
      const found = impact.modules.find((each) => each.module === module);
      return found === undefined ? 0 : told(found, { action, via });
    }
    case 'field': {
      // A field follows its record, unless it is told to differ itself.
      const { module, field, access, via } = request;
      const actions = access === 'read' ? (['view'] as const) : (['edit', 'create'] as const);
      const opened = (context: DecisionContext) =>
        actions.some((action) => decide(context, { kind: 'record', module, action, via }).granted);
      const differs = impact.fields.some((each) => each.module === module && each.field === field);
      return differs || !opened(before) || !opened(after) ? undefined : 0;
    }
    case 'sync': {
      const found = impact.syncs.find(({ syncModule }) => syncModule === request.syncModule);
      return Number(found?.change === 'gained') - Number(found?.change === 'lost');
    }
  }
}

test('whatever is decided differently is told, and nothing else', () => {
  fc.assert(
    fc.property(worlds, worlds, requests, (one, other, request) => {
      const [before, after] = [contextOf(one), contextOf(other)];
      const change = Number(decide(after, request).granted) - Number(decide(before, request).granted);
      expect(toldAbout(before, after, request) ?? change).toBe(change);
    }),
    { numRuns: 1000 },
  );
});

test('a sync is told with both answers, or they are the same', () => {
  fc.assert(
    fc.property(worlds, worlds, fc.constantFrom(...SYNC_MODULE_NAMES), (one, other, syncModule) => {
      const [before, after] = [contextOf(one), contextOf(other)];
      const [was, is] = [decideSync(before, syncModule), decideSync(after, syncModule)];
      const found = grantImpact(before, after).syncs.find((each) => each.syncModule === syncModule);
      expect([found?.before ?? is, found?.after ?? was]).toEqual([was, is]);
    }),
  );
});

test('the same ground changes nothing', () => {
  fc.assert(
    fc.property(worlds, (world) => {
      expect(isNothing(grantImpact(contextOf(world), contextOf(world)))).toBe(true);
    }),
  );
});

test('a restriction is lost by being switched on', () => {
  const free = only('Crm_Implied_Manage_Users');
  const narrowed = only('Crm_Implied_Manage_Users', 'Crm_Implied_Manage_Subordinate_Users');
  expect(grantImpact(holding(free), holding(narrowed)).permissions).toEqual({
    gained: [],
    lost: ['Crm_Implied_Manage_Subordinate_Users'],
  });
});

test('a right that an override gives is not lost with its own switch', () => {
  const all = holding(without());
  const { permissions, modules } = grantImpact(all, holding(without('Crm_Implied_Export_Leads')));
  expect(permissions.lost).toEqual(['Crm_Implied_Export_Leads']);
  expect(modules).toEqual([]);
});

test('read-only fields close in sheets and imports with the pair that opened them', () => {
  const fields = { Contacts: { Email: 'read_only' } } as const;
  const open = holding(customProfile(without().enabled, fields));
  const closed = holding(customProfile(without('Crm_Implied_Import_Contacts').enabled, fields));
  expect(grantImpact(open, closed).fields).toEqual([
    {
      module: 'Contacts',
      field: 'Email',
      before: 'read_only',
      after: 'read_only',
      inRows: { before: 'read_write', after: 'read_only' },
    },
  ]);
});
