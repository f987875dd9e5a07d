import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DATABASE_KINDS, type TestDatabase } from '../support/databases.ts';
import type { Browser } from './browser.ts';
import { sendCsv } from './import-form.ts';
import { salesProfile } from './sales-profile.ts';
import { openSite, type Site } from './site.ts';

describe.each(DATABASE_KINDS)('migrating records from another system, on $name', ({ open }) => {
  let database: TestDatabase;
  let site: Site;
  let grace: Browser;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    site = await openSite(database.database);
    grace = await site.signedIn(site.people.grace);
  });
  afterEach(() => site.close());

  const records = (module: 'Accounts' | 'Contacts' | 'Tasks') =>
    site.organisation.tenant
      .select('record')
      .where('module', '=', module)
      .where('deleted_at', 'is', null)
      .orderBy('id')
      .select(['id', 'fields', 'created_at', 'modified_at'])
      .execute();
  const migrated = async (module: string, content: string, options: object = {}) => {
    const made = await sendCsv(grace, `/crm/v8/${module}/imports`, content, {
      migration: 'Old CRM',
      ...options,
    });
    if (made.status !== 200) throw new Error(made.text);
    return (await grace.post(`/crm/v8/${module}/imports/${made.body.import.id}/actions/run`)).body.import;
  };

  test('records keep their times, and references lead to what came in under the old id, in whichever module', async () => {
    const accounts = await migrated(
      'Accounts',
      'Record Id,Account Name,Created Time,Modified Time\nzcrm_1,Acme,2019-05-01T09:00:00+02:00,2020-01-02T03:04:05Z\n',
    );
    expect(accounts).toMatchObject({
      created: 1,
      columns: [{ field: '$old_id' }, {}, { field: 'Created_Time' }, {}],
    });
    const [account] = await records('Accounts');
    expect(account?.created_at).toEqual(new Date('2019-05-01T07:00:00Z'));
    expect(account?.modified_at).toEqual(new Date('2020-01-02T03:04:05Z'));
    await migrated('Contacts', 'id,Last Name,Account Name.id,Account Name\n77,Kowalski,zcrm_1,Acme\n');
    const [contact] = await records('Contacts');
    expect(contact?.fields).toMatchObject({ Account_Name: { id: account?.id } });
    const tasks = await migrated('Tasks', 'Subject,Related To\nCall,77\nWrite,zcrm_1\nLost,78\n');
    expect(tasks).toMatchObject({ created: 2, failed: 1 });
    expect((await records('Tasks')).map(({ fields }) => fields['What_Id'])).toEqual([
      { id: contact?.id },
      { id: account?.id },
    ]);
  });

  test('what came in already is not taken in twice, and can be updated by its old id', async () => {
    const file = 'Record Id,Last Name\n1,Kowalski\n2,Böhm\n';
    expect(await migrated('Contacts', file)).toMatchObject({ created: 2 });
    expect(await migrated('Contacts', file)).toMatchObject({ created: 0, skipped: 2 });
    expect(await migrated('Contacts', file, { migration: 'Another' })).toMatchObject({ created: 2 });
    const update = 'Record Id,Phone\n1,11\n3,33\n';
    expect(await migrated('Contacts', update, { mode: 'update' })).toMatchObject({ updated: 1, failed: 1 });
    const [first] = await records('Contacts');
    expect(first?.fields).toMatchObject({ Last_Name: 'Kowalski', Phone: '11' });
    await grace.send('DELETE', `/crm/v8/Contacts/${first?.id}`);
    expect(await migrated('Contacts', file)).toMatchObject({ created: 1, skipped: 1 });
  });

  test('a time that cannot be kept fails its row alone', async () => {
    const times = ['2019-02-30T00:00:00Z', '0000-01-01T00:00:00Z', 'yesterday', '2019-02-28T00:00:00Z'];
    const file = ['Last Name,Created Time', ...times.map((time) => `A,${time}`)].join('\n');
    expect(await migrated('Contacts', file)).toMatchObject({ created: 1, failed: 3 });
  });

  test('only a migration has old ids and times', async () => {
    for (const target of ['$old_id', 'Created_Time']) {
      const { status, body } = await sendCsv(grace, '/crm/v8/Contacts/imports', 'A,Last Name\n1,B\n', {
        mapping: { A: target },
      });
      expect([status, body.details]).toEqual([400, { api_name: 'mapping', column: 'A' }]);
    }
  });

  test('it takes the permission to migrate data, when it begins and at every part', async () => {
    const ada = await site.signedIn(site.people.ada);
    const profile = salesProfile(site);
    const options = { migration: 'Old CRM' };
    const send = () => sendCsv(ada, '/crm/v8/Contacts/imports', 'Last Name\nKowalski\n', options);
    const refused = async () => {
      const { status, body } = await send();
      expect([status, body.details.permissions]).toEqual([403, ['Crm_Implied_Data_Migration']]);
    };
    await refused();
    await profile.with('Crm_Implied_Data_Migration');
    const address = `/crm/v8/Contacts/imports/${(await send()).body.import.id}`;
    await profile.without('Crm_Implied_Data_Migration');
    await refused();
    for (const { status, body } of [
      await ada.post(`${address}/actions/run`),
      await ada.put(address, options),
    ]) {
      expect([status, body.details.permissions]).toEqual([403, ['Crm_Implied_Data_Migration']]);
    }
    expect(await records('Contacts')).toEqual([]);
    await profile.with('Crm_Implied_Data_Migration');
    expect((await ada.post(`${address}/actions/run`)).body.import).toMatchObject({
      state: 'done',
      created: 1,
    });
  });
});
