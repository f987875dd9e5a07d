import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RECORD_FIELDS, RECORD_MODULES, type RecordModule } from '@syncgrant/core';
import { salesProfile } from '../server/sales-profile.ts';
import { openSite, type Site } from '../server/site.ts';
import { DATABASE_KINDS, type TestDatabase } from '../support/databases.ts';
import { registerProgram } from './program.ts';
import { recordClient, type RecordClient } from './record-client.ts';
import { actWith, held, refusalOf, SDKS, type Sdk } from './sdk.ts';

const [{ open }] = DATABASE_KINDS as [(typeof DATABASE_KINDS)[number]];

describe.each(SDKS)('modules and fields in $name', ({ load, faithful }) => {
  let database: TestDatabase;
  let site: Site;
  let sdk: Sdk;
  let client: RecordClient;
  let asGrace: () => Promise<void>;
  /** Ada's profile may not edit leads, does not have them among its tabs, and sees no secondary e-mail address of them. */
  let asAda: () => Promise<void>;

  beforeAll(async () => {
    sdk = await load();
    client = recordClient(sdk);
    database = await open();
    site = await openSite(database.database);
    await salesProfile(site).without(
      'Crm_Implied_Edit_Leads',
      'Crm_Implied_Tab_Leads',
      'Crm_Implied_View_Cases',
    );
    await salesProfile(site).restrict({ Leads: { Secondary_Email: 'hidden', Fax: 'read_only' } });
    const grace = await site.signedIn(site.people.grace);
    const ada = await site.signedIn(site.people.ada);
    const program = await registerProgram(site, grace, ['ZohoCRM.settings.ALL']);
    const [ofGrace, ofAda] = [await program.tokensFrom(grace), await program.tokensFrom(ada)];
    asGrace = () => actWith(sdk, program, { refreshToken: ofGrace.refreshToken });
    asAda = () => actWith(sdk, program, { refreshToken: ofAda.refreshToken });
  });
  afterAll(async () => {
    await site.close();
    await database.close();
  });

  const modules = () => new sdk.Modules.ModulesOperations();
  const fields = () => new sdk.Fields.FieldsOperations();
  const oneModule = async (
    answer: ReturnType<InstanceType<Sdk['Modules']['ModulesOperations']>['getModule']>,
  ) => {
    const [module] = held(await answer, sdk.Modules.ResponseWrapper).getModules();
    if (module === undefined) throw new Error('no module');
    return module;
  };
  const labels = (given: { singular?: string; plural?: string }) => {
    const module = new sdk.Modules.Modules();
    if (given.singular !== undefined) module.setSingularLabel(given.singular);
    if (given.plural !== undefined) module.setPluralLabel(given.plural);
    const body = new sdk.Modules.BodyWrapper();
    body.setModules([module]);
    return body;
  };
  const inModule = (module: RecordModule) => client.parameters([sdk.Fields.GetFieldParam.MODULE, module]);
  const fieldId = (module: RecordModule, name: string): bigint => {
    const field = RECORD_FIELDS[module].find(({ apiName }) => apiName === name);
    if (field === undefined) throw new Error(`no field ${name}`);
    return BigInt(field.id);
  };
  const readField = async (module: RecordModule, name: string) => {
    const answer = await fields().getField(fieldId(module, name), await inModule(module));
    const [field] = held(answer, sdk.Fields.ResponseWrapper).getFields();
    if (field === undefined) throw new Error('no field');
    return field;
  };
  const changeField = async (
    name: string,
    prepare: (field: InstanceType<Sdk['Fields']['Fields']>) => void,
  ) => {
    const field = new sdk.Fields.Fields();
    prepare(field);
    const body = new sdk.Fields.BodyWrapper();
    body.setFields([field]);
    const map = await client.parameters([sdk.Fields.UpdateFieldParam.MODULE, 'Leads']);
    return fields().updateField(fieldId('Leads', name), body, map);
  };

  test('an administrator sees every module as a tab, finds it by name and id, and renames it', async () => {
    await asGrace();
    const all = held(await modules().getModules(), sdk.Modules.ResponseWrapper).getModules();
    expect(all.map((module) => module.getAPIName())).toEqual(RECORD_MODULES);
    const leads = await oneModule(modules().getModuleByAPIName('Leads'));
    const shown = () => [
      leads.getSingularLabel(),
      leads.getPluralLabel(),
      leads.getShowAsTab(),
      leads.getVisible(),
    ];
    expect(shown()).toEqual(['Lead', 'Leads', true, true]);
    expect([leads.getViewable(), leads.getCreatable(), leads.getEditable(), leads.getDeletable()]).toEqual([
      true,
      true,
      true,
      true,
    ]);

    const renamed = await modules().updateModule(
      leads.getId(),
      labels({ singular: 'Prospect', plural: 'Prospects' }),
    );
    const [done] = held(renamed, sdk.Modules.ActionWrapper).getModules();
    expect(done).toBeInstanceOf(sdk.Modules.SuccessResponse);
    const after = await oneModule(modules().getModule(leads.getId()));
    expect([after.getAPIName(), after.getSingularLabel(), after.getPluralLabel()]).toEqual([
      'Leads',
      'Prospect',
      'Prospects',
    ]);
    const back = await modules().updateModuleByAPIName(
      'Leads',
      labels({ singular: 'Lead', plural: 'Leads' }),
    );
    expect(held(back, sdk.Modules.ActionWrapper).getModules()[0]).toBeInstanceOf(sdk.Modules.SuccessResponse);

    const taken = await modules().updateModuleByAPIName('Leads', labels({ plural: 'Contacts' }));
    const [refused] = held(taken, sdk.Modules.ActionWrapper).getModules();
    if (!(refused instanceof sdk.Modules.APIException)) throw new Error('not refused');
    expect(refusalOf(refused).code).toBe('DUPLICATE_DATA');
  });

  test('a restricted user sees what their profile leaves of it, and renames nothing', async () => {
    await asAda();
    const leads = await oneModule(modules().getModuleByAPIName('Leads'));
    expect([leads.getShowAsTab(), leads.getVisible(), leads.getEditable(), leads.getCreatable()]).toEqual([
      false,
      true,
      false,
      true,
    ]);
    const cases = await oneModule(modules().getModuleByAPIName('Cases'));
    expect([cases.getShowAsTab(), cases.getVisible(), cases.getViewable()]).toEqual([false, false, false]);
    const answer = await modules().updateModule(leads.getId(), labels({ plural: 'Mine' }));
    const refusal = refusalOf(held(answer, sdk.Modules.APIException));
    expect(refusal.code).toBe('NO_PERMISSION');
    const permissions = ['Crm_Implied_Customize_Zoho_CRM'];
    expect(refusal.details).toMatchObject(faithful ? { permissions } : {});
  });

  test('an administrator reads a field by its id, and gives it a label and a longer list', async () => {
    await asGrace();
    const source = await readField('Leads', 'Lead_Source');
    expect([source.getAPIName(), source.getFieldLabel(), source.getDataType(), source.getReadOnly()]).toEqual(
      ['Lead_Source', 'Lead Source', 'picklist', false],
    );
    expect(source.getProfiles().map((profile) => profile.getName())).toContain('Sales');
    const value = (actual: string) => {
      const picked = new sdk.Fields.PickListValue();
      picked.setActualValue(actual);
      picked.setDisplayValue(actual);
      return picked;
    };
    const answer = await changeField('Lead_Source', (field) => {
      field.setFieldLabel('Origin');
      field.setPickListValues([
        ...source.getPickListValues().map((one) => value(one.getActualValue())),
        value('Podcast'),
      ]);
    });
    expect(held(answer, sdk.Fields.ActionWrapper).getFields()[0]).toBeInstanceOf(sdk.Fields.SuccessResponse);
    const after = await readField('Leads', 'Lead_Source');
    expect([after.getFieldLabel(), after.getPickListValues().at(-1)?.getActualValue()]).toEqual([
      'Origin',
      'Podcast',
    ]);
  });

  test('a restricted user sees each field as their profile allows, and changes none', async () => {
    await asAda();
    const fax = await readField('Leads', 'Fax');
    expect([fax.getVisible(), fax.getReadOnly()]).toEqual([true, true]);
    const hidden = await readField('Leads', 'Secondary_Email');
    expect([hidden.getVisible(), hidden.getReadOnly()]).toEqual([false, true]);
    const listed = await client.fieldsOf('Leads');
    expect(listed.map((field) => field.getAPIName())).toEqual(
      RECORD_FIELDS.Leads.map(({ apiName }) => apiName),
    );

    const refusals = [
      await changeField('Fax', (field) => field.setFieldLabel('Telefax')),
      await changeField('Fax', (field) => {
        const profile = new sdk.Fields.Profile();
        profile.setId(BigInt(site.organisation.salesProfileId));
        profile.setPermissionType('read_write');
        field.setProfiles([profile]);
      }),
      await fields().getField(fieldId('Cases', 'Status'), await inModule('Cases')),
    ];
    for (const answer of refusals) {
      expect(refusalOf(held(answer, sdk.Fields.APIException)).code).toBe('NO_PERMISSION');
    }
  });
});
