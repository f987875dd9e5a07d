import { describe, expect, test } from 'vitest';
import { actingUser, ADMINISTRATOR, customProfile, EVERYTHING, only, STANDARD, without } from './testing.ts';
import {
  planUserActivation,
  planUserCreation,
  planUserDeactivation,
  planUserDeletion,
  planUserProfileAssignment,
  planUserRoleAssignment,
  type ChangedUser,
} from './user-change.ts';

const administrator = actingUser(ADMINISTRATOR);
const user: ChangedUser = {
  id: '600',
  active: true,
  profile: STANDARD,
  roleId: '9',
  otherActiveAdministrators: 1,
};
const sales = only('Crm_Implied_View_Leads');

describe('a user', () => {
  test('is created, given another profile, deactivated and activated by a holder of Manage Users', () => {
    expect(planUserCreation(administrator, sales, '9')).toEqual({ ok: true, altersGrants: true });
    expect(planUserProfileAssignment(administrator, user, sales)).toEqual({ ok: true, altersGrants: true });
    expect(planUserDeactivation(administrator, user)).toEqual({ ok: true, altersGrants: true });
    expect(planUserActivation(administrator, { ...user, active: false })).toEqual({
      ok: true,
      altersGrants: true,
    });
    const outsider = actingUser(STANDARD);
    const refused = [
      planUserCreation(outsider, sales, '9'),
      planUserProfileAssignment(outsider, user, sales),
      planUserDeactivation(outsider, user),
      planUserActivation(outsider, user),
      planUserRoleAssignment(outsider, user, '3'),
      planUserDeletion(outsider, user),
    ];
    for (const planned of refused) {
      expect(planned).toMatchObject({
        refusal: { rule: 'permission_off', permission: 'Crm_Implied_Manage_Users' },
      });
    }
  });

  test('who is already so does not change', () => {
    expect(planUserProfileAssignment(administrator, user, STANDARD)).toEqual({
      ok: true,
      altersGrants: false,
    });
    expect(planUserDeactivation(administrator, { ...user, active: false })).toEqual({
      ok: true,
      altersGrants: false,
    });
    expect(planUserActivation(administrator, user)).toEqual({ ok: true, altersGrants: false });
  });

  test('is not oneself', () => {
    const self = { ...user, id: administrator.userId, profile: ADMINISTRATOR };
    expect(planUserProfileAssignment(administrator, self, STANDARD)).toMatchObject({
      refusal: { rule: 'own_user' },
    });
    for (const refused of [
      planUserDeactivation(administrator, self),
      planUserDeletion(administrator, self),
      planUserRoleAssignment(administrator, self, '3'),
    ]) {
      expect(refused).toMatchObject({ refusal: { rule: 'own_user' } });
    }
  });

  test('who is the last active administrator is neither demoted nor deactivated, by themselves or others', () => {
    const clone = actingUser({ ...customProfile(EVERYTHING), id: '77' });
    for (const actor of [administrator, clone]) {
      const last = { ...user, id: '500', profile: ADMINISTRATOR, otherActiveAdministrators: 0 };
      expect(planUserProfileAssignment(actor, last, STANDARD)).toMatchObject({
        refusal: { rule: 'last_administrator' },
      });
      expect(planUserDeactivation(actor, last)).toMatchObject({ refusal: { rule: 'last_administrator' } });
    }
    const oneOfTwo = { ...user, profile: ADMINISTRATOR };
    expect(planUserDeactivation(clone, oneOfTwo).ok).toBe(true);
    const deactivated = { ...user, active: false, profile: ADMINISTRATOR, otherActiveAdministrators: 0 };
    expect(planUserProfileAssignment(clone, deactivated, STANDARD).ok).toBe(true);
  });

  test('never gets a profile that holds what the acting user lacks', () => {
    const manager = actingUser({ ...without('Crm_Implied_Mstask_Sync'), id: '77' });
    const exceeds = { refusal: { rule: 'exceeds_own', permission: 'Crm_Implied_Mstask_Sync' } };
    expect(planUserCreation(manager, STANDARD, '9')).toMatchObject(exceeds);
    expect(planUserProfileAssignment(manager, { ...user, profile: sales }, ADMINISTRATOR)).toMatchObject(
      exceeds,
    );
    expect(planUserActivation(manager, { ...user, active: false })).toMatchObject(exceeds);
    expect(planUserProfileAssignment(manager, user, sales).ok).toBe(true);
  });

  test('must report to who manages subordinates only, and gets only roles that do', () => {
    const manager = actingUser({
      ...customProfile([...EVERYTHING, 'Crm_Implied_Manage_Subordinate_Users']),
      id: '77',
    });
    const own = manager.roleId;
    const [below = '', other = ''] = manager.subordinateRoles;
    const subordinate = { ...user, roleId: below };
    for (const refused of [
      planUserProfileAssignment(manager, user, sales),
      planUserDeletion(manager, { ...user, roleId: own }),
      planUserCreation(manager, sales, own),
      planUserRoleAssignment(manager, subordinate, own),
      planUserRoleAssignment(manager, user, below),
    ]) {
      expect(refused).toMatchObject({
        refusal: { rule: 'not_subordinate', permission: 'Crm_Implied_Manage_Subordinate_Users' },
      });
    }
    expect(planUserProfileAssignment(manager, subordinate, sales).ok).toBe(true);
    expect(planUserDeletion(manager, subordinate).ok).toBe(true);
    expect(planUserCreation(manager, sales, below).ok).toBe(true);
    expect(planUserRoleAssignment(manager, subordinate, other).ok).toBe(true);
  });

  test('leaves records to another only through who may see all of them', () => {
    const blind = actingUser({ ...without('Crm_Implied_Access_All_Records'), id: '77' });
    expect(planUserDeletion(blind, user).ok).toBe(true);
    expect(planUserDeletion(blind, user, '601')).toMatchObject({
      refusal: { rule: 'permission_off', permission: 'Crm_Implied_Access_All_Records' },
    });
    expect(planUserDeletion(administrator, user, '601').ok).toBe(true);
    expect(planUserDeletion(administrator, user, user.id)).toMatchObject({
      refusal: { rule: 'transfer_to_itself' },
    });
  });
});
