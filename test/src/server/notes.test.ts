import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FieldAccess } from '@syncgrant/core';
import { EITHER_DATABASE, type TestDatabase } from '../support/databases.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';

describe.each(EITHER_DATABASE)('notes and copies of a record, on $name', ({ open }) => {
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
  const create = async (browser: Browser, module: string, values: object): Promise<string> => {
    const { body, text } = await browser.post(`/crm/v8/${module}`, { data: [values] });
    const id: unknown = body.data?.[0]?.details?.id;
    if (typeof id !== 'string') throw new Error(text);
    return id;
  };
  const contact = (browser = ada) => create(browser, 'Contacts', { Last_Name: 'Boyle' });

  test('notes are written about a record and listed with it, newest first and page by page', async () => {
    const record = await contact();
    const other = await contact();
    const { status, body } = await ada.post(`/crm/v8/Contacts/${record}/Notes`, {
      data: [
        { Note_Title: 'One', Note_Content: 'Tea' },
        { Note_Title: 'Two', Note_Content: 'Milk', Parent_Id: { id: other } },
        { Note_Title: 'Three' },
      ],
    });
    expect([status, body.data.map(({ code }: { code: string }) => code)]).toEqual([
      207,
      ['SUCCESS', 'SUCCESS', 'MANDATORY_NOT_FOUND'],
    ]);
    const list = await ada.get(`/crm/v8/Contacts/${record}/Notes?fields=Note_Title,Parent_Id&per_page=1`);
    expect(list.body.data).toEqual([
      {
        id: body.data[1].details.id,
        Note_Title: 'Two',
        Parent_Id: { id: record, name: 'Boyle' },
        $se_module: 'Contacts',
      },
    ]);
    expect(list.body.info).toMatchObject({ page: 1, per_page: 1, count: 1, more_records: true });
    const next = await ada.get(`/crm/v8/Contacts/${record}/Notes?fields=Note_Title&per_page=1&page=2`);
    expect(next.body.data[0].Note_Title).toBe('One');
    expect((await ada.get(`/crm/v8/Contacts/${other}/Notes`)).status).toBe(204);
  });

  test.each([
    ['GET', 'Crm_Implied_View_Notes'],
    ['GET', 'Crm_Implied_View_Contacts'],
    ['POST', 'Crm_Implied_Create_Notes'],
    ['POST', 'Crm_Implied_View_Contacts'],
  ])('%s of notes takes %s', async (method, permission) => {
    const record = await contact();
    const call = () =>
      ada.send(method, `/crm/v8/Contacts/${record}/Notes`, {
        ...(method === 'POST' && { json: { data: [{ Note_Content: 'x' }] } }),
      });
    expect((await call()).status).toBe(method === 'POST' ? 201 : 204);
    await without(permission);
    const before = await rows();
    const { status, body } = await call();
    expect([status, body.code, body.details.permissions]).toEqual([403, 'NO_PERMISSION', [permission]]);
    expect(await rows()).toEqual(before);
  });

  test('notes about a record that the caller does not reach are neither seen nor written', async () => {
    const hers = await contact(grace);
    await grace.post(`/crm/v8/Contacts/${hers}/Notes`, { data: [{ Note_Content: 'Secret' }] });
    const mine = await contact();
    await grace.post(`/crm/v8/Contacts/${mine}/Notes`, { data: [{ Note_Content: 'Of Grace' }] });
    const before = await rows();
    for (const id of [hers, '1']) {
      const answers = [
        await ada.get(`/crm/v8/Contacts/${id}/Notes`),
        await ada.post(`/crm/v8/Contacts/${id}/Notes`, { data: [{ Note_Content: 'x' }] }),
        await ada.get(`/crm/v8/Leads/${mine}/Notes`),
      ];
      for (const { status, body } of answers) {
        expect([status, body.code, body.details]).toEqual([400, 'INVALID_DATA', { resource_path_index: 1 }]);
      }
    }
    expect((await ada.get(`/crm/v8/Contacts/${mine}/Notes`)).status).toBe(204);
    expect((await grace.get(`/crm/v8/Contacts/${mine}/Notes`)).body.data.length).toBe(1);
    expect(await rows()).toEqual(before);
  });

  test('a hidden field of notes is not listed, and without their parent they are not listed at all', async () => {
    const record = await contact();
    await ada.post(`/crm/v8/Contacts/${record}/Notes`, {
      data: [{ Note_Title: 'T', Note_Content: 'Secret' }],
    });
    await restrict({ Notes: { Note_Content: 'hidden' } });
    const list = await ada.get(`/crm/v8/Contacts/${record}/Notes`);
    expect([list.status, list.text]).toEqual([200, expect.not.stringMatching(/Secret/)]);
    await restrict({ Notes: { Parent_Id: 'hidden' } });
    const refused = await ada.get(`/crm/v8/Contacts/${record}/Notes`);
    expect([refused.status, refused.body.details.rule]).toEqual([403, 'field_hidden']);
  });

  test('a copy holds what the caller may see and write, and belongs to the caller', async () => {
    const original = await create(grace, 'Contacts', {
      Last_Name: 'Boyle',
      Email: 'b@x.example',
      Phone: '1',
      Fax: '2',
    });
    const copy = (browser: Browser, id = original) => browser.post(`/crm/v8/Contacts/${id}/actions/clone`);
    const of = async (id: string) => (await grace.get(`/crm/v8/Contacts/${id}`)).body.data[0];
    const hers = await copy(grace);
    expect([hers.status, hers.body.data[0].code]).toEqual([201, 'SUCCESS']);
    expect(await of(hers.body.data[0].details.id)).toMatchObject({
      Last_Name: 'Boyle',
      Email: 'b@x.example',
      Fax: '2',
    });

    const unseen = await copy(ada);
    expect([unseen.status, unseen.body.details]).toEqual([400, { resource_path_index: 1 }]);
    await grace.post(`/crm/v8/Contacts/${original}/actions/change_owner`, {
      owner: { id: site.organisation.adaId },
    });
    await restrict({ Contacts: { Email: 'hidden', Phone: 'read_only' } });
    const { body } = await copy(ada);
    expect(await of(body.data[0].details.id)).toMatchObject({
      Owner: { id: site.organisation.adaId },
      Last_Name: 'Boyle',
      Email: null,
      Phone: null,
      Fax: '2',
    });
    await restrict({ Contacts: { Last_Name: 'hidden' } });
    const nameless = await copy(ada);
    expect([nameless.status, nameless.body.details.rule]).toEqual([403, 'field_hidden']);
    await without('Crm_Implied_Create_Contacts');
    const refused = await copy(ada);
    expect([refused.status, refused.body.details.permissions]).toEqual([
      403,
      ['Crm_Implied_Create_Contacts'],
    ]);
  });

  test('a copy refers to nothing that is gone', async () => {
    const account = await create(ada, 'Accounts', { Account_Name: 'Gone' });
    const original = await create(ada, 'Contacts', { Last_Name: 'Boyle', Account_Name: { id: account } });
    await ada.send('DELETE', `/crm/v8/Accounts/${account}`);
    const { status, body } = await ada.post(`/crm/v8/Contacts/${original}/actions/clone`);
    expect(status).toBe(201);
    const copy = await ada.get(`/crm/v8/Contacts/${body.data[0].details.id}`);
    expect(copy.body.data[0]).toMatchObject({ Last_Name: 'Boyle', Account_Name: null });
  });

  test('a copy of a converted lead is a lead like any other', async () => {
    const lead = await create(ada, 'Leads', { Last_Name: 'L', Company: 'C' });
    await ada.post(`/crm/v8/Leads/${lead}/actions/convert`, { data: [{}] });
    const { body } = await ada.post(`/crm/v8/Leads/${lead}/actions/clone`);
    const [{ details }] = body.data;
    expect((await ada.put(`/crm/v8/Leads/${details.id}`, { data: [{ Phone: '1' }] })).status).toBe(200);
    expect((await ada.get('/crm/v8/Leads?fields=id')).body.data).toEqual([{ id: details.id }]);
  });
});
