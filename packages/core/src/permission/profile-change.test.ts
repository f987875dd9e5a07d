import { describe, expect, test } from 'vitest';
import type { PermissionName } from './catalogue.ts';
import { compileProfile } from './compile.ts';
import { planProfileChange, type ProfileChange } from './profile-change.ts';
import type { FieldAccess, Profile } from './profile.ts';
import {
  actingUser,
  ADMINISTRATOR,
  contextOf,
  customProfile,
  EVERYTHING,
  only,
  STANDARD,
  without,
} from './testing.ts';

const administrator = actingUser(ADMINISTRATOR);
const plan = (profile: Profile, change: ProfileChange, actor = administrator) =>
  planProfileChange({ actor, profile, change, takenNames: ['Support', 'Standard'] });
const refusalOf = (profile: Profile, change: ProfileChange, actor = administrator) => {
  const planned = plan(profile, change, actor);
  return planned.ok ? undefined : planned.refusal;
};
const toggle = (permission: string, enabled: boolean): ProfileChange => ({
  permissions: [{ permission, enabled }],
});
const hide = (module: string, field: string): ProfileChange => ({
  fieldAccess: [{ module, field, access: 'hidden' }],
});
/** A manager of profiles who is no system Administrator. */
const manager = (...lacking: readonly PermissionName[]) =>
  actingUser({ ...without(...lacking), id: '77', name: 'Managers' });

describe('a Microsoft permission', () => {
  test('is turned off and on in a custom profile by an administrator', () => {
    const off = plan(customProfile(STANDARD.enabled), toggle('Crm_Implied_Mscal_Sync', false));
    expect(off).toMatchObject({
      ok: true,
      turnedOff: ['Crm_Implied_Mscal_Sync'],
      turnedOn: [],
      impliedOff: [],
      altersGrants: true,
    });
    if (!off.ok) return;
    const on = plan(off.profile, toggle('Crm_Implied_Mscal_Sync', true));
    expect(on.ok && on.profile.enabled).toEqual(STANDARD.enabled);
  });

  test('cannot be changed in a system profile', () => {
    for (const profile of [STANDARD, ADMINISTRATOR]) {
      expect(refusalOf(profile, toggle('Crm_Implied_Mscal_Sync', false))?.rule).toBe('system_profile');
    }
  });
});

describe('switches', () => {
  test('turning a parent off turns everything below it off, and says so', () => {
    const planned = plan(
      only('Crm_Implied_Mass_Email_Leads', 'Crm_Implied_Tags_Leads', 'Crm_Implied_View_Contacts'),
      toggle('Crm_Implied_View_Leads', false),
    );
    expect(planned).toMatchObject({
      ok: true,
      profile: { enabled: ['Crm_Implied_View_Contacts'] },
      turnedOff: ['Crm_Implied_View_Leads'],
      impliedOff: [
        'Crm_Implied_Edit_Leads',
        'Crm_Implied_Send_Mail_Leads',
        'Crm_Implied_Mass_Email_Leads',
        'Crm_Implied_Tags_Leads',
      ],
    });
  });

  test('a child cannot be turned on while its parent is off', () => {
    expect(refusalOf(customProfile([]), toggle('Crm_Implied_Edit_Leads', true))).toEqual({
      rule: 'parent_off',
      permission: 'Crm_Implied_Edit_Leads',
      message: '“Leads: Edit” cannot be on while “Leads: View” is off.',
    });
  });

  test('parent and child go on together, in either order', () => {
    const both = [
      { permission: 'Crm_Implied_Edit_Leads', enabled: true },
      { permission: 'Crm_Implied_View_Leads', enabled: true },
    ];
    for (const permissions of [both, both.toReversed()]) {
      expect(plan(customProfile([]), { permissions })).toMatchObject({
        ok: true,
        profile: { enabled: ['Crm_Implied_View_Leads', 'Crm_Implied_Edit_Leads'] },
      });
    }
  });

  test('a child is not kept on by naming it while its parent goes off', () => {
    expect(
      refusalOf(only('Crm_Implied_Edit_Leads'), {
        permissions: [
          { permission: 'Crm_Implied_Edit_Leads', enabled: true },
          { permission: 'Crm_Implied_View_Leads', enabled: false },
        ],
      })?.rule,
    ).toBe('parent_off');
  });

  test('what is stored on without its parent does not come back with the parent', () => {
    const planned = plan(customProfile(['Crm_Implied_Edit_Leads']), { description: 'new' });
    expect(planned).toMatchObject({
      profile: { enabled: [] },
      impliedOff: ['Crm_Implied_Edit_Leads'],
    });
  });

  test('unknown, fixed and contradictory switches are refused by name', () => {
    expect(refusalOf(customProfile([]), toggle('Crm_Implied_Fly', true))).toMatchObject({
      rule: 'unknown_permission',
      permission: 'Crm_Implied_Fly',
    });
    expect(refusalOf(customProfile([]), toggle('Crm_Implied_Mail_Server_Configuration', true))?.rule).toBe(
      'not_customizable',
    );
    const contradiction = [true, false].map((enabled) => ({
      permission: 'Crm_Implied_BCC_Dropbox',
      enabled,
    }));
    expect(refusalOf(customProfile([]), { permissions: contradiction })?.rule).toBe('contradiction');
  });

  test('a change that changes nothing alters no grant', () => {
    const profile = customProfile(STANDARD.enabled);
    expect(plan(profile, toggle('Crm_Implied_Mscal_Sync', true))).toMatchObject({
      altersGrants: false,
      profile,
    });
    expect(plan(profile, { name: 'Sales East', description: 'East' })).toMatchObject({
      altersGrants: false,
      profile: { name: 'Sales East', description: 'East' },
    });
  });
});

