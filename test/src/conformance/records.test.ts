import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RECORD_FIELDS, RECORD_MODULES } from '@syncgrant/core';
import { openSite, type Site } from '../server/site.ts';
import { DATABASE_KINDS, type TestDatabase } from '../support/databases.ts';
import { registerProgram } from './program.ts';
import { recordClient, type Parameter, type RecordClient } from './record-client.ts';
import { actWith, held, refusalOf, SDKS, type Sdk } from './sdk.ts';

const [{ open }] = DATABASE_KINDS as [(typeof DATABASE_KINDS)[number]];
const SCOPES = ['ZohoCRM.settings.ALL', 'ZohoCRM.modules.ALL'];

describe.each(SDKS)('$name', ({ load, faithful }) => {
  let database: TestDatabase;
  let site: Site;
  let sdk: Sdk;
  let client: RecordClient;
  let asGrace: () => Promise<void>;
  /** Ada's profile restricts two fields of contacts and does not let her delete them. */
  let asAda: () => Promise<void>;

  beforeAll(async () => {
    sdk = await load();
    client = recordClient(sdk);
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

  const restrictContacts = (field: string, permission: 'read_only' | 'hidden') =>
    client.restrict(site.organisation.salesProfileId, 'Contacts', field, permission);

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
      const fields = await client.fieldsOf('Contacts');
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
      const contacts = client.recordsOf('Contacts');
      const email = 'emmy@noether.example';
      const contactId = await client.create('Contacts', {
        First_Name: 'Emmy',
        Last_Name: 'Noether',
        Email: email,
        Salutation: new sdk.Choice('Dr.'),
        Date_of_Birth: new Date('1882-03-23T00:00:00'),
        Email_Opt_Out: true,
      });
      const record = await client.read('Contacts', contactId);
      expect([record.getId(), record.getKeyValue('Full_Name'), record.getKeyValue('Email')]).toEqual([
        contactId,
        'Emmy Noether',
        email,
      ]);
      expect(record.getKeyValue('Email_Opt_Out')).toBe(true);
      expect(record.getKeyValue('Date_of_Birth')).toEqual(new Date('1882-03-23T00:00:00'));
      expect(record.getCreatedBy().getId()).toBe(BigInt(site.organisation.graceId));
      expect(record.getModifiedTime()).toBeInstanceOf(Date);

      const changed = await contacts.updateRecord(
        contactId,
        client.bodyOf(client.recordWith({ Title: 'Professor' })),
      );
      expect(client.written(changed)).toBe(contactId);
      const search = await client.parameters([
        sdk.Record.SearchRecordsParam.CRITERIA,
        '(Last_Name:equals:Noether)',
      ]);
      const found = held(await contacts.searchRecords(search), sdk.Record.ResponseWrapper).getData();
      expect(found.map((one) => one.getKeyValue('Title'))).toEqual(['Professor']);
      const byEmail = await client.parameters([sdk.Record.SearchRecordsParam.EMAIL, email]);
      expect(held(await contacts.searchRecords(byEmail), sdk.Record.ResponseWrapper).getData()).toHaveLength(
        1,
      );

      const asked = await client.parameters([sdk.Record.GetRecordsParam.FIELDS, 'Last_Name,Email']);
      const list = held(await contacts.getRecords(asked), sdk.Record.ResponseWrapper);
      expect([list.getData().length, list.getInfo().getCount(), list.getInfo().getMoreRecords()]).toEqual([
        1,
        1,
        false,
      ]);
      expect(list.getData()[0]?.getKeyValues().has('Title')).toBe(false);

      expect(client.written(await contacts.deleteRecord(contactId))).toBe(contactId);
      expect((await contacts.getRecord(contactId)).getStatusCode()).toBe(204);
      const all = await client.parameters([sdk.Record.GetDeletedRecordsParam.TYPE, 'all']);
      const deleted = held(await contacts.getDeletedRecords(all), sdk.Record.DeletedRecordsWrapper).getData();
      expect(deleted.map((one) => [one.getId(), one.getDisplayName()])).toEqual([
        [contactId, 'Emmy Noether'],
      ]);
    });

    test('a contact is inserted and then updated by its e-mail address', async () => {
      await asGrace();
      const values = { Last_Name: 'Hilbert', Email: 'david@hilbert.example' };
      const first = await client
        .recordsOf('Contacts')
        .upsertRecords(client.bodyOf(client.recordWith(values)));
      const again = await client
        .recordsOf('Contacts')
        .upsertRecords(client.bodyOf(client.recordWith({ ...values, Title: 'Herr' })));
      expect(client.written(again)).toBe(client.written(first));
      expect((await client.read('Contacts', client.written(first))).getKeyValue('Title')).toBe('Herr');
    });

    test('a task keeps its due day, its reminder and its contact', async () => {
      await asGrace();
      const contactId = await client.create('Contacts', { Last_Name: 'Klein' });
      const contact = new sdk.Record.Record();
      contact.setId(contactId);
      const reminder = new sdk.Record.RemindAt();
      reminder.setAlarm('FREQ=NONE;ACTION=EMAIL;TRIGGER=DATE-TIME:2026-12-01T09:00:00+00:00');
      const taskId = await client.create('Tasks', {
        Subject: 'Write back',
        Due_Date: new Date('2026-12-02T00:00:00'),
        Who_Id: contact,
        Remind_At: reminder,
      });
      const task = await client.read('Tasks', taskId);
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
      const meetingId = await client.create('Events', {
        Event_Title: 'Seminar',
        Start_DateTime: starts,
        End_DateTime: new Date('2026-12-01T10:00:00Z'),
        Participants: [guest],
        Recurring_Activity: repeats,
      });
      const meeting = await client.read('Events', meetingId);
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
      for (const name of ['One', 'Two', 'Three']) made.push(await client.create('Tasks', { Subject: name }));
      const { FIELDS, PER_PAGE, PAGE_TOKEN } = sdk.Record.GetRecordsParam;
      const page = async (...more: readonly Parameter[]) => {
        const map = await client.parameters([FIELDS, 'Subject'], [PER_PAGE, 2], ...more);
        const list = held(await client.recordsOf('Tasks').getRecords(map), sdk.Record.ResponseWrapper);
        return { ids: list.getData().map((record) => record.getId()), info: list.getInfo() };
      };
      const first = await page();
      expect([first.ids, first.info.getMoreRecords()]).toEqual([[made[2], made[1]], true]);
      const second = await page([PAGE_TOKEN, first.info.getNextPageToken()]);
      expect(second.ids[0]).toBe(made[0]);
      const counted = await client.recordsOf('Tasks').recordCount();
      expect(held(counted, sdk.Record.CountWrapper).getCount()).toBeGreaterThanOrEqual(3n);
    });

    test('of several records the wrong one fails alone', async () => {
      await asGrace();
      const mixed = client.bodyOf(
        client.recordWith({ Subject: 'Right' }),
        client.recordWith({ Description: 'No subject' }),
      );
      const answer = await client.recordsOf('Tasks').createRecords(mixed);
      const items = held(answer, sdk.Record.ActionWrapper).getData();
      expect([answer.getStatusCode(), items.length]).toEqual([207, 2]);
      expect(items[0]).toBeInstanceOf(sdk.Record.SuccessResponse);
      expect(items[1]).toBeInstanceOf(sdk.Record.APIException);
    });

    test('wrong records are refused one by one, by field and place', async () => {
      await asGrace();
      const answer = await client
        .recordsOf('Contacts')
        .createRecords(client.bodyOf(client.recordWith({ First_Name: 'Nameless' })));
      expect(client.refused(answer)).toMatchObject({
        code: 'MANDATORY_NOT_FOUND',
        details: faithful ? { api_name: 'Last_Name', json_path: '$.data[0].Last_Name' } : {},
      });
      const unknown = await client.recordsOf('Contacts').deleteRecord(1n);
      expect([unknown.getStatusCode(), refusalOf(held(unknown, sdk.Record.APIException)).code]).toEqual([
        400,
        'INVALID_DATA',
      ]);
    });
  });

  describe('records, as a restricted user', () => {
    test('a hidden field is in no answer, a read-only one is refused, and others’ records are not there', async () => {
      await asGrace();
      const secret = await client.create('Contacts', { Last_Name: 'Gauss', Phone: '1' });
      await restrictContacts('Phone', 'hidden');
      await restrictContacts('Email', 'read_only');
      await asAda();
      const fields = await client.fieldsOf('Contacts');
      const field = (name: string) => fields.find((one) => one.getAPIName() === name);
      expect([field('Phone')?.getVisible(), field('Email')?.getReadOnly()]).toEqual([false, true]);
      expect(field('Title')?.getVisible()).toBe(true);

      const own = await client.create('Contacts', { Last_Name: 'Germain' });
      const { tenant } = site.organisation;
      await tenant
        .update('record')
        .where('id', '=', String(own))
        .set({ fields: JSON.stringify({ Last_Name: 'Germain', Phone: '555', Email: 's@g.example' }) })
        .execute();
      const record = await client.read('Contacts', own);
      expect([record.getKeyValue('Last_Name'), record.getKeyValue('Email')]).toEqual([
        'Germain',
        's@g.example',
      ]);
      expect(record.getKeyValues().has('Phone')).toBe(false);
      for (const values of [{ Phone: '1' }, { Email: 'other@example.test' }]) {
        const answer = await client
          .recordsOf('Contacts')
          .updateRecord(own, client.bodyOf(client.recordWith(values)));
        expect([answer.getStatusCode(), client.refused(answer).code]).toEqual([403, 'NO_PERMISSION']);
      }
      expect((await client.recordsOf('Contacts').getRecord(secret)).getStatusCode()).toBe(204);
      await asGrace();
      expect((await client.read('Contacts', own)).getKeyValue('Phone')).toBe('555');
    });

    test('what the profile does not allow is refused by name, and told by the module', async () => {
      await asAda();
      const own = await client.create('Contacts', { Last_Name: 'Kovalevskaya' });
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

      const answer = await client.recordsOf('Contacts').deleteRecord(own);
      expect([answer.getStatusCode(), refusalOf(held(answer, sdk.Record.APIException)).code]).toEqual([
        403,
        'NO_PERMISSION',
      ]);
      expect((await client.read('Contacts', own)).getKeyValue('Last_Name')).toBe('Kovalevskaya');
      const listed = await new sdk.Modules.ModulesOperations().getModules();
      const modules = held(listed, sdk.Modules.ResponseWrapper).getModules();
      const rights = (name: string) => {
        const module = modules.find((one) => one.getAPIName() === name);
        return [module?.getViewable(), module?.getEditable(), module?.getDeletable()];
      };
      expect(rights('Contacts')).toEqual([true, true, false]);
      expect(rights('Tasks')).toEqual([false, false, false]);
      await setPermissions(permissions);
      expect(client.written(await client.recordsOf('Contacts').deleteRecord(own))).toBe(own);
    });
  });
});
