import { describe, expect, test } from 'vitest';
import { decide } from './decide.ts';
import { prepareRequest } from './question-number.ts';
import type { DecisionRequest } from './request.ts';
import { explain } from './explain.ts';
import type { FieldAccess, Profile } from './profile.ts';
import { contextOf, customProfile, EVERYTHING, only, STANDARD, without } from './testing.ts';

const ask = (profile: Profile, request: DecisionRequest) => decide(contextOf(profile), request);
const ruleOf = (profile: Profile, request: DecisionRequest) => ask(profile, request).rule;
const may = (profile: Profile, request: DecisionRequest) => ask(profile, request).granted;

describe('a permission', () => {
  test('counts when it is on', () => {
    expect(ask(STANDARD, { kind: 'permission', permission: 'Crm_Implied_Api_Access' })).toEqual({
      granted: true,
      rule: { code: 'permission_on', permission: 'Crm_Implied_Api_Access' },
    });
    expect(ruleOf(STANDARD, { kind: 'permission', permission: 'Crm_Implied_Manage_Users' })).toEqual({
      code: 'permission_off',
      permission: 'Crm_Implied_Manage_Users',
    });
  });

  test('has no effect without its parents, and the nearest missing one is named', () => {
    const profile = customProfile(['Crm_Implied_Mass_Email_Leads', 'Crm_Implied_View_Leads']);
    expect(ruleOf(profile, { kind: 'permission', permission: 'Crm_Implied_Mass_Email_Leads' })).toEqual({
      code: 'parent_off',
      permission: 'Crm_Implied_Mass_Email_Leads',
      parent: 'Crm_Implied_Send_Mail_Leads',
    });
  });

  test('is nothing to a deactivated user', () => {
    const context = { ...contextOf(STANDARD), user: { active: false } };
    expect(decide(context, { kind: 'permission', permission: 'Crm_Implied_Api_Access' }).rule).toEqual({
      code: 'user_inactive',
    });
  });

  test('is answered with the same frozen object every time', () => {
    const context = contextOf(STANDARD);
    const request = { kind: 'record', module: 'Leads', action: 'edit' } as const;
    expect(decide(context, request)).toBe(decide(context, request));
    expect(Object.isFrozen(decide(context, request))).toBe(true);
    expect(Object.isFrozen(decide(context, request).rule)).toBe(true);
  });
});

describe('a prepared request', () => {
  test('is answered as the request itself, in every profile, and to nobody who is deactivated', () => {
    const request = { kind: 'record', module: 'Leads', action: 'edit', via: 'sheet' } as const;
    const prepared = prepareRequest(request);
    for (const profile of [STANDARD, only('Crm_Implied_Edit_Leads'), without('Crm_Implied_Edit_Leads')]) {
      const context = contextOf(profile);
      expect(decide(context, prepared)).toBe(decide(context, request));
      expect(decide({ ...context, user: { active: false } }, prepared).rule.code).toBe('user_inactive');
    }
  });
});

describe('a record', () => {
  test('is viewed, created, edited and deleted by the permission of that name', () => {
    const profile = only('Crm_Implied_Edit_SalesOrders');
    const actions = (['view', 'create', 'edit', 'delete'] as const).map((action) =>
      may(profile, { kind: 'record', module: 'Sales_Orders', action }),
    );
    expect(actions).toEqual([true, false, true, false]);
  });

  test('of another user needs access to everyone’s records too', () => {
    const request = { kind: 'record', module: 'Contacts', action: 'view' } as const;
    expect(may(STANDARD, { ...request, owned: true })).toBe(true);
    expect(ruleOf(STANDARD, { ...request, owned: false })).toEqual({
      code: 'permission_off',
      permission: 'Crm_Implied_Access_All_Records',
    });
    expect(may(customProfile(EVERYTHING), { ...request, owned: false })).toBe(true);
  });

  test('over the API needs API Access first', () => {
    expect(
      ruleOf(without('Crm_Implied_Api_Access'), {
        kind: 'record',
        module: 'Leads',
        action: 'view',
        via: 'api',
      }),
    ).toEqual({ code: 'permission_off', permission: 'Crm_Implied_Api_Access' });
  });

  test('cannot be had where the module offers no such thing', () => {
    const everything = customProfile(EVERYTHING);
    const notOffered = [
      { module: 'Visits', action: 'create' },
      { module: 'Quotes', action: 'create', via: 'import' },
      { module: 'Leads', action: 'delete', via: 'import' },
      { module: 'Leads', action: 'edit', via: 'export' },
      { module: 'Events', action: 'edit', via: 'sheet' },
      { module: 'Documents', action: 'view', via: 'export' },
    ] as const;
    for (const request of notOffered) {
      expect(ruleOf(everything, { kind: 'record', ...request })).toEqual({
        code: 'not_offered',
        module: request.module,
        action: request.action,
      });
    }
  });
});