describe('who may change a profile', () => {
  test('only a holder of Manage Profiles, and a clone of Administrator is one', () => {
    const change = toggle('Crm_Implied_Mstask_Sync', false);
    expect(refusalOf(only('Crm_Implied_Mstask_Sync'), change, actingUser(STANDARD))).toMatchObject({
      rule: 'permission_off',
      permission: 'Crm_Implied_Manage_Profiles',
    });
    expect(plan(only('Crm_Implied_Mstask_Sync'), change, manager()).ok).toBe(true);
  });

  test('nobody who is deactivated', () => {
    const inactive = { ...contextOf(ADMINISTRATOR), user: { active: false } };
    const actor = { ...actingUser(ADMINISTRATOR), context: inactive };
    expect(refusalOf(customProfile([]), { description: 'x' }, actor)?.rule).toBe('user_inactive');
  });

  test('nobody their own', () => {
    const profile = customProfile(EVERYTHING);
    expect(refusalOf(profile, { description: 'x' }, actingUser(profile))?.rule).toBe('own_profile');
  });

  test('nobody to grant what they lack, though they may take it away', () => {
    const actor = manager('Crm_Implied_Mscal_Sync');
    expect(refusalOf(customProfile([]), toggle('Crm_Implied_Mscal_Sync', true), actor)).toEqual({
      rule: 'exceeds_own',
      permission: 'Crm_Implied_Mscal_Sync',
      message: 'You cannot grant “Microsoft: Calendar”, because you do not have it.',
    });
    const everything = customProfile(EVERYTHING);
    expect(plan(everything, toggle('Crm_Implied_Mscal_Sync', false), actor).ok).toBe(true);
    expect(plan(everything, toggle('Crm_Implied_Mstask_Sync', false), actor).ok).toBe(true);
  });

  test('an administrator puts a restriction on and off; one who is restricted does not lift it', () => {
    const restricted = customProfile(['Crm_Implied_List_Subordinate_Users']);
    expect(plan(customProfile([]), toggle('Crm_Implied_List_Subordinate_Users', true)).ok).toBe(true);
    expect(plan(restricted, toggle('Crm_Implied_List_Subordinate_Users', false)).ok).toBe(true);
    const actor = actingUser({
      ...customProfile([...EVERYTHING, 'Crm_Implied_List_Subordinate_Users']),
      id: '77',
    });
    expect(refusalOf(restricted, toggle('Crm_Implied_List_Subordinate_Users', false), actor)?.rule).toBe(
      'exceeds_own',
    );
  });
});

