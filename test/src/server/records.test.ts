import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FieldAccess } from '@syncgrant/core';
import { createRecord, inTransaction, Tenant } from '@syncgrant/store';
import { DATABASE_KINDS, type TestDatabase } from '../support/databases.ts';
import type { Answer, Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';

describe.each(DATABASE_KINDS)('records, on $name', ({ open }) => {
  let database: TestDatabase;
  let site: Site;
  let ada: Browser;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    site = await openSite(database.database);
    ada = await site.signedIn(site.people.ada);
  });
  afterEach(() => site.close());

  const create = (browser: Browser, module: string, ...data: unknown[]) =>
    browser.post(`/crm/v8/${module}`, { data });
  const idOf = ({ body }: Answer): string => body.data[0].details.id;
  const rows = () => site.organisation.tenant.select('record').orderBy('id').selectAll().execute();
  const feed = () => site.organisation.tenant.select('feed_entry').orderBy('position').selectAll().execute();
  const restrict = (fieldAccess: FieldAccess) =>
    site.organisation.tenant
      .update('profile')
      .where('id', '=', site.organisation.salesProfileId)
      .set({ field_access: JSON.stringify(fieldAccess) })
      .execute();

  test('a record is created, read, changed, listed and deleted, and each write reaches the change feed', async () => {
    expect((await ada.get('/crm/v8/Contacts?fields=Last_Name')).status).toBe(204);
    const made = await create(ada, 'Contacts', {
      First_Name: 'Anna',
      Last_Name: 'Kowalski',
      Email: 'a@b.example',
    });
    expect(made.status).toBe(201);
    expect(made.body.data[0]).toMatchObject({ code: 'SUCCESS', message: 'record added' });
    const id = idOf(made);
    expect((await ada.get(`/crm/v8/Contacts/${id}`)).body.data[0]).toMatchObject({
      id,
      Full_Name: 'Anna Kowalski',
      Owner: { id: site.organisation.adaId, name: 'Lovelace', email: site.people.ada.upn },
      Phone: null,
    });
    await ada.put(`/crm/v8/Contacts/${id}`, { data: [{ id, Phone: '+49 30 1', First_Name: '' }] });
    const listed = await ada.get('/crm/v8/Contacts?fields=Full_Name,Phone');
    expect(listed.body).toEqual({
      data: [{ id, Full_Name: 'Kowalski', Phone: '+49 30 1' }],
      info: {
        page: 1,
        per_page: 200,
        count: 1,
        more_records: false,
        sort_by: 'id',
        sort_order: 'desc',
        next_page_token: null,
        previous_page_token: null,
        page_token_expiry: null,
      },
    });
    expect((await ada.send('DELETE', `/crm/v8/Contacts/${id}`)).body.data[0].message).toBe('record deleted');
    expect((await ada.get(`/crm/v8/Contacts/${id}`)).status).toBe(204);
    expect((await feed()).map(({ kind }) => kind)).toEqual(['changed', 'changed', 'deleted']);
  });

  test('a wrong record fails alone, by name and place, and the others are created', async () => {
    const mixed = await create(
      ada,
      'Tasks',
      { Subject: 'Call' },
      { Status: 'Dreaming' },
      { Subject: 'Write' },
    );
    expect(mixed.status).toBe(207);
    expect(mixed.body.data.map(({ code }: { code: string }) => code)).toEqual([
      'SUCCESS',
      'MULTIPLE_OR_MULTI_ERRORS',
      'SUCCESS',
    ]);
    const errors = mixed.body.data[1].details.errors.map(
      (error: { code: string; details: { json_path: string } }) => [error.code, error.details.json_path],
    );
    expect(errors).toEqual([
      ['INVALID_DATA', '$.data[1].Status'],
      ['MANDATORY_NOT_FOUND', '$.data[1].Subject'],
    ]);
    const wrong = await create(ada, 'Events', {
      Event_Title: 'Review',
      Start_DateTime: '2026-03-02T10:00:00+01:00',
      End_DateTime: '2026-03-02T09:00:00+01:00',
    });
    expect([wrong.status, wrong.body.data[0].details.api_name]).toEqual([400, 'End_DateTime']);
    expect(await rows()).toHaveLength(2);
  });

  test('hidden fields are not shown and not written, read-only ones are shown and not written', async () => {
    const id = idOf(await create(ada, 'Contacts', { Last_Name: 'Kowalski', Phone: '1', Mobile: '2' }));
    await restrict({ Contacts: { Phone: 'hidden', Mobile: 'read_only' } });
    const shown = (await ada.get(`/crm/v8/Contacts/${id}`)).body.data[0];
    expect('Phone' in shown).toBe(false);
    expect(shown.Mobile).toBe('2');
    expect((await ada.get('/crm/v8/Contacts?fields=Phone,Mobile')).body.data).toEqual([{ id, Mobile: '2' }]);

    const before = await rows();
    for (const [field, rule] of [
      ['Phone', 'field_hidden'],
      ['Mobile', 'field_read_only'],
    ] as const) {
      const { status, body } = await ada.put(`/crm/v8/Contacts/${id}`, { data: [{ [field]: '9' }] });
      expect([status, body.data[0].code, body.data[0].details]).toMatchObject([
        403,
        'NO_PERMISSION',
        { api_name: field, rule },
      ]);
    }
    expect(await rows()).toEqual(before);

    const fields = (await ada.get('/crm/v8/settings/fields?module=Contacts')).body.fields;
    const meta = (name: string) => fields.find((field: { api_name: string }) => field.api_name === name);
    expect(meta('Phone')).toMatchObject({ visible: false, read_only: true });
    expect(meta('Mobile')).toMatchObject({ visible: true, read_only: true });
    expect(meta('Last_Name')).toMatchObject({ system_mandatory: true, read_only: false });
  });

  test('without the module’s permission nothing of it is read or written', async () => {
    await create(ada, 'Contacts', { Last_Name: 'Kowalski' });
    const { salesProfileId } = site.organisation;
    await site.organisation.tenant
      .update('profile')
      .where('id', '=', salesProfileId)
      .set({ permissions: JSON.stringify(['Crm_Implied_View_Tasks']) })
      .execute();
    const before = await rows();
    const refused: [string, Answer][] = [
      ['Crm_Implied_View_Contacts', await ada.get('/crm/v8/Contacts?fields=id')],
      ['Crm_Implied_View_Contacts', await ada.get('/crm/v8/settings/fields?module=Contacts')],
      ['Crm_Implied_Create_Contacts', await create(ada, 'Contacts', { Last_Name: 'x' })],
      ['Crm_Implied_Edit_Tasks', await ada.put('/crm/v8/Tasks/1', { data: [{ Subject: 'x' }] })],
      ['Crm_Implied_Delete_Contacts', await ada.send('DELETE', '/crm/v8/Contacts/1')],
    ];
    for (const [permission, { status, body }] of refused) {
      expect([status, body.code, body.details.permissions]).toEqual([403, 'NO_PERMISSION', [permission]]);
    }
    expect(await rows()).toEqual(before);
  });

  test('records of other users are reached with the permission for it only', async () => {
    const grace = await site.signedIn(site.people.grace);
    const id = idOf(await create(grace, 'Tasks', { Subject: 'Payroll' }));
    expect((await ada.get('/crm/v8/Tasks?fields=Subject')).status).toBe(204);
    expect((await ada.get(`/crm/v8/Tasks/${id}`)).status).toBe(204);
    const change = await ada.put(`/crm/v8/Tasks/${id}`, { data: [{ Subject: 'mine' }] });
    const absent = await ada.put('/crm/v8/Tasks/1', { data: [{ Subject: 'mine' }] });
    expect([change.status, change.body]).toEqual([absent.status, absent.body]);
    const own = idOf(await create(ada, 'Tasks', { Subject: 'Call' }));
    const all = (await grace.get('/crm/v8/Tasks?fields=Subject')).body.data;
    expect(all.map((row: { id: string }) => row.id).toSorted()).toEqual([id, own].toSorted());
  });

  test('records of another organisation are answered like records that do not exist', async () => {
    const { id: organisationId, userId } = site.otherOrganisation;
    const writer = { userId, origin: 'user', now: site.clock.now() } as const;
    const foreign = await inTransaction(site.db, (transaction) =>
      createRecord(new Tenant(transaction, organisationId), writer, {
        module: 'Contacts',
        ownerId: userId,
        fields: { Last_Name: 'Secret' },
      }),
    );
    const grace = await site.signedIn(site.people.grace);
    expect((await grace.get(`/crm/v8/Contacts/${foreign.id}`)).status).toBe(204);
    const answers = async (id: string) => [
      (await grace.put(`/crm/v8/Contacts/${id}`, { data: [{ Last_Name: 'x' }] })).body,
      (await grace.send('DELETE', `/crm/v8/Contacts/${id}`)).body,
      (await create(grace, 'Tasks', { Subject: 'x', Who_Id: { id } })).body,
      (await create(grace, 'Tasks', { Subject: 'x', Owner: { id: userId } })).body,
    ];
    expect(await answers(foreign.id)).toEqual(await answers('4'));
    const { fields } = await site.otherOrganisation.tenant
      .select('record')
      .where('id', '=', foreign.id)
      .select('fields')
      .executeTakeFirstOrThrow();
    expect(fields).toEqual({ Last_Name: 'Secret' });
  });

  test('a record goes to another user with the permission for it, and both streams learn of it', async () => {
    const { adaId, alanId } = site.organisation;
    const id = idOf(await create(ada, 'Contacts', { Last_Name: 'Kowalski' }));
    const given = await ada.put(`/crm/v8/Contacts/${id}`, { data: [{ Owner: { id: alanId } }] });
    expect(given.status).toBe(200);
    expect((await feed()).map(({ owner_id, kind }) => [owner_id, kind])).toEqual(
      expect.arrayContaining([
        [adaId, 'left'],
        [alanId, 'changed'],
      ]),
    );
    expect((await ada.get(`/crm/v8/Contacts/${id}`)).status).toBe(204);
  });

  test('two changes of different fields at once both stay', async () => {
    const id = idOf(await create(ada, 'Contacts', { Last_Name: 'Kowalski' }));
    const change = (fields: object) => ada.put(`/crm/v8/Contacts/${id}`, { data: [fields] });
    const answers = await Promise.all([
      change({ Phone: '1' }),
      change({ Mobile: '2' }),
      change({ Fax: '3' }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await ada.get(`/crm/v8/Contacts/${id}`)).body.data[0]).toMatchObject({
      Phone: '1',
      Mobile: '2',
      Fax: '3',
    });
  });
});
