import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { permissionOf } from './catalogue.ts';
import { decide } from './decide.ts';
import { grantImpact, isNothing, type GainAndLoss } from './grant-impact.ts';
import { contextOf, requests, worlds } from './testing-worlds.ts';
import { contextOf as holding, customProfile, only, without } from './testing.ts';

const isIn = <T>(list: readonly T[], wanted: T) =>
  list.some((each) => JSON.stringify(each) === JSON.stringify(wanted));

/** What the impact says of one thing: gained, lost or neither. */
const told = <T>({ gained, lost }: GainAndLoss<T>, wanted: T): number =>
  Number(isIn(gained, wanted)) - Number(isIn(lost, wanted));

test('whatever is decided differently is told, and nothing else', () => {
  fc.assert(
    fc.property(worlds, worlds, requests, (one, other, request) => {
      const [before, after] = [contextOf(one), contextOf(other)];
      const impact = grantImpact(before, after);
      const change = Number(decide(after, request).granted) - Number(decide(before, request).granted);
      switch (request.kind) {
        case 'permission':
          if (permissionOf(request.permission).restriction) return;
          expect(told(impact.permissions, request.permission)).toBe(change);
          return;
        case 'record': {
          if (request.via === 'api' || request.owned === false) return;
          const { action, via } = request;
          const module = impact.modules.find((each) => each.module === request.module);
          expect(module === undefined ? 0 : told(module, { action, via })).toBe(change);
          return;
        }
        case 'field': {
          // A field follows its record, unless it is told to differ itself.
          const { module, field, access, via } = request;
          const actions = access === 'read' ? (['view'] as const) : (['edit', 'create'] as const);
          const opened = (context: typeof before) =>
            actions.some((action) => decide(context, { kind: 'record', module, action, via }).granted);
          if (!opened(before) || !opened(after)) return;
          const found = impact.fields.find((each) => each.module === module && each.field === field);
          if (change !== 0) expect(found).toBeDefined();
          if (found === undefined) expect(change).toBe(0);
          return;
        }
        case 'sync': {
          const found = impact.syncs.find(({ syncModule }) => syncModule === request.syncModule);
          const [was, is] = [decide(before, request), decide(after, request)];
          if (found === undefined) expect(is).toEqual(was);
          else expect([found.before, found.after]).toEqual([was, is]);
          if (change !== 0) expect(found?.change).toBe(change > 0 ? 'gained' : 'lost');
        }
      }
    }),
    { numRuns: 1000 },
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
