import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { RECORD_MODULES, type FieldAccess } from '@syncgrant/core';
import { ENDPOINTS } from '@syncgrant/contracts';
import { EITHER_DATABASE, type TestDatabase } from '../support/databases.ts';
import type { Answer, Browser } from './browser.ts';
import { callRecords } from './record-requests.ts';
import { openSite, type Site } from './site.ts';

const ABOUT_RECORDS = ENDPOINTS.filter(({ access }) => access.kind === 'record');

describe.each(EITHER_DATABASE)('access to records, on $name', ({ open }) => {
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

  const rows = () => site.organisation.tenant.select('record').orderBy('id').selectAll().execute();
  const profile = (change: { permissions?: string; field_access?: string }) =>
    site.organisation.tenant
      .update('profile')
      .where('id', '=', site.organisation.salesProfileId)
      .set(change)
      .execute();
  const without = async (...names: string[]) => {
    const { permissions } = await site.organisation.tenant
      .select('profile')
      .where('id', '=', site.organisation.salesProfileId)
      .select('permissions')
      .executeTakeFirstOrThrow();
    await profile({ permissions: JSON.stringify(permissions.filter((name) => !names.includes(name))) });
  };
  const restrict = (fieldAccess: FieldAccess) => profile({ field_access: JSON.stringify(fieldAccess) });
  const create = async (browser: Browser, module: string, ...data: unknown[]): Promise<string[]> => {
    const { body } = await browser.post(`/crm/v8/${module}`, { data });
    return body.data.map((item: { details: { id: string } }) => item.details.id);
  };

  test('without permissions every endpoint about records is refused by the permission’s name', async () => {
    await create(ada, 'Contacts', { Last_Name: 'Kowalski' });
    await profile({ permissions: '[]' });
    const before = await rows();
    for (const module of RECORD_MODULES) {
      for (const endpoint of ABOUT_RECORDS) {
        const { status, body } = await callRecords(ada, endpoint, module);
        expect([module, endpoint.id, status, body.code]).toEqual([module, endpoint.id, 403, 'NO_PERMISSION']);
        expect(body.details.permissions).toEqual([expect.stringMatching(/^Crm_Implied_/)]);
      }
    }
    expect(await rows()).toEqual(before);
  });

  test.each([
    ['massUpdateRecords', 'Crm_Implied_Mass_Update_Contacts'],
    ['massDeleteRecords', 'Crm_Implied_Mass_Delete_Contacts'],
    ['changeOwners', 'Crm_Implied_Change_Owner_Contacts'],
    ['changeOwner', 'Crm_Implied_Change_Owner_Contacts'],
    ['massTransferRecords', 'Crm_Implied_Mass_Transfer_Contacts'],
    ['updateRecords', 'Crm_Implied_Edit_Contacts'],
    ['upsertRecords', 'Crm_Implied_Create_Contacts'],
    ['deleteRecords', 'Crm_Implied_Delete_Contacts'],
    ['searchRecords', 'Crm_Implied_View_Contacts'],
    ['listDeletedRecords', 'Crm_Implied_View_Contacts'],
    ['countRecords', 'Crm_Implied_View_Contacts'],
  ])('%s takes %s', async (id, permission) => {
    const endpoint = ABOUT_RECORDS.find((known) => known.id === id);
    if (endpoint === undefined) throw new Error(`there is no ${id}`);
    const { adaId, alanId } = site.organisation;
    const own = id === 'massTransferRecords' ? { json: { from: { id: adaId }, to: { id: alanId } } } : {};
    expect((await callRecords(ada, endpoint, 'Contacts', own)).body?.code).not.toBe('NO_PERMISSION');
    await without(permission);
    const { status, body } = await callRecords(ada, endpoint, 'Contacts');
    expect([status, body.code, body.details.permissions]).toEqual([403, 'NO_PERMISSION', [permission]]);
  });

  test('a module without an action says so', async () => {
    const endpoint = ABOUT_RECORDS.find(({ id }) => id === 'massUpdateRecords');
    if (endpoint === undefined) throw new Error('there is no massUpdateRecords');
    const { status, body } = await callRecords(grace, endpoint, 'Notes');
    expect([status, body.code, body.details]).toEqual([400, 'INVALID_MODULE', { resource_path_index: 0 }]);
  });

  test('records of others are out of reach of every endpoint, and unchanged', async () => {
    const [id = ''] = await create(grace, 'Contacts', {
      Last_Name: 'Kowalski',
      Email: 'k@y.example',
      Phone: '123',
    });
    const { adaId } = site.organisation;
    const before = await rows();
    const answers: Answer[] = [
      await ada.get('/crm/v8/Contacts?fields=Last_Name'),
      await ada.get(`/crm/v8/Contacts?fields=Last_Name&ids=${id}`),
      await ada.get(`/crm/v8/Contacts/${id}`),
      await ada.get('/crm/v8/Contacts/search?word=kowalski'),
      await ada.get('/crm/v8/Contacts/search?email=k@y.example'),
      await ada.get('/crm/v8/Contacts/search?phone=123'),
      await ada.get('/crm/v8/Contacts/search?criteria=(Last_Name:equals:Kowalski)'),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 204));
    expect((await ada.get('/crm/v8/Contacts/actions/count')).body).toEqual({ count: 0 });
    const writes = (target: string): Promise<Answer>[] => [
      ada.put('/crm/v8/Contacts', { data: [{ id: target, Phone: '9' }] }),
      ada.send('DELETE', `/crm/v8/Contacts?ids=${target}`),
      ada.post('/crm/v8/Contacts/actions/mass_update', { data: [{ Phone: '9' }], ids: [target] }),
      ada.post('/crm/v8/Contacts/actions/mass_delete', { ids: [target] }),
      ada.post('/crm/v8/Contacts/actions/change_owner', { ids: [target], owner: { id: adaId } }),
      ada.post(`/crm/v8/Contacts/${target}/actions/change_owner`, { owner: { id: adaId } }),
      ada.post('/crm/v8/Contacts/upsert', { data: [{ id: target, Phone: '9' }] }),
    ];
    const foreign = await Promise.all(writes(id));
    const absent = await Promise.all(writes('4'));
    const neutral = ({ status, text }: Answer) => [status, text.replaceAll(`"${id}"`, '"4"')];
    expect(foreign.map(neutral)).toEqual(absent.map(neutral));
    expect(foreign.map(({ status }) => status)).toEqual(foreign.map(() => 400));
    const transfer = await ada.post('/crm/v8/Contacts/actions/mass_transfer', {
      from: { id: site.organisation.graceId },
      to: { id: adaId },
    });
    expect([transfer.status, transfer.body.details.permissions]).toEqual([
      403,
      ['Crm_Implied_Access_All_Records'],
    ]);
    expect(await rows()).toEqual(before);
    expect((await grace.send('DELETE', `/crm/v8/Contacts/${id}`)).status).toBe(200);
    expect((await ada.get('/crm/v8/Contacts/deleted')).status).toBe(204);
  });

  test('a hidden field is in no answer and is not searched, sorted or recognised by', async () => {
    await create(ada, 'Contacts', { Last_Name: 'Kowalski', Phone: '12345', Email: 'secret@y.example' });
    await restrict({
      Contacts: { Phone: 'hidden', Email: 'hidden', Full_Name: 'hidden', Modified_Time: 'hidden' },
    });
    const found = (query: string) => ada.get(`/crm/v8/Contacts/search?${query}`);
    for (const query of ['word=12345', 'word=secret', 'phone=12345', 'email=secret@y.example']) {
      expect([query, (await found(query)).status]).toEqual([query, 204]);
    }
    const byWord = await found('word=kowalski');
    expect(byWord.status).toBe(200);
    expect(byWord.text).not.toMatch(/12345|secret|Full_Name|Modified_Time/);
    for (const query of [
      'criteria=(Phone:equals:12345)',
      'criteria=((Last_Name:equals:Kowalski)and(Email:starts_with:s))',
      'word=kowalski&sort_by=Modified_Time',
    ]) {
      const { status, body } = await found(query);
      expect([query, status, body.details.rule]).toEqual([query, 403, 'field_hidden']);
    }
    const listed = await ada.get('/crm/v8/Contacts?fields=id&sort_by=Modified_Time');
    expect([listed.status, listed.body.details.rule]).toEqual([403, 'field_hidden']);
    const { body } = await ada.post('/crm/v8/Contacts/upsert', {
      data: [{ Last_Name: 'Kowalski' }],
      duplicate_check_fields: ['Email', 'Last_Name'],
    });
    expect(body.data[0]).toMatchObject({ action: 'update', duplicate_field: 'Last_Name' });
    expect(Object.keys(body.data[0].details)).not.toContain('Modified_Time');
    const [id] = (await rows()).map((row) => row.id);
    await ada.send('DELETE', `/crm/v8/Contacts/${id}`);
    expect((await ada.get('/crm/v8/Contacts/deleted')).body.data[0]).toMatchObject({
      id,
      display_name: null,
    });
  });

  test('a read-only field stays as it is, by every way of writing', async () => {
    const [id = ''] = await create(ada, 'Contacts', {
      Last_Name: 'Kowalski',
      Phone: '1',
      Email: 'k@y.example',
    });
    await restrict({ Contacts: { Phone: 'read_only', Owner: 'read_only' } });
    const before = await rows();
    const answers = [
      await ada.post('/crm/v8/Contacts', { data: [{ Last_Name: 'x', Phone: '9' }] }),
      await ada.put('/crm/v8/Contacts', { data: [{ id, Phone: '9' }] }),
      await ada.put(`/crm/v8/Contacts/${id}`, { data: [{ Phone: '9' }] }),
      await ada.post('/crm/v8/Contacts/upsert', { data: [{ Email: 'k@y.example', Phone: '9' }] }),
      await ada.post('/crm/v8/Contacts/actions/mass_update', { data: [{ Phone: '9' }], ids: [id] }),
      await ada.post('/crm/v8/Contacts/actions/change_owner', {
        ids: [id],
        owner: { id: site.organisation.alanId },
      }),
    ];
    for (const { status, body } of answers) {
      expect([status, body.data[0].code, body.data[0].details.rule]).toEqual([
        403,
        'NO_PERMISSION',
        'field_read_only',
      ]);
    }
    expect(await rows()).toEqual(before);
  });

  test('the names of records that the caller does not reach are not told', async () => {
    const [own = '', other = ''] = [
      ...(await create(ada, 'Accounts', { Account_Name: 'Own' })),
      ...(await create(grace, 'Accounts', { Account_Name: 'Other' })),
    ];
    await create(
      ada,
      'Contacts',
      { Last_Name: 'A', Account_Name: { id: own } },
      { Last_Name: 'B', Account_Name: { id: other } },
    );
    const names = async () => {
      const { body } = await ada.get('/crm/v8/Contacts?fields=Account_Name&sort_order=asc');
      return body.data.map(({ Account_Name: { name } }: { Account_Name: { name: unknown } }) => name);
    };
    expect(await names()).toEqual(['Own', null]);
    await restrict({ Accounts: { Account_Name: 'hidden' } });
    expect(await names()).toEqual([null, null]);
  });
});
