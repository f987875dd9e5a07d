import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { RECORD_MODULES } from '@syncgrant/core';
import { DATABASE_KINDS, type TestDatabase } from '../support/databases.ts';
import type { Answer, Browser } from './browser.ts';
import { salesProfile } from './sales-profile.ts';
import { grantState, openSite, type Site } from './site.ts';

interface ModuleInfo {
  readonly api_name: string;
  readonly show_as_tab: boolean;
  readonly viewable: boolean;
}

describe.each(DATABASE_KINDS)('modules and fields, on $name', ({ open }) => {
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
});