describe('Sheet View', () => {
  const sheet = only('Crm_Implied_ZohoSheet_View_Contacts');

  test('overrides Create and Edit inside a sheet, and Export', () => {
    for (const action of ['create', 'edit'] as const) {
      expect(ruleOf(sheet, { kind: 'record', module: 'Contacts', action, via: 'sheet' })).toEqual({
        code: 'override',
        permission: 'Crm_Implied_ZohoSheet_View_Contacts',
        overridden: action === 'create' ? 'Crm_Implied_Create_Contacts' : 'Crm_Implied_Edit_Contacts',
      });
    }
    expect(
      ruleOf(sheet, { kind: 'record', module: 'Contacts', action: 'view', via: 'export' }),
    ).toMatchObject({
      code: 'override',
      overridden: 'Crm_Implied_Export_Contacts',
    });
  });

  test('does not reach record pages, the API, imports, deletion or other modules', () => {
    const profile = customProfile([...sheet.enabled, 'Crm_Implied_Api_Access', 'Crm_Implied_View_Leads']);
    const refused = [
      { module: 'Contacts', action: 'edit' },
      { module: 'Contacts', action: 'edit', via: 'api' },
      { module: 'Contacts', action: 'create', via: 'import' },
      { module: 'Contacts', action: 'delete', via: 'sheet' },
      { module: 'Leads', action: 'edit', via: 'sheet' },
      { module: 'Leads', action: 'view', via: 'export' },
    ] as const;
    for (const request of refused) expect(may(profile, { kind: 'record', ...request })).toBe(false);
  });

  test('is itself needed for a sheet, also by who may edit', () => {
    expect(
      ruleOf(only('Crm_Implied_Edit_Contacts'), {
        kind: 'record',
        module: 'Contacts',
        action: 'edit',
        via: 'sheet',
      }),
    ).toEqual({ code: 'permission_off', permission: 'Crm_Implied_ZohoSheet_View_Contacts' });
  });
});

describe('Manage Reports and Manage Dashboards', () => {
  test('override Export of records and of dashboards', () => {
    const reports = only('Crm_Implied_Manage_Reports', 'Crm_Implied_View_Quotes');
    expect(ruleOf(reports, { kind: 'record', module: 'Quotes', action: 'view', via: 'export' })).toEqual({
      code: 'override',
      permission: 'Crm_Implied_Manage_Reports',
      overridden: 'Crm_Implied_Export_Quotes',
    });
    expect(may(reports, { kind: 'record', module: 'Analytics', action: 'view', via: 'export' })).toBe(false);
    expect(
      may(only('Crm_Implied_Manage_Dashboards'), {
        kind: 'record',
        module: 'Analytics',
        action: 'view',
        via: 'export',
      }),
    ).toBe(true);
  });

  test('export nothing that may not be viewed', () => {
    expect(
      ruleOf(only('Crm_Implied_Manage_Reports'), {
        kind: 'record',
        module: 'Quotes',
        action: 'view',
        via: 'export',
      }),
    ).toEqual({ code: 'permission_off', permission: 'Crm_Implied_View_Quotes' });
  });
});

describe('importing', () => {
  test('for other users needs the organisation-wide import permission', () => {
    const request = { kind: 'record', module: 'Leads', action: 'create', via: 'import' } as const;
    const own = only('Crm_Implied_Import_Leads');
    expect(may(own, request)).toBe(true);
    expect(ruleOf(own, { ...request, owned: false })).toEqual({
      code: 'permission_off',
      permission: 'Crm_Implied_Import_Org_Leads',
    });
    expect(may(only('Crm_Implied_Import_Org_Leads'), { ...request, owned: false })).toBe(true);
  });
});

