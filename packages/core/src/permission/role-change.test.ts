import { describe, expect, test } from 'vitest';
import { planRoleChange, planRoleCreation, planRoleDeletion } from './role-change.ts';
import { rolesAbove, rolesBelow, type Role } from './role-tree.ts';
import { actingUser, ADMINISTRATOR, customProfile, EVERYTHING, without } from './testing.ts';

const role = (id: string, name: string, reportsTo: string | null): Role => ({
  id,
  name,
  description: '',
  reportsTo,
  shareWithPeers: false,
});
const chief = role('1', 'CEO', null);
const sales = role('2', 'Sales', '1');
const north = role('3', 'North', '2');
const city = role('4', 'City', '3');
const support = role('5', 'Support', '1');
const roles = [chief, sales, north, city, support];

const administrator = actingUser(ADMINISTRATOR);
/** Has the role Sales, above North and City. */
const narrowed = actingUser(customProfile([...EVERYTHING, 'Crm_Implied_Manage_Subordinate_Users']));
const outsider = actingUser(without('Crm_Implied_Manage_Roles'));
const remove = (
  of: Role,
  given: { userCount?: number; transferTo?: Role; actor?: typeof administrator } = {},
) => planRoleDeletion({ actor: administrator, roles, role: of, userCount: 0, ...given });
const refusal = (rule: string) => ({ ok: false, refusal: { rule } });

describe('roles', () => {
  test('report to one another down to any depth, and never to themselves', () => {
    expect(rolesBelow(roles, '2')).toEqual(new Set(['3', '4']));
    expect(rolesBelow(roles, '1')).toEqual(new Set(['2', '3', '4', '5']));
    expect(rolesBelow(roles, '4')).toEqual(new Set());
    expect([...rolesAbove(roles, '4')]).toEqual(['3', '2', '1']);
    expect([...rolesAbove(roles, '1')]).toEqual([]);
    const circle = [role('6', 'a', '7'), role('7', 'b', '6')];
    expect(rolesBelow(circle, '6')).toEqual(new Set(['7']));
    expect(rolesAbove(circle, '6')).toEqual(new Set(['7']));
  });

  test('are made below the root, or below the one that is named', () => {
    expect(planRoleCreation(administrator, roles, { name: ' East ' })).toEqual({
      ok: true,
      role: { name: 'East', description: '', reportsTo: '1', shareWithPeers: false },
    });
    const named = planRoleCreation(administrator, roles, { name: 'East', reportsTo: '3' });
    expect(named).toMatchObject({ role: { reportsTo: '3' } });
  });

  test('have names of their own', () => {
    expect(planRoleCreation(administrator, roles, { name: 'north' })).toMatchObject(refusal('name_taken'));
    expect(planRoleChange(administrator, roles, city, { name: 'North' })).toMatchObject(
      refusal('name_taken'),
    );
    expect(planRoleChange(administrator, roles, city, { name: 'CITY' }).ok).toBe(true);
    expect(planRoleCreation(administrator, roles, { name: ' ' })).toMatchObject(refusal('name_missing'));
  });

  test('have one root, which neither moves nor goes', () => {
    const second = planRoleCreation(administrator, roles, { name: 'x', reportsTo: null });
    expect(second).toMatchObject(refusal('second_root'));
    const risen = planRoleChange(administrator, roles, north, { reportsTo: null });
    expect(risen).toMatchObject(refusal('second_root'));
    const moved = planRoleChange(administrator, roles, chief, { reportsTo: '4' });
    expect(moved).toMatchObject(refusal('role_cycle'));
    expect(remove(chief, { transferTo: sales })).toMatchObject(refusal('root_role'));
    expect(planRoleChange(administrator, roles, chief, { name: 'Head', reportsTo: null }).ok).toBe(true);
  });

  test('never report to themselves, directly or not', () => {
    for (const reportsTo of ['2', '3', '4']) {
      const planned = planRoleChange(administrator, roles, sales, { reportsTo });
      expect(planned).toMatchObject(refusal('role_cycle'));
    }
    expect(planRoleChange(administrator, roles, city, { reportsTo: '5' })).toMatchObject({
      role: { id: '4', name: 'City', reportsTo: '5' },
    });
  });

  test('go when nobody has them and nobody reports to them, or with another in their place', () => {
    expect(remove(city)).toEqual({ ok: true });
    expect(remove(city, { userCount: 1 })).toMatchObject(refusal('transfer_required'));
    expect(remove(north)).toMatchObject(refusal('transfer_required'));
    expect(remove(north, { userCount: 3, transferTo: support })).toEqual({ ok: true });
    expect(remove(north, { transferTo: north })).toMatchObject(refusal('transfer_to_itself'));
    expect(remove(north, { transferTo: city })).toMatchObject(refusal('transfer_below'));
  });

  test('need Manage Roles', () => {
    const lacking = { refusal: { rule: 'permission_off', permission: 'Crm_Implied_Manage_Roles' } };
    expect(planRoleCreation(outsider, roles, { name: 'East' })).toMatchObject(lacking);
    expect(planRoleChange(outsider, roles, city, { name: 'East' })).toMatchObject(lacking);
    expect(remove(city, { actor: outsider })).toMatchObject(lacking);
  });

  test('stay within the own part of the tree for who manages subordinates only', () => {
    const beyond = refusal('not_subordinate');
    expect(planRoleCreation(narrowed, roles, { name: 'x' })).toMatchObject(beyond);
    expect(planRoleCreation(narrowed, roles, { name: 'x', reportsTo: '2' }).ok).toBe(true);
    expect(planRoleChange(narrowed, roles, sales, { name: 'x' })).toMatchObject(beyond);
    expect(planRoleChange(narrowed, roles, north, { reportsTo: '5' })).toMatchObject(beyond);
    expect(planRoleChange(narrowed, roles, city, { reportsTo: '2' }).ok).toBe(true);
    expect(remove(support, { actor: narrowed })).toMatchObject(beyond);
    expect(remove(city, { actor: narrowed, userCount: 1, transferTo: chief })).toMatchObject(beyond);
    expect(remove(city, { actor: narrowed, userCount: 1, transferTo: north })).toEqual({ ok: true });
  });

  test('have an end to their number', () => {
    const many = Array.from({ length: 500 }, (_, index) =>
      role(`${index}`, `r${index}`, index === 0 ? null : '0'),
    );
    expect(planRoleCreation(administrator, many, { name: 'one more' })).toMatchObject(refusal('role_limit'));
  });
});
