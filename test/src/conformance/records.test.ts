import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RECORD_FIELDS, RECORD_MODULES, type RecordModule } from '@syncgrant/core';
import { openSite, type Site } from '../server/site.ts';
import { DATABASE_KINDS, type TestDatabase } from '../support/databases.ts';
import { registerProgram } from './program.ts';
import { actWith, held, refusalOf, SDKS, type Sdk } from './sdk.ts';

const [{ open }] = DATABASE_KINDS as [(typeof DATABASE_KINDS)[number]];
const SCOPES = ['ZohoCRM.settings.ALL', 'ZohoCRM.modules.ALL'];

describe.each(SDKS)('$name', ({ load, faithful }) => {
  let database: TestDatabase;
  let site: Site;
  let sdk: Sdk;
  let asGrace: () => Promise<void>;
  /** Ada's profile restricts two fields of contacts and does not let her delete them. */
  let asAda: () => Promise<void>;

  beforeAll(async () => {
    sdk = await load();
    database = await open();
    site = await openSite(database.database);
    const grace = await site.signedIn(site.people.grace);
    const ada = await site.signedIn(site.people.ada);
    const program = await registerProgram(site, grace, SCOPES);
    const [ofGrace, ofAda] = [await program.tokensFrom(grace), await program.tokensFrom(ada)];
    asGrace = () => actWith(sdk, program, { refreshToken: ofGrace.refreshToken });
    asAda = () => actWith(sdk, program, { refreshToken: ofAda.refreshToken });
  });
  afterAll(async () => {
    await site.close();
    await database.close();
  });

  type SdkRecord = InstanceType<Sdk['Record']['Record']>;
  const recordsOf = (module: RecordModule) => new sdk.Record.RecordOperations(module);
  const recordWith = (values: Record<string, unknown>): SdkRecord => {
    const record = new sdk.Record.Record();
    for (const [name, value] of Object.entries(values)) record.addKeyValue(name, value);
    return record;
  };
  const bodyOf = (...records: SdkRecord[]) => {
    const body = new sdk.Record.BodyWrapper();
    body.setData(records);
    return body;
  };
  type Parameter = readonly [InstanceType<Sdk['Param']>, unknown];
  async function parameters(...given: readonly Parameter[]): Promise<InstanceType<Sdk['ParameterMap']>> {
    const map = new sdk.ParameterMap();
    for (const [name, value] of given) await map.add(name, value);
    return map;
  }

  interface SdkAnswer {
    getObject(): unknown;
    getStatusCode(): number;
  }

  /** The id of the record that was written, or the refusal. */
  function written(answer: SdkAnswer): bigint {
    const [item] = held(answer, sdk.Record.ActionWrapper).getData();
    if (!(item instanceof sdk.Record.SuccessResponse)) throw new Error(`refused: ${JSON.stringify(item)}`);
    return BigInt(String(item.getDetails().get('id')));
  }
  function refused(answer: SdkAnswer) {
    const [item] = held(answer, sdk.Record.ActionWrapper).getData();
    if (!(item instanceof sdk.Record.APIException)) throw new Error('not refused');
    return refusalOf(item);
  }
  const create = async (module: RecordModule, values: Record<string, unknown>) =>
    written(await recordsOf(module).createRecords(bodyOf(recordWith(values))));
  async function read(module: RecordModule, id: bigint): Promise<SdkRecord> {
    const [record] = held(await recordsOf(module).getRecord(id), sdk.Record.ResponseWrapper).getData();
    if (record === undefined) throw new Error('no record');
    return record;
  }

  const fieldsOf = async (module: RecordModule) => {
    const map = await parameters([sdk.Fields.GetFieldsParam.MODULE, module]);
    return held(
      await new sdk.Fields.FieldsOperations().getFields(map),
      sdk.Fields.ResponseWrapper,
    ).getFields();
  };

  /** Sets what Ada's profile may do with a field of contacts, as an administrator does. */
  async function restrict(field: string, permission: 'read_write' | 'read_only' | 'hidden') {
    const known = (await fieldsOf('Contacts')).find((one) => one.getAPIName() === field);
    if (known === undefined) throw new Error(`no field ${field}`);
    const profile = new sdk.Fields.Profile();
    profile.setId(BigInt(site.organisation.salesProfileId));
    profile.setPermissionType(permission);
    const change = new sdk.Fields.Fields();
    change.setProfiles([profile]);
    const body = new sdk.Fields.BodyWrapper();
    body.setFields([change]);
    const map = await parameters([sdk.Fields.UpdateFieldParam.MODULE, 'Contacts']);
    const answer = await new sdk.Fields.FieldsOperations().updateField(known.getId(), body, map);
    const [item] = held(answer, sdk.Fields.ActionWrapper).getFields();
    expect(item).toBeInstanceOf(sdk.Fields.SuccessResponse);
  }

  describe('modules and fields', () => {
    test('all modules are listed with what the caller may do there', async () => {
      await asGrace();
      const answer = await new sdk.Modules.ModulesOperations().getModules();
      const modules = held(answer, sdk.Modules.ResponseWrapper).getModules();
      expect(modules.map((module) => module.getAPIName())).toEqual(RECORD_MODULES);
      const tasks = modules.find((module) => module.getAPIName() === 'Tasks');
      expect([tasks?.getPluralLabel(), tasks?.getSingularLabel(), tasks?.getAPISupported()]).toEqual([
        'Tasks',
        'Task',
        true,
      ]);
      expect([
        tasks?.getViewable(),
        tasks?.getCreatable(),
        tasks?.getEditable(),
        tasks?.getDeletable(),
      ]).toEqual([true, true, true, true]);
      const one = await new sdk.Modules.ModulesOperations().getModuleByAPIName('Events');
      const [events] = held(one, sdk.Modules.ResponseWrapper).getModules();
      expect([events?.getAPIName(), events?.getPluralLabel()]).toEqual(['Events', 'Meetings']);
    });

    test('a module that does not exist is refused', async () => {
      await asGrace();
      const answer = await new sdk.Modules.ModulesOperations().getModuleByAPIName('Nonsense');
      expect(refusalOf(held(answer, sdk.Modules.APIException)).code).toBe('INVALID_MODULE');
    });

    test('fields tell their type, their pick list, their lookup and every profile’s access', async () => {
      await asGrace();
      const fields = await fieldsOf('Contacts');
      expect(fields.map((field) => field.getAPIName())).toEqual(
        RECORD_FIELDS.Contacts.map(({ apiName }) => apiName),
      );
      const field = (name: string) => fields.find((one) => one.getAPIName() === name);
      expect([field('Last_Name')?.getSystemMandatory(), field('Last_Name')?.getDataType()]).toEqual([
        true,
        'text',
      ]);
      expect(field('Account_Name')?.getLookup().getModule().getAPIName()).toBe('Accounts');
      expect(
        field('Salutation')
          ?.getPickListValues()
          .map((value) => value.getActualValue()),
      ).toContain('Dr.');
      const access = field('Phone')
        ?.getProfiles()
        .map((one) => [one.getName(), one.getPermissionType()]);
      expect(access).toContainEqual(['Sales', 'read_write']);
    });
  });

  describe('records, as an administrator', () => {
    test('a contact is created, read, changed, found, listed, deleted, and then among the deleted', async () => {
      await asGrace();
      const contacts = recordsOf('Contacts');
      const email = 'emmy@noether.example';
      const contactId = await create('Contacts', {
        First_Name: 'Emmy',
        Last_Name: 'Noether',
        Email: email,
        Salutation: new sdk.Choice('Dr.'),
        Date_of_Birth: new Date('1882-03-23T00:00:00'),
        Email_Opt_Out: true,
      });
      const record = await read('Contacts', contactId);
      expect([record.getId(), record.getKeyValue('Full_Name'), record.getKeyValue('Email')]).toEqual([
        contactId,
        'Emmy Noether',
        email,
      ]);
      expect(record.getKeyValue('Email_Opt_Out')).toBe(true);
      expect(record.getKeyValue('Date_of_Birth')).toEqual(new Date('1882-03-23T00:00:00'));
      expect(record.getCreatedBy().getId()).toBe(BigInt(site.organisation.graceId));
      expect(record.getModifiedTime()).toBeInstanceOf(Date);

      const changed = await contacts.updateRecord(contactId, bodyOf(recordWith({ Title: 'Professor' })));
      expect(written(changed)).toBe(contactId);
      const search = await parameters([sdk.Record.SearchRecordsParam.CRITERIA, '(Last_Name:equals:Noether)']);
      const found = held(await contacts.searchRecords(search), sdk.Record.ResponseWrapper).getData();
      expect(found.map((one) => one.getKeyValue('Title'))).toEqual(['Professor']);
      const byEmail = await parameters([sdk.Record.SearchRecordsParam.EMAIL, email]);
      expect(held(await contacts.searchRecords(byEmail), sdk.Record.ResponseWrapper).getData()).toHaveLength(
        1,
      );

      const asked = await parameters([sdk.Record.GetRecordsParam.FIELDS, 'Last_Name,Email']);
      const list = held(await contacts.getRecords(asked), sdk.Record.ResponseWrapper);
      expect([list.getData().length, list.getInfo().getCount(), list.getInfo().getMoreRecords()]).toEqual([
        1,
        1,
        false,
      ]);
      expect(list.getData()[0]?.getKeyValues().has('Title')).toBe(false);

      expect(written(await contacts.deleteRecord(contactId))).toBe(contactId);
      expect((await contacts.getRecord(contactId)).getStatusCode()).toBe(204);
      const all = await parameters([sdk.Record.GetDeletedRecordsParam.TYPE, 'all']);
      const deleted = held(await contacts.getDeletedRecords(all), sdk.Record.DeletedRecordsWrapper).getData();
      expect(deleted.map((one) => [one.getId(), one.getDisplayName()])).toEqual([
        [contactId, 'Emmy Noether'],
      ]);
    });

    test('a contact is inserted and then updated by its e-mail address', async () => {
      await asGrace();
      const values = { Last_Name: 'Hilbert', Email: 'david@hilbert.example' };
      const first = await recordsOf('Contacts').upsertRecords(bodyOf(recordWith(values)));
      const again = await recordsOf('Contacts').upsertRecords(
        bodyOf(recordWith({ ...values, Title: 'Herr' })),
      );
      expect(written(again)).toBe(written(first));
      expect((await read('Contacts', written(first))).getKeyValue('Title')).toBe('Herr');
    });

    test('a task keeps its due day, its reminder and its contact', async () => {
      await asGrace();
      const contactId = await create('Contacts', { Last_Name: 'Klein' });
      const contact = new sdk.Record.Record();
      contact.setId(contactId);
      const reminder = new sdk.Record.RemindAt();
      reminder.setAlarm('FREQ=NONE;ACTION=EMAIL;TRIGGER=DATE-TIME:2026-12-01T09:00:00+00:00');
      const taskId = await create('Tasks', {
        Subject: 'Write back',
        Due_Date: new Date('2026-12-02T00:00:00'),
        Who_Id: contact,
        Remind_At: reminder,
      });
      const task = await read('Tasks', taskId);
      expect([task.getKeyValue('Subject'), task.getKeyValue('Due_Date')]).toEqual([
        'Write back',
        new Date('2026-12-02T00:00:00'),
      ]);
      expect(task.getKeyValue('Remind_At')).toBeInstanceOf(sdk.Record.RemindAt);
      expect(task.getKeyValue('Who_Id').getId()).toBe(contactId);
    });

    test('a meeting keeps its times, its people, its reminders and how it repeats', async () => {
      await asGrace();
      const guest = new sdk.Record.Participants();
      guest.setType('email');
      guest.setParticipant('guest@example.test');
      const repeats = new sdk.Record.RecurringActivity();
      repeats.setRrule('FREQ=WEEKLY;INTERVAL=1;COUNT=4;BYDAY=TU;DTSTART=2026-12-01');
      const starts = new Date('2026-12-01T09:00:00Z');
      const meetingId = await create('Events', {
        Event_Title: 'Seminar',
        Start_DateTime: starts,
        End_DateTime: new Date('2026-12-01T10:00:00Z'),
        Participants: [guest],
        Recurring_Activity: repeats,
      });
      const meeting = await read('Events', meetingId);
      expect([meeting.getKeyValue('Event_Title'), meeting.getKeyValue('Start_DateTime')]).toEqual([
        'Seminar',
        starts,
      ]);
      expect(meeting.getKeyValue('Recurring_Activity').getRrule()).toContain('FREQ=WEEKLY');
      const [person] = meeting.getKeyValue('Participants');
      expect(person).toBeInstanceOf(sdk.Record.Participants);
      expect(person.getParticipant()).toBe('guest@example.test');
    });

    test('a list goes on by its token to the end', async () => {
      await asGrace();
      const made: bigint[] = [];
      for (const name of ['One', 'Two', 'Three']) made.push(await create('Tasks', { Subject: name }));
      const { FIELDS, PER_PAGE, PAGE_TOKEN } = sdk.Record.GetRecordsParam;
      const page = async (...more: readonly Parameter[]) => {
        const map = await parameters([FIELDS, 'Subject'], [PER_PAGE, 2], ...more);
        const list = held(await recordsOf('Tasks').getRecords(map), sdk.Record.ResponseWrapper);
        return { ids: list.getData().map((record) => record.getId()), info: list.getInfo() };
      };
      const first = await page();
      expect([first.ids, first.info.getMoreRecords()]).toEqual([[made[2], made[1]], true]);
      const second = await page([PAGE_TOKEN, first.info.getNextPageToken()]);
      expect(second.ids[0]).toBe(made[0]);
      const counted = await recordsOf('Tasks').recordCount();
      expect(held(counted, sdk.Record.CountWrapper).getCount()).toBeGreaterThanOrEqual(3n);
    });

    test('of several records the wrong one fails alone', async () => {
      await asGrace();
      const mixed = bodyOf(recordWith({ Subject: 'Right' }), recordWith({ Description: 'No subject' }));
      const answer = await recordsOf('Tasks').createRecords(mixed);
      const items = held(answer, sdk.Record.ActionWrapper).getData();
      expect([answer.getStatusCode(), items.length]).toEqual([207, 2]);
      expect(items[0]).toBeInstanceOf(sdk.Record.SuccessResponse);
      expect(items[1]).toBeInstanceOf(sdk.Record.APIException);
    });

    test('wrong records are refused one by one, by field and place', async () => {
      await asGrace();
      const answer = await recordsOf('Contacts').createRecords(
        bodyOf(recordWith({ First_Name: 'Nameless' })),
      );
      expect(refused(answer)).toMatchObject({
        code: 'MANDATORY_NOT_FOUND',
        details: faithful ? { api_name: 'Last_Name', json_path: '$.data[0].Last_Name' } : {},
      });
      const unknown = await recordsOf('Contacts').deleteRecord(1n);
      expect([unknown.getStatusCode(), refusalOf(held(unknown, sdk.Record.APIException)).code]).toEqual([
        400,
        'INVALID_DATA',
      ]);
    });
  });

  describe('records, as a restricted user', () => {
    test('a hidden field is in no answer, a read-only one is refused, and others’ records are not there', async () => {
      await asGrace();
      const secret = await create('Contacts', { Last_Name: 'Gauss', Phone: '1' });
      await restrict('Phone', 'hidden');
      await restrict('Email', 'read_only');
      await asAda();
      const fields = await fieldsOf('Contacts');
      const field = (name: string) => fields.find((one) => one.getAPIName() === name);
      expect([field('Phone')?.getVisible(), field('Email')?.getReadOnly()]).toEqual([false, true]);
      expect(field('Title')?.getVisible()).toBe(true);

      const own = await create('Contacts', { Last_Name: 'Germain' });
      const { tenant } = site.organisation;
      await tenant
        .update('record')
        .where('id', '=', String(own))
        .set({ fields: JSON.stringify({ Last_Name: 'Germain', Phone: '555', Email: 's@g.example' }) })
        .execute();
      const record = await read('Contacts', own);
      expect([record.getKeyValue('Last_Name'), record.getKeyValue('Email')]).toEqual([
        'Germain',
        's@g.example',
      ]);
      expect(record.getKeyValues().has('Phone')).toBe(false);
      for (const values of [{ Phone: '1' }, { Email: 'other@example.test' }]) {
        const answer = await recordsOf('Contacts').updateRecord(own, bodyOf(recordWith(values)));
        expect([answer.getStatusCode(), refused(answer).code]).toEqual([403, 'NO_PERMISSION']);
      }
      expect((await recordsOf('Contacts').getRecord(secret)).getStatusCode()).toBe(204);
      await asGrace();
      expect((await read('Contacts', own)).getKeyValue('Phone')).toBe('555');
    });

    test('what the profile does not allow is refused by name, and told by the module', async () => {
      await asAda();
      const own = await create('Contacts', { Last_Name: 'Kovalevskaya' });
      const { tenant, salesProfileId } = site.organisation;
      const ofSales = tenant.select('profile').where('id', '=', salesProfileId);
      const { permissions } = await ofSales.select('permissions').executeTakeFirstOrThrow();
      const taken = ['Crm_Implied_Delete_Contacts', 'Crm_Implied_View_Accounts', 'Crm_Implied_View_Tasks'];
      const setPermissions = (names: readonly string[]) =>
        tenant
          .update('profile')
          .where('id', '=', salesProfileId)
          .set({ permissions: JSON.stringify(names) })
          .execute();
      await setPermissions(permissions.filter((name) => !taken.includes(name)));

      const answer = await recordsOf('Contacts').deleteRecord(own);
      expect([answer.getStatusCode(), refusalOf(held(answer, sdk.Record.APIException)).code]).toEqual([
        403,
        'NO_PERMISSION',
      ]);
      expect((await read('Contacts', own)).getKeyValue('Last_Name')).toBe('Kovalevskaya');
      const listed = await new sdk.Modules.ModulesOperations().getModules();
      const modules = held(listed, sdk.Modules.ResponseWrapper).getModules();
      const rights = (name: string) => {
        const module = modules.find((one) => one.getAPIName() === name);
        return [module?.getViewable(), module?.getEditable(), module?.getDeletable()];
      };
      expect(rights('Contacts')).toEqual([true, true, false]);
      expect(rights('Tasks')).toEqual([false, false, false]);
      await setPermissions(permissions);
      expect(written(await recordsOf('Contacts').deleteRecord(own))).toBe(own);
    });
  });
});