describe('a field', () => {
  const fieldAccess: FieldAccess = { Contacts: { Phone: 'read_only', Email: 'hidden' } };
  const everything = customProfile(EVERYTHING, fieldAccess);
  const field = (name: string, access: 'read' | 'write', via?: 'sheet' | 'import' | 'export' | 'api') =>
    ({ kind: 'field', module: 'Contacts', field: name, access, via }) as const;

  test('is open unless the profile restricts it', () => {
    expect(may(everything, field('Fax', 'write'))).toBe(true);
    expect(may(everything, field('constructor', 'write'))).toBe(true);
    expect(may(everything, { ...field('Phone', 'write'), module: 'Leads' })).toBe(true);
  });

  test('that is hidden is neither read nor written, by no function', () => {
    for (const via of [undefined, 'api', 'sheet', 'import', 'export'] as const) {
      expect(may(everything, field('Email', 'read', via))).toBe(false);
      expect(may(everything, field('Email', 'write', via))).toBe(false);
    }
    expect(ruleOf(everything, field('Email', 'read'))).toEqual({
      code: 'field_hidden',
      module: 'Contacts',
      field: 'Email',
    });
  });

  test('that is read-only is written only in sheets and imports, by who has both of these', () => {
    expect(may(everything, field('Phone', 'read'))).toBe(true);
    expect(ruleOf(everything, field('Phone', 'write'))).toEqual({
      code: 'field_read_only',
      module: 'Contacts',
      field: 'Phone',
    });
    expect(may(everything, field('Phone', 'write', 'api'))).toBe(false);
    for (const via of ['sheet', 'import'] as const) {
      expect(ruleOf(everything, field('Phone', 'write', via))).toEqual({
        code: 'read_only_override',
        module: 'Contacts',
      });
      for (const missing of ['Crm_Implied_Import_Contacts', 'Crm_Implied_ZohoSheet_View_Contacts'] as const) {
        const profile = { ...without(missing), fieldAccess };
        expect(may(profile, field('Phone', 'write', via))).toBe(false);
      }
    }
  });

  test('is written by who may edit or create its record, and by nobody else', () => {
    expect(may(only('Crm_Implied_Create_Contacts'), field('Fax', 'write'))).toBe(true);
    expect(ruleOf(only('Crm_Implied_View_Contacts'), field('Fax', 'write'))).toEqual({
      code: 'permission_off',
      permission: 'Crm_Implied_Edit_Contacts',
    });
    expect(may(only('Crm_Implied_View_Leads'), field('Fax', 'read'))).toBe(false);
  });
});

describe('a system profile', () => {
  test('is what the catalogue says, whatever was stored', () => {
    const tampered: Profile = { ...STANDARD, enabled: [], fieldAccess: { Contacts: { Email: 'hidden' } } };
    expect(may(tampered, { kind: 'field', module: 'Contacts', field: 'Email', access: 'write' })).toBe(true);
    expect(may(tampered, { kind: 'sync', syncModule: 'contacts' })).toBe(true);
  });
});

describe('explain', () => {
  test('says in one sentence which rule decided, and who can change it', () => {
    const decision = ask(only('Crm_Implied_View_Events'), { kind: 'sync', syncModule: 'meetings' });
    expect(explain(decision)).toEqual({
      rule: { code: 'permission_off', permission: 'Crm_Implied_Mscal_Sync' },
      message: 'The profile does not have the permission “Microsoft: Calendar”.',
      who: 'administrator',
    });
  });

  test('speaks to the person whose profile decided', () => {
    const decision = ask(only('Crm_Implied_View_Events'), { kind: 'sync', syncModule: 'meetings' });
    expect(explain(decision, 'subject').message).toBe(
      'Your profile does not have the permission “Microsoft: Calendar”.',
    );
  });

  test('sends nobody anywhere when nothing is to be done', () => {
    const granted = ask(STANDARD, { kind: 'record', module: 'Leads', action: 'view' });
    const notOffered = ask(STANDARD, { kind: 'record', module: 'Visits', action: 'create' });
    expect([explain(granted).who, explain(notOffered).who]).toEqual(['nobody', 'nobody']);
    expect(explain(notOffered).message).toBe('Records of Visits cannot be created this way.');
  });
});

describe('a meeting of somebody else in which the user takes part', () => {
  const view = { kind: 'record', module: 'Events', action: 'view', owned: false, takesPart: true } as const;

  test('may be viewed, and nothing else', () => {
    const decision = ask(STANDARD, view);
    expect([decision.rule.code, explain(decision, 'subject').message]).toEqual([
      'takes_part',
      'You take part in this record of Meetings, which opens it for viewing.',
    ]);
    for (const action of ['edit', 'delete'] as const) {
      expect(ruleOf(STANDARD, { ...view, action })).toEqual({
        code: 'permission_off',
        permission: 'Crm_Implied_Access_All_Records',
      });
    }
    expect(may(STANDARD, { ...view, takesPart: false })).toBe(false);
    expect(may(STANDARD, { ...view, module: 'Tasks' })).toBe(false);
  });

  test('takes what viewing takes, and is seen anyway by whom records of others are open to', () => {
    expect(ruleOf(without('Crm_Implied_View_Events'), view)).toEqual({
      code: 'permission_off',
      permission: 'Crm_Implied_View_Events',
    });
    expect(ruleOf(customProfile(EVERYTHING), view).code).toBe('permission_on');
    expect(
      may(without('Crm_Implied_Api_Access', 'Crm_Implied_Access_All_Records'), { ...view, via: 'api' }),
    ).toBe(false);
  });
});
