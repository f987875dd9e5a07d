import { describe, expect, test } from 'vitest';
import { planGroupChange, planGroupCreation, planGroupDeletion, type Group } from './group-change.ts';
import { actingUser, ADMINISTRATOR, without } from './testing.ts';

const administrator = actingUser(ADMINISTRATOR);
const outsider = actingUser(without('Crm_Implied_Manage_Groups'));
const group: Group = {
  id: '7',
  name: 'Night shift',
  description: '',
  members: [{ type: 'users', id: '600' }],
};

describe('groups', () => {
  test('are made with members, each of them once, and changed part by part', () => {
    const made = planGroupCreation(
      administrator,
      {
        name: ' Night shift ',
        description: 'who wake',
        members: [
          { type: 'users', id: '600' },
          { type: 'roles', id: '600', subordinates: false },
          { type: 'users', id: '600' },
          { type: 'roles', id: '600', subordinates: true },
        ],
      },
      [],
    );
    expect(made).toEqual({
      ok: true,
      group: {
        name: 'Night shift',
        description: 'who wake',
        members: [
          { type: 'users', id: '600' },
          { type: 'roles', id: '600', subordinates: true },
        ],
      },
    });
    expect(planGroupChange(administrator, group, { name: 'Late shift' }, [])).toEqual({
      ok: true,
      group: { ...group, name: 'Late shift' },
    });
  });

  test('have a name of their own and at least one member', () => {
    expect(planGroupCreation(administrator, { ...group, name: 'Day' }, ['day'])).toMatchObject({
      refusal: { rule: 'name_taken', field: 'name' },
    });
    expect(planGroupChange(administrator, group, { members: [] }, [])).toMatchObject({
      refusal: { rule: 'no_members', field: 'sources' },
    });
  });

  test('need Manage Groups', () => {
    for (const refused of [
      planGroupCreation(outsider, group, []),
      planGroupChange(outsider, group, {}, []),
      planGroupDeletion(outsider),
    ]) {
      expect(refused).toMatchObject({ refusal: { permission: 'Crm_Implied_Manage_Groups' } });
    }
    expect(planGroupDeletion(administrator)).toEqual({ ok: true });
  });

  test('have an end to their number', () => {
    const names = Array.from({ length: 500 }, (_, index) => `group ${index}`);
    expect(planGroupCreation(administrator, group, names)).toMatchObject({
      refusal: { rule: 'group_limit' },
    });
  });
});
