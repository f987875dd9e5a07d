import { describe, expect, test } from 'vitest';
import { decide } from './decide.ts';
import { decideSync } from './sync-grant.ts';
import { SYNC_MODULE_NAMES, SYNC_MODULES } from './sync-module.ts';
import { ADMINISTRATOR, contextOf, customProfile, EVERYTHING, only, STANDARD, without } from './testing.ts';

describe('a sync', () => {
  test('is granted with all effects to both system profiles', () => {
    for (const profile of [ADMINISTRATOR, STANDARD]) {
      for (const syncModule of SYNC_MODULE_NAMES) {
        expect(decideSync(contextOf(profile), syncModule)).toEqual({
          granted: true,
          rule: { code: 'permission_on', permission: SYNC_MODULES[syncModule].permission },
          export: true,
          createRecord: true,
          editRecord: true,
          deleteRecord: true,
          othersRecords: profile === ADMINISTRATOR,
          hiddenFields: new Set(),
          readOnlyFields: new Set(),
        });
      }
    }
  });

  test('follows its own Microsoft permission and no other', () => {
    const context = contextOf(without('Crm_Implied_Mscontact_Sync'));
    expect(SYNC_MODULE_NAMES.map((name) => decideSync(context, name).granted)).toEqual([true, false, true]);
  });

  test('pauses when the module can no longer be viewed', () => {
    expect(decideSync(contextOf(without('Crm_Implied_View_Events')), 'meetings')).toEqual({
      granted: false,
      rule: {
        code: 'module_access_lost',
        syncModule: 'meetings',
        permission: 'Crm_Implied_View_Events',
      },
    });
  });

  test('with View alone still exports, and changes no CRM record', () => {
    const context = contextOf(only('Crm_Implied_Mstask_Sync', 'Crm_Implied_View_Tasks'));
    expect(decideSync(context, 'tasks')).toMatchObject({
      granted: true,
      export: true,
      createRecord: false,
      editRecord: false,
      deleteRecord: false,
    });
  });

  test('loses one effect with one permission of the module', () => {
    const grant = decideSync(contextOf(without('Crm_Implied_Delete_Contacts')), 'contacts');
    expect(grant).toMatchObject({ createRecord: true, editRecord: true, deleteRecord: false });
  });

  test('is not helped by Sheet View, Import or report permissions', () => {
    const context = contextOf({
      ...only(
        'Crm_Implied_Mscontact_Sync',
        'Crm_Implied_ZohoSheet_View_Contacts',
        'Crm_Implied_Manage_Reports',
      ),
      fieldAccess: { Contacts: { Phone: 'read_only' } },
    });
    expect(decideSync(context, 'contacts')).toMatchObject({
      createRecord: false,
      editRecord: false,
      readOnlyFields: new Set(['Phone']),
    });
  });

  test('names the hidden and the read-only fields of its own module', () => {
    const profile = customProfile(EVERYTHING, {
      Contacts: { Email: 'hidden', Phone: 'read_only', Fax: 'hidden' },
      Events: { Venue: 'read_only' },
    });
    expect(decideSync(contextOf(profile), 'contacts')).toMatchObject({
      hiddenFields: new Set(['Email', 'Fax']),
      readOnlyFields: new Set(['Phone']),
    });
    expect(decideSync(contextOf(profile), 'meetings')).toMatchObject({
      hiddenFields: new Set(),
      readOnlyFields: new Set(['Venue']),
    });
  });

  test('is refused for the first reason of the documented order', () => {
    const everythingWrong = {
      ...contextOf(customProfile([]), {
        edition: 'Free',
        dataCenter: 'CN',
        microsoftExtensionEnabled: false,
      }),
      user: { active: false },
    };
    const cures = [
      ['data_center', { organisation: { ...everythingWrong.organisation, dataCenter: 'US' } }],
      [
        'edition',
        { organisation: { ...contextOf(STANDARD).organisation, microsoftExtensionEnabled: false } },
      ],
      ['extension_off', { organisation: contextOf(STANDARD).organisation }],
      ['user_inactive', { user: { active: true } }],
      ['permission_off', contextOf(only('Crm_Implied_Mscal_Sync'))],
      ['module_access_lost', contextOf(STANDARD)],
    ] as const;
    let context = everythingWrong;
    for (const [code, cure] of cures) {
      expect(decideSync(context, 'meetings').rule.code).toBe(code);
      context = { ...context, ...cure };
    }
    expect(decideSync(context, 'meetings').granted).toBe(true);
  });

  test('is answered alike by decide', () => {
    const context = contextOf(STANDARD);
    expect(decide(context, { kind: 'sync', syncModule: 'tasks' })).toBe(decideSync(context, 'tasks'));
  });
});
