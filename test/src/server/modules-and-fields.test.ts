import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { RECORD_MODULES } from '@syncgrant/core';
import { EITHER_DATABASE, type TestDatabase } from '../support/databases.ts';
import type { Answer, Browser } from './browser.ts';
import { salesProfile } from './sales-profile.ts';
import { grantState, openSite, type Site } from './site.ts';

interface ModuleInfo {
  readonly api_name: string;
  readonly show_as_tab: boolean;
  readonly viewable: boolean;
}

describe.each(EITHER_DATABASE)('modules and fields, on $name', ({ open }) => {
  let database: TestDatabase;
  let site: Site;
  let ada: Browser;
  let grace: Browser;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    site = await openSite(database.database);
    ada = await site.signedIn(site.people.ada);
    grace = await site.signedIn(site.people.grace);
  });
  afterEach(() => site.close());

  const state = async () => ({
    ...(await grantState(site)),
    customized: await site.organisation.tenant.select('module_customization').selectAll().execute(),
    access: await site.organisation.tenant.select('profile').orderBy('id').select('field_access').execute(),
  });
  async function changesNothing(attempt: () => Promise<Answer>): Promise<Answer> {
    const before = await state();
    const answer = await attempt();
    expect(await state()).toEqual(before);
    return answer;
  }
  const moduleOf = async (browser: Browser, nameOrId: string) =>
    (await browser.get(`/crm/v8/settings/modules/${nameOrId}`)).body.modules[0];
  const rename = (browser: Browser, nameOrId: string, labels: object) =>
    browser.put(`/crm/v8/settings/modules/${nameOrId}`, { modules: [labels] });

  describe('tabs', () => {
    const tabs = async (browser: Browser) => {
      const { body } = await browser.get('/crm/v8/settings/modules');
      return body.modules
        .filter(({ show_as_tab: shown }: ModuleInfo) => shown)
        .map(({ api_name: name }: ModuleInfo) => name);
    };

    test('are those of the profile; a module that is not among them keeps its records', async () => {
      const all = RECORD_MODULES.filter((module) => module !== 'Notes' && module !== 'Competitors');
      expect(await tabs(ada)).toEqual(all);
      await salesProfile(site).without('Crm_Implied_Tab_Contacts');
      expect(await tabs(ada)).toEqual(all.filter((module) => module !== 'Contacts'));
      expect(await moduleOf(ada, 'Contacts')).toMatchObject({
        show_as_tab: false,
        visible: true,
        viewable: true,
      });
      expect((await ada.post('/crm/v8/Contacts', { data: [{ Last_Name: 'Kowalski' }] })).status).toBe(201);
      expect((await ada.get('/crm/v8/Contacts?fields=Last_Name')).status).toBe(200);
      expect(await tabs(grace)).toEqual(all);
    });

    test('a module that may not be viewed is no tab', async () => {
      await salesProfile(site).without('Crm_Implied_View_Contacts');
      expect(await moduleOf(ada, 'Contacts')).toMatchObject({
        show_as_tab: false,
        visible: false,
        viewable: false,
      });
    });
  });

  describe('names of modules', () => {
    test('are the organisation’s, by name and by id, in one audit entry', async () => {
      const { id } = await moduleOf(grace, 'Leads');
      const { status, body } = await rename(grace, id, {
        singular_label: 'Prospect',
        plural_label: 'Prospects',
      });
      expect([status, body]).toEqual([
        200,
        {
          modules: [
            { code: 'SUCCESS', details: { id }, message: 'module updated successfully', status: 'success' },
          ],
        },
      ]);
      const renamed = { api_name: 'Leads', singular_label: 'Prospect', plural_label: 'Prospects' };
      expect(await moduleOf(ada, id)).toMatchObject(renamed);
      expect((await ada.get('/crm/v8/settings/modules')).body.modules[0]).toMatchObject(renamed);
      const { audit } = await grantState(site);
      expect(audit.at(-1)).toMatchObject({
        actor_name: 'Grace Hopper',
        action: 'module.update',
        subject: 'module Leads',
        before: { singular: 'Lead', plural: 'Leads' },
        after: { singular: 'Prospect', plural: 'Prospects' },
      });
      expect((await rename(grace, 'Leads', { plural_label: 'People' })).status).toBe(200);
      expect(await moduleOf(grace, 'Leads')).toMatchObject({
        singular_label: 'Prospect',
        plural_label: 'People',
      });
      const other = await site.signedIn(site.people.other);
      expect(await moduleOf(other, 'Leads')).toMatchObject({ singular_label: 'Lead', plural_label: 'Leads' });
    });

    test('take Modules Customization and the module’s own Customize', async () => {
      const refused = async (browser: Browser, module: string) => {
        const { status, body } = await changesNothing(() => rename(browser, module, { plural_label: 'X' }));
        return [status, body.code, body.details.permissions];
      };
      expect(await refused(ada, 'Leads')).toEqual([403, 'NO_PERMISSION', ['Crm_Implied_Customize_Zoho_CRM']]);
      await salesProfile(site).with('Crm_Implied_Customize_Zoho_CRM');
      expect(await refused(ada, 'Leads')).toEqual([403, 'NO_PERMISSION', ['Crm_Implied_Customize_Leads']]);
      expect(await refused(ada, 'Competitors')).toEqual([
        403,
        'NO_PERMISSION',
        ['Crm_Implied_Customize_Deals'],
      ]);
      expect((await rename(ada, 'Notes', { plural_label: 'Remarks' })).status).toBe(200);
      await salesProfile(site).with('Crm_Implied_Customize_Leads');
      expect(await moduleOf(ada, 'Leads')).toMatchObject({ customizable: true });
      expect((await rename(ada, 'Leads', { plural_label: 'Prospects' })).status).toBe(200);
      await salesProfile(site).without('Crm_Implied_Customize_Zoho_CRM');
      expect(await refused(ada, 'Leads')).toEqual([403, 'NO_PERMISSION', ['Crm_Implied_Customize_Zoho_CRM']]);
    });

    test.each([
      [{ plural_label: 'Contacts' }, 'DUPLICATE_DATA', '$.modules[0].plural_label'],
      [{ singular_label: ' ' }, 'MANDATORY_NOT_FOUND', '$.modules[0].singular_label'],
      [{ singular_label: 'x'.repeat(51) }, 'INVALID_DATA', '$.modules[0].singular_label'],
      [{ plural_label: 7 }, 'INVALID_DATA', '$.modules[0].plural_label'],
      [{ api_name: 'Prospects' }, 'INVALID_DATA', '$.modules[0].api_name'],
    ])('%j is refused with its place', async (labels, code, path) => {
      const { status, body } = await changesNothing(() => rename(grace, 'Leads', labels));
      expect([status, body.modules[0].code, body.modules[0].details.json_path]).toEqual([400, code, path]);
    });

    test('an unknown module is refused with its place in the address', async () => {
      expect((await rename(grace, '42', { plural_label: 'X' })).body).toMatchObject({
        code: 'INVALID_DATA',
        details: { resource_path_index: 2 },
      });
      expect((await rename(grace, 'Spells', { plural_label: 'X' })).body).toMatchObject({
        code: 'INVALID_MODULE',
        details: { resource_path_index: 2 },
      });
    });
  });

  interface FieldInfo {
    readonly id: string;
    readonly api_name: string;
    readonly [name: string]: unknown;
  }
  const fieldsOf = async (browser: Browser, module: string, query = ''): Promise<FieldInfo[]> =>
    (await browser.get(`/crm/v8/settings/fields?module=${module}${query}`)).body.fields;
  async function fieldOf(browser: Browser, module: string, name: string): Promise<FieldInfo> {
    const found = (await fieldsOf(browser, module)).find(({ api_name: known }) => known === name);
    if (found === undefined) throw new Error(`there is no field ${name}`);
    return found;
  }
  const change = async (browser: Browser, module: string, name: string, asked: object) => {
    const { id } = await fieldOf(grace, module, name);
    return browser.send('PATCH', `/crm/v8/settings/fields/${id}?module=${module}`, {
      json: { fields: [asked] },
    });
  };
  const refusal = ({ status, body }: Answer) => [status, body.code, body.details.permissions];

  describe('one field', () => {
    test('is as in the list of its module', async () => {
      const listed = await fieldOf(grace, 'Leads', 'Lead_Status');
      const { status, body } = await grace.get(`/crm/v8/settings/fields/${listed.id}?module=Leads`);
      expect([status, body]).toEqual([200, { fields: [listed] }]);
      const ofAda = await ada.get(`/crm/v8/settings/fields/${listed.id}?module=Leads`);
      expect(ofAda.body.fields[0]).toMatchObject({ api_name: 'Lead_Status', visible: true });
      expect(ofAda.body.fields[0]).not.toHaveProperty('profiles');
    });

    test('that is not of the module, or of one that may not be viewed, is not shown', async () => {
      const { id } = await fieldOf(grace, 'Contacts', 'Phone');
      const elsewhere = await grace.get(`/crm/v8/settings/fields/${id}?module=Leads`);
      expect(elsewhere.body).toMatchObject({ code: 'INVALID_DATA', details: { resource_path_index: 2 } });
      expect((await grace.get(`/crm/v8/settings/fields/${id}`)).body).toMatchObject({
        code: 'REQUIRED_PARAM_MISSING',
        details: { param_name: 'module' },
      });
      await salesProfile(site).without('Crm_Implied_View_Contacts');
      expect(refusal(await ada.get(`/crm/v8/settings/fields/${id}?module=Contacts`))).toEqual([
        403,
        'NO_PERMISSION',
        ['Crm_Implied_View_Contacts'],
      ]);
    });

    test('there are no unused ones', async () => {
      expect((await grace.get('/crm/v8/settings/fields?module=Leads&type=unused')).status).toBe(204);
      expect((await fieldsOf(grace, 'Leads', '&type=used')).length).toBeGreaterThan(20);
    });
  });

  describe('what a profile may do with a field', () => {
    const setTo = (browser: Browser, access: string, name = 'Phone') =>
      change(browser, 'Leads', name, {
        profiles: [{ id: site.organisation.salesProfileId, permission_type: access }],
      });

    test('is to write it, to read it, or nothing', async () => {
      const seen = async () => {
        const { visible, read_only: readOnly } = await fieldOf(ada, 'Leads', 'Phone');
        const { profiles } = await fieldOf(grace, 'Leads', 'Phone');
        return { visible, readOnly, profiles };
      };
      const { salesProfileId } = site.organisation;
      for (const [access, visible, readOnly] of [
        ['read_only', true, true],
        ['hidden', false, true],
        ['read_write', true, false],
      ] as const) {
        expect((await setTo(grace, access)).status).toBe(200);
        expect(await seen()).toEqual({
          visible,
          readOnly,
          profiles: expect.arrayContaining([
            { id: salesProfileId, name: 'Sales', permission_type: access },
            expect.objectContaining({ name: 'Standard', permission_type: 'read_write' }),
          ]),
        });
      }
    });

    test('takes Field Level Access', async () => {
      expect(refusal(await changesNothing(() => setTo(ada, 'hidden')))).toEqual([
        403,
        'NO_PERMISSION',
        ['Crm_Implied_Manage_Field_Access'],
      ]);
      // Who may customize may change labels, but nobody's access.
      await salesProfile(site).with('Crm_Implied_Customize_Zoho_CRM', 'Crm_Implied_Customize_Leads');
      const { status, body } = await changesNothing(() => setTo(ada, 'hidden'));
      expect([status, body.code]).toEqual([403, 'NO_PERMISSION']);
    });

    test('is one of three words, for profiles that exist and may be changed, and fields that can be left out', async () => {
      const { administratorProfileId, standardProfileId, salesProfileId } = site.organisation;
      const word = await changesNothing(() => setTo(grace, 'invisible'));
      expect(word.body.fields[0]).toMatchObject({
        code: 'INVALID_DATA',
        details: { json_path: '$.fields[0].profiles[0].permission_type' },
      });
      const mandatory = await changesNothing(() => setTo(grace, 'hidden', 'Last_Name'));
      expect(mandatory.body.fields[0]).toMatchObject({
        code: 'INVALID_DATA',
        details: { json_path: '$.fields[0].profiles[0]' },
      });
      const hide = (id: string) => ({ id, permission_type: 'hidden' });
      const unknown = await changesNothing(() =>
        change(grace, 'Leads', 'Phone', { profiles: [hide(salesProfileId), hide('42')] }),
      );
      expect(unknown.body.fields[0].details.json_path).toBe('$.fields[0].profiles[1]');
      for (const id of [administratorProfileId, standardProfileId]) {
        const system = await changesNothing(() => change(grace, 'Leads', 'Phone', { profiles: [hide(id)] }));
        expect([system.status, system.body.code]).toEqual([400, 'NOT_ALLOWED']);
      }
      const nothing = await changesNothing(() => change(grace, 'Leads', 'Phone', {}));
      expect([nothing.status, (nothing.body.fields ?? [nothing.body])[0].code]).toEqual([
        400,
        'INVALID_DATA',
      ]);
    });
  });

  describe('the label of a field', () => {
    test('is the organisation’s, in the list, in sheets and in errors; one audit entry tells it', async () => {
      const { id } = await fieldOf(grace, 'Leads', 'Company');
      expect((await change(grace, 'Leads', 'Company', { field_label: 'Firm' })).body).toEqual({
        fields: [{ code: 'SUCCESS', details: { id }, message: 'field updated', status: 'success' }],
      });
      expect(await fieldOf(ada, 'Leads', 'Company')).toMatchObject({
        id,
        field_label: 'Firm',
        display_label: 'Firm',
      });
      const sheet = await ada.get('/crm/v8/Leads/sheet?fields=Company');
      expect(sheet.body.columns[0].field_label).toBe('Firm');
      const wrong = await ada.post('/crm/v8/Leads', { data: [{ Last_Name: 'x' }] });
      expect(wrong.body.data[0]).toMatchObject({
        message: 'Firm is required.',
        details: { api_name: 'Company' },
      });
      const { audit } = await grantState(site);
      expect(audit.at(-1)).toMatchObject({
        action: 'field.update',
        subject: 'field Company of Leads',
        before: { field_label: 'Company' },
        after: { field_label: 'Firm' },
      });
      const other = await site.signedIn(site.people.other);
      expect(await fieldOf(other, 'Leads', 'Company')).toMatchObject({ field_label: 'Company' });
    });

    test('takes Modules Customization and the module’s own Customize; Field Level Access is not enough', async () => {
      const attempt = () => change(ada, 'Leads', 'Company', { field_label: 'Firm' });
      await salesProfile(site).with(
        'Crm_Implied_Manage_Users',
        'Crm_Implied_Manage_Profiles',
        'Crm_Implied_Manage_Field_Access',
      );
      expect(refusal(await changesNothing(attempt))).toEqual([
        403,
        'NO_PERMISSION',
        ['Crm_Implied_Customize_Zoho_CRM'],
      ]);
      await salesProfile(site).with('Crm_Implied_Customize_Zoho_CRM');
      expect(refusal(await changesNothing(attempt))).toEqual([
        403,
        'NO_PERMISSION',
        ['Crm_Implied_Customize_Leads'],
      ]);
      await salesProfile(site).with('Crm_Implied_Customize_Leads');
      await salesProfile(site).without('Crm_Implied_Manage_Field_Access');
      expect((await attempt()).status).toBe(200);
    });

    test('changes with the access to the field, or neither does', async () => {
      const profiles = (access: string) => [
        { id: site.organisation.salesProfileId, permission_type: access },
      ];
      const taken = await changesNothing(() =>
        change(grace, 'Leads', 'Phone', { profiles: profiles('hidden'), field_label: 'Mobile' }),
      );
      expect(taken.body.fields[0]).toMatchObject({
        code: 'DUPLICATE_DATA',
        details: { api_name: 'field_label', json_path: '$.fields[0].field_label' },
      });
      const before = await grantState(site);
      const both = { profiles: profiles('read_only'), field_label: 'Telephone' };
      expect((await change(grace, 'Leads', 'Phone', both)).status).toBe(200);
      expect(await fieldOf(ada, 'Leads', 'Phone')).toMatchObject({
        field_label: 'Telephone',
        read_only: true,
      });
      expect((await grantState(site)).audit.length).toBe(before.audit.length + 1);
    });
  });

  describe('the values of a pick list', () => {
    const listOf = async (browser: Browser, query = ''): Promise<readonly string[]> => {
      const fields = await fieldsOf(browser, 'Leads', query);
      const values = fields.find(({ api_name: name }) => name === 'Lead_Source')?.['pick_list_values'];
      return Array.isArray(values) ? values.map(({ actual_value: value }) => value) : [];
    };
    const setList = (values: readonly object[]) =>
      change(grace, 'Leads', 'Lead_Source', { pick_list_values: values });
    const used = (value: string) => ({ actual_value: value, display_value: value });
    const create = async (Lead_Source: string) =>
      ada.post('/crm/v8/Leads', { data: [{ Last_Name: 'x', Company: 'y', Lead_Source }] });

    test('come, change places and go out of use; records keep what they hold', async () => {
      const before = await listOf(ada);
      const [first = '', ...rest] = before;
      const made = await create(first);
      const { id } = made.body.data[0].details;
      expect((await create('Podcast')).body.data[0].details.supported_values).toEqual(before);
      const changed = await setList([
        used('Podcast'),
        ...rest.map(used),
        { actual_value: first, type: 'unused' },
      ]);
      expect(changed.status).toBe(200);
      expect(await listOf(ada)).toEqual(['Podcast', ...rest]);
      expect(await listOf(ada, '&include=unused_values')).toEqual(['Podcast', ...rest, first]);
      expect((await create('Podcast')).status).toBe(201);
      expect((await create(first)).body.data[0].details).toMatchObject({
        api_name: 'Lead_Source',
        supported_values: ['Podcast', ...rest],
      });
      const kept = await ada.put(`/crm/v8/Leads/${id}`, { data: [{ Lead_Source: first, Phone: '1' }] });
      expect(kept.status).toBe(200);
      expect((await ada.get(`/crm/v8/Leads/${id}`)).body.data[0].Lead_Source).toBe(first);
    });

    test('a wrong list is refused with its place', async () => {
      const all = (await listOf(ada)).map(used);
      const wrong = async (values: readonly object[]) => {
        const { status, body } = await changesNothing(() => setList(values));
        const { code, details } = body.fields[0];
        return [status, code, details.json_path];
      };
      const list = '$.fields[0].pick_list_values';
      expect(await wrong(all.slice(1))).toEqual([400, 'MANDATORY_NOT_FOUND', list]);
      expect(await wrong([...all, used(' ')])).toEqual([
        400,
        'MANDATORY_NOT_FOUND',
        `${list}[${all.length}].actual_value`,
      ]);
      expect(await wrong([...all, { actual_value: 'a', display_value: 'b' }])).toEqual([
        400,
        'INVALID_DATA',
        `${list}[${all.length}]`,
      ]);
      const fixed = await changesNothing(() =>
        change(grace, 'Tasks', 'Status', { pick_list_values: [used('Done')] }),
      );
      expect([fixed.status, fixed.body.fields[0].code]).toEqual([400, 'NOT_ALLOWED']);
    });
  });
});
