import type { Impact, ProfileImpact } from '@syncgrant/contracts';
import { expect, test } from 'vitest';
import { groupsOf, isHarmless, linesOf } from './impact-lines.ts';

const NONE: ProfileImpact = {
  from: { id: '1', name: 'Sales' },
  to: { id: '1', name: 'Sales' },
  userCount: 2,
  permissions: { gained: [], lost: [] },
  modules: [],
  fields: [],
  syncs: [],
};
const grant = (granted: boolean, message: string) => ({ granted, reason: 'r', message });

test('permissions are told by their titles, rights only where permissions do not tell them', () => {
  const lines = linesOf({
    ...NONE,
    permissions: {
      gained: [{ id: '1', name: 'a', label: 'Contacts: Edit', restriction: false }],
      lost: [{ id: '2', name: 'b', label: 'Subordinates only', restriction: true }],
    },
    modules: [
      {
        module: 'Contacts',
        label: 'Contacts',
        gained: [
          { action: 'edit', via: null },
          { action: 'edit', via: 'sheet' },
        ],
        lost: [{ action: 'view', via: 'export' }],
      },
    ],
  });
  expect(lines.gains).toEqual(['Contacts: Edit', 'Contacts: edit in sheets']);
  expect(lines.loses).toEqual(['Subordinates only (a restriction)', 'Contacts: view by export']);
});

test('a field is told once where sheets follow the pages, and for sheets alone where they differ', () => {
  const field = { module: 'Contacts', moduleLabel: 'Contacts', field: 'Email', label: 'Email' };
  const told = (fields: ProfileImpact['fields']) => linesOf({ ...NONE, fields }).fields;
  const same = { before: 'read_write', after: 'hidden' } as const;
  expect(told([{ ...field, ...same, inRows: same }])).toEqual(['Contacts, Email: read and write → hidden']);
  expect(
    told([
      {
        ...field,
        before: 'read_only',
        after: 'read_only',
        inRows: { before: 'read_only', after: 'read_write' },
      },
    ]),
  ).toEqual(['Contacts, Email: read only → read and write (in sheets and imports)']);
});

test('a sync says what it loses and why, and what it may do from now on', () => {
  const syncs: ProfileImpact['syncs'] = [
    {
      module: 'contacts',
      change: 'lost',
      before: grant(true, ''),
      after: grant(false, 'Sales may not.'),
      effects: { gained: [], lost: ['create'] },
    },
    {
      module: 'tasks',
      change: 'changes',
      before: grant(true, ''),
      after: grant(true, ''),
      effects: { gained: ['create', 'edit'], lost: ['delete'] },
    },
  ];
  expect(linesOf({ ...NONE, syncs }).syncs).toEqual([
    'Contacts: no more. Sales may not.',
    'Tasks: as before, but CRM records can now be created and changed, and can no more be deleted.',
  ]);
});

test('profiles whose users lose the same are told together', () => {
  const lost = [{ id: '1', name: 'a', label: 'Contacts: Edit', restriction: false }];
  const profile = (name: string, permissions: ProfileImpact['permissions']) => ({
    ...NONE,
    from: { id: name, name },
    to: { id: name, name },
    permissions,
  });
  const groups = groupsOf([
    profile('Sales', { gained: [], lost }),
    profile('Service', { gained: lost, lost: [] }),
    profile('Standard', { gained: [], lost }),
  ]);
  expect(groups.map(({ title, userCount }) => [title, userCount])).toEqual([
    ['Sales and Standard', 4],
    ['Service', 2],
  ]);
});

test('harmless is what nobody notices', () => {
  const setups: Impact['setups'] = { pausing: 0, resuming: 0, changes: [], users: [], more: false };
  expect(isHarmless({ userCount: 0, profiles: [], setups })).toBe(true);
  expect(isHarmless({ userCount: 1, profiles: [], setups })).toBe(false);
  const change = {
    module: 'tasks',
    effect: 'pauses',
    from: 'active',
    to: 'paused',
    reason: 'r',
    message: 'm',
    count: 1,
  } as const;
  expect(isHarmless({ userCount: 0, profiles: [], setups: { ...setups, changes: [change] } })).toBe(false);
});