describe('field access', () => {
  test('is set, changed and lifted, and written in one way whatever the order', () => {
    const planned = plan(customProfile([], { Tasks: { Subject: 'hidden' } }), {
      fieldAccess: [
        { module: 'Tasks', field: 'Subject', access: 'read_write' },
        { module: 'Events', field: 'Venue', access: 'read_only' },
        { module: 'Contacts', field: 'Phone', access: 'hidden' },
        { module: 'Contacts', field: 'Email', access: 'read_only' },
      ],
    });
    expect(planned).toMatchObject({ ok: true, altersGrants: true });
    expect(JSON.stringify(planned.ok && planned.profile.fieldAccess)).toBe(
      '{"Contacts":{"Email":"read_only","Phone":"hidden"},"Events":{"Venue":"read_only"}}',
    );
  });

  test('opening an open field alters no grant', () => {
    const change: ProfileChange = {
      fieldAccess: [{ module: 'Tasks', field: 'Status', access: 'read_write' }],
    };
    expect(plan(customProfile([]), change)).toMatchObject({
      altersGrants: false,
      profile: { fieldAccess: {} },
    });
  });

  test('is refused for reports, dashboards and the calendar', () => {
    for (const module of ['Reports', 'Analytics', 'Dashboards', 'Calendar']) {
      expect(refusalOf(customProfile([]), hide(module, 'Name'))).toMatchObject({
        rule: 'no_field_settings',
        field: `${module}.Name`,
      });
    }
  });

  test('is refused for unknown modules, impossible names and contradictions', () => {
    expect(refusalOf(customProfile([]), hide('Gadgets', 'Name'))?.rule).toBe('unknown_module');
    for (const field of ['', '__proto__', 'a b', 'x'.repeat(101)]) {
      expect(refusalOf(customProfile([]), hide('Contacts', field))?.rule).toBe('invalid_field');
    }
    expect(
      refusalOf(customProfile([]), {
        fieldAccess: [
          { module: 'Contacts', field: 'Email', access: 'hidden' },
          { module: 'Contacts', field: 'Email', access: 'read_only' },
        ],
      })?.rule,
    ).toBe('contradiction');
  });

  test('needs Field Level Access Permissions', () => {
    expect(
      refusalOf(customProfile([]), hide('Contacts', 'Email'), manager('Crm_Implied_Manage_Field_Access')),
    ).toMatchObject({ rule: 'permission_off', permission: 'Crm_Implied_Manage_Field_Access' });
  });

  test('is never opened further than it is open to who opens it', () => {
    const own: FieldAccess = { Contacts: { Email: 'read_only' } };
    const actor = actingUser({ ...customProfile(EVERYTHING, own), id: '77' });
    const hidden = customProfile([], { Contacts: { Email: 'hidden' } });
    const open = (access: 'read_only' | 'read_write'): ProfileChange => ({
      fieldAccess: [{ module: 'Contacts', field: 'Email', access }],
    });
    expect(plan(hidden, open('read_only'), actor).ok).toBe(true);
    expect(plan(customProfile([]), hide('Contacts', 'Phone'), actor).ok).toBe(true);
    expect(refusalOf(hidden, open('read_write'), actor)).toMatchObject({
      rule: 'exceeds_own',
      field: 'Contacts.Email',
    });
  });
});

describe('a name', () => {
  test('is there, short enough, free of reserved characters and not taken', () => {
    const rules = ['  ', 'x'.repeat(51), 'A & B', 'support', 'Sales: East'].map(
      (name) => refusalOf(customProfile([]), { name })?.rule,
    );
    expect(rules).toEqual(['name_missing', 'name_invalid', 'name_invalid', 'name_taken', undefined]);
    expect(refusalOf(customProfile([]), { description: 'x'.repeat(251) })).toMatchObject({
      rule: 'description_too_long',
      field: 'description',
      limit: 250,
    });
  });
});

test('a planned profile survives being stored as JSON', () => {
  const planned = plan(customProfile(STANDARD.enabled), hide('Contacts', 'Email'));
  const profile = planned.ok ? planned.profile : STANDARD;
  const stored: Profile = JSON.parse(JSON.stringify(profile));
  expect(stored).toEqual(profile);
  expect(compileProfile(stored)).toEqual(compileProfile(profile));
});
