import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import type { FieldAccess } from '@syncgrant/core';
import { createAttachment, inTransaction, listAttachments, Tenant } from '@syncgrant/store';
import { EITHER_DATABASE, type TestDatabase } from '../support/databases.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';

const LEAD = {
  Last_Name: 'Boyle',
  First_Name: 'Pat',
  Company: 'Zylker',
  Email: 'pat@zylker.example',
  Phone: '4711',
  Designation: 'CTO',
  Lead_Source: 'Trade Show',
};
const MEETING = {
  Event_Title: 'Demo',
  Start_DateTime: '2026-03-02T10:00:00+01:00',
  End_DateTime: '2026-03-02T11:00:00+01:00',
};

describe.each(EITHER_DATABASE)('lead conversion, on $name', ({ open }) => {
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
  const rowsOf = async (module: string) => (await rows()).filter((row) => row.module === module);
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
  const read = async (module: string, id: string) => {
    const { body } = await grace.get(`/crm/v8/${module}/${id}`);
    return body.data[0];
  };
  const convert = (browser: Browser, id: string, asked: object = {}) =>
    browser.post(`/crm/v8/Leads/${id}/actions/convert`, { data: [asked] });

  test('a lead becomes an account and a contact, and a deal if one is asked for', async () => {
    const lead = await create(ada, 'Leads', LEAD);
    const { status, body } = await convert(ada, lead, {
      Deals: { Deal_Name: 'Licences', Stage: 'Qualification', Amount: 500 },
      notify_lead_owner: true,
    });
    expect(status).toBe(200);
    const [{ code, message, details }] = body.data;
    expect([code, message]).toEqual(['SUCCESS', 'The record has been converted successfully']);
    expect(details).toEqual({
      Accounts: { name: 'Zylker', id: expect.any(String) },
      Contacts: { name: 'Pat Boyle', id: expect.any(String) },
      Deals: { name: 'Licences', id: expect.any(String) },
    });
    expect(await read('Contacts', details.Contacts.id)).toMatchObject({
      First_Name: 'Pat',
      Last_Name: 'Boyle',
      Title: 'CTO',
      Email: 'pat@zylker.example',
      Account_Name: details.Accounts,
      Owner: { id: site.organisation.adaId },
    });
    expect(await read('Accounts', details.Accounts.id)).toMatchObject({ Phone: '4711' });
    expect(await read('Deals', details.Deals.id)).toMatchObject({
      Amount: 500,
      Lead_Source: 'Trade Show',
      Account_Name: details.Accounts,
      Contact_Name: details.Contacts,
    });
    expect(await read('Leads', lead)).toMatchObject({
      Converted__s: true,
      Converted_Account: details.Accounts,
      Converted_Contact: details.Contacts,
      Converted_Deal: details.Deals,
      Last_Name: 'Boyle',
    });
  });

  test('a converted lead leaves lists, counts and searches, and nobody changes or converts it', async () => {
    const lead = await create(ada, 'Leads', LEAD);
    const other = await create(ada, 'Leads', { Last_Name: 'Other', Company: 'Other' });
    expect((await convert(ada, lead)).status).toBe(200);
    const listed = async (query: string) => {
      const { body } = await ada.get(`/crm/v8/Leads${query}`);
      return body?.data.map(({ id }: { id: string }) => id) ?? [];
    };
    expect(await listed('?fields=id')).toEqual([other]);
    expect(await listed('?fields=id&converted=true')).toEqual([lead]);
    expect(await listed('?fields=id&converted=both&sort_order=asc')).toEqual([lead, other]);
    expect(await listed('/search?word=boyle')).toEqual([]);
    expect(await listed('/search?word=boyle&converted=true')).toEqual([lead]);
    expect((await ada.get('/crm/v8/Leads/actions/count')).body).toEqual({ count: 1 });
    expect((await ada.get('/crm/v8/Leads?fields=id&converted=maybe')).body.details.param_name).toBe(
      'converted',
    );

    const before = await rows();
    const changes = [
      await ada.put(`/crm/v8/Leads/${lead}`, { data: [{ Phone: '1' }] }),
      await ada.put('/crm/v8/Leads', { data: [{ id: lead, Phone: '1' }] }),
      await ada.post('/crm/v8/Leads/actions/mass_update', { data: [{ Phone: '1' }], ids: [lead] }),
      await ada.post(`/crm/v8/Leads/${lead}/actions/change_owner`, {
        owner: { id: site.organisation.alanId },
      }),
    ];
    for (const { status, body } of changes) {
      expect([status, body.data[0].code]).toEqual([400, 'ID_ALREADY_CONVERTED']);
    }
    const again = await convert(ada, lead);
    expect([again.status, again.body.code]).toEqual([400, 'ID_ALREADY_CONVERTED']);
    expect((await ada.get(`/crm/v8/Leads/${lead}/__conversion_options`)).status).toBe(400);
    expect(await rows()).toEqual(before);
  });

  test('an upsert does not bring a converted lead back: it creates another', async () => {
    const lead = await create(ada, 'Leads', LEAD);
    await convert(ada, lead);
    const { body } = await ada.post('/crm/v8/Leads/upsert', { data: [LEAD] });
    expect(body.data[0].action).toBe('insert');
  });

  test('conversions at once make one set of records, and all but one are told so', async () => {
    const lead = await create(ada, 'Leads', LEAD);
    const answers = await Promise.all([1, 2, 3, 4].map(() => convert(ada, lead)));
    expect(answers.filter(({ status }) => status === 200).length).toBe(1);
    const refused = answers.filter(({ status }) => status !== 200).map(({ body }) => body.code);
    expect(refused).toEqual(refused.map(() => 'ID_ALREADY_CONVERTED'));
    expect([(await rowsOf('Contacts')).length, (await rowsOf('Accounts')).length]).toEqual([1, 1]);
  });

  test('two leads of one company converted at once get the same account', async () => {
    const leads = [
      await create(ada, 'Leads', LEAD),
      await create(ada, 'Leads', { Last_Name: 'Second', Company: 'zylker' }),
    ];
    const answers = await Promise.all(leads.map((lead) => convert(ada, lead)));
    const accounts = answers.map(({ body }) => body.data[0].details.Accounts.id);
    expect(new Set(accounts).size).toBe(1);
    expect((await rowsOf('Accounts')).length).toBe(1);
  });

  test('records that are there already are taken, and only an overwrite changes a contact’s account', async () => {
    const account = await create(ada, 'Accounts', { Account_Name: 'Acme' });
    const contact = await create(ada, 'Contacts', {
      Last_Name: 'Old',
      Email: LEAD.Email,
      Account_Name: { id: account },
    });
    const options = await ada.get(`/crm/v8/Leads/${await create(ada, 'Leads', LEAD)}/__conversion_options`);
    expect(options.body.__conversion_options).toMatchObject({
      Contacts: [{ id: contact, Last_Name: 'Old' }],
      Accounts: null,
      module_preference: { api_name: 'Contacts' },
      preference_field_matched_value: {
        Contacts: [{ field: { api_name: 'Email' }, matched_lead_value: LEAD.Email }],
      },
    });
    const first = await convert(ada, await create(ada, 'Leads', LEAD), { add_to_existing_record: true });
    expect(first.body.data[0].details.Contacts.id).toBe(contact);
    expect(await read('Contacts', contact)).toMatchObject({
      Last_Name: 'Old',
      Account_Name: { id: account },
    });
    const second = await convert(ada, await create(ada, 'Leads', LEAD), {
      Contacts: { id: contact },
      Accounts: { id: first.body.data[0].details.Accounts.id },
      overwrite: true,
    });
    expect(second.body.data[0].details).toEqual({
      ...first.body.data[0].details,
      Contacts: { name: 'Old', id: contact },
    });
    expect((await read('Contacts', contact)).Account_Name.name).toBe('Zylker');
    expect((await rowsOf('Contacts')).length).toBe(1);
  });

  test('activities, notes and attachments follow the lead, those of others too', async () => {
    const lead = await create(ada, 'Leads', LEAD);
    const about = { What_Id: { id: lead }, $se_module: 'Leads' };
    const task = await create(ada, 'Tasks', { Subject: 'Write', ...about });
    const call = await create(grace, 'Calls', {
      Subject: 'Call',
      Call_Type: 'Inbound',
      Call_Start_Time: MEETING.Start_DateTime,
      ...about,
    });
    const meeting = await create(ada, 'Events', {
      ...MEETING,
      Participants: [{ type: 'lead', participant: lead }],
    });
    const note = await create(ada, 'Notes', { Note_Content: 'Likes tea', Parent_Id: { id: lead } });
    const other = await create(ada, 'Tasks', { Subject: 'Other' });
    await attach(lead);
    const untouched = (await rows()).find(({ id }) => id === other);

    const { body } = await convert(ada, lead, {
      Deals: { Deal_Name: 'Licences', Stage: 'Qualification' },
      move_attachments_to: { api_name: 'Accounts' },
    });
    const { Contacts: contact, Accounts: account, Deals: deal } = body.data[0].details;
    for (const [module, id] of [
      ['Tasks', task],
      ['Calls', call],
    ] as const) {
      expect(await read(module, id)).toMatchObject({ What_Id: deal, $se_module: 'Deals', Who_Id: contact });
    }
    expect((await read('Events', meeting)).Participants).toMatchObject([
      { type: 'contact', participant: contact.id },
    ]);
    expect((await read('Notes', note)).Parent_Id).toEqual(account);
    expect((await rows()).find(({ id }) => id === other)).toEqual(untouched);
    const { tenant } = site.organisation;
    const files = await listAttachments(tenant, { recordId: account.id, limit: 5, offset: 0 });
    expect(files.rows.map(({ file_name: name }) => name)).toEqual(['offer.txt']);
  });

  const attach = (recordId: string) =>
    inTransaction(site.db, (transaction) =>
      createAttachment(new Tenant(transaction, site.organisation.id), {
        recordId,
        fileName: 'offer.txt',
        content: new Blob(['ten lamps']),
        createdBy: site.organisation.adaId,
        now: site.clock.now(),
      }),
    );

  test('what comes of somebody’s lead belongs to them, or to the one it is assigned to', async () => {
    const { adaId, alanId } = site.organisation;
    const lead = () => create(ada, 'Leads', LEAD);
    const owners = async (asked: object) => {
      const { body } = await convert(grace, await lead(), { Accounts: { Account_Name: 'New' }, ...asked });
      const { Accounts, Contacts } = body.data[0].details;
      return [(await read('Accounts', Accounts.id)).Owner.id, (await read('Contacts', Contacts.id)).Owner.id];
    };
    expect(await owners({})).toEqual([adaId, adaId]);
    expect(await owners({ assign_to: { id: alanId } })).toEqual([alanId, alanId]);
    await without('Crm_Implied_Change_Owner_Accounts');
    const { status, body } = await convert(ada, await lead(), {
      Accounts: { Account_Name: 'New' },
      assign_to: { id: alanId },
    });
    expect([status, body.data[0].details.permissions, body.data[0].details.json_path]).toEqual([
      403,
      ['Crm_Implied_Change_Owner_Accounts'],
      '$.data[0].Accounts.Owner',
    ]);
  });

  test.each([
    ['Crm_Implied_Convert_Leads'],
    ['Crm_Implied_View_Leads'],
    ['Crm_Implied_Create_Accounts'],
    ['Crm_Implied_Create_Contacts'],
    ['Crm_Implied_Create_Deals'],
  ])('without %s nothing is converted and nothing is written', async (permission) => {
    const lead = await create(ada, 'Leads', LEAD);
    await without(permission);
    const before = await rows();
    const { status, body } = await convert(ada, lead, { Deals: { Deal_Name: 'D', Stage: 'Qualification' } });
    const error = body.data?.[0] ?? body;
    expect([status, error.code, error.details.permissions]).toEqual([403, 'NO_PERMISSION', [permission]]);
    expect(await rows()).toEqual(before);
  });

  test('an account that is there already takes no right to create or edit one', async () => {
    const account = await create(ada, 'Accounts', { Account_Name: 'Zylker' });
    await without('Crm_Implied_Create_Accounts', 'Crm_Implied_Edit_Accounts', 'Crm_Implied_Create_Deals');
    const { body } = await convert(ada, await create(ada, 'Leads', LEAD));
    expect(body.data[0].details.Accounts.id).toBe(account);
    const other = await convert(ada, await create(ada, 'Leads', { ...LEAD, Company: 'Other' }));
    expect([other.status, other.body.details.permissions]).toEqual([403, ['Crm_Implied_Create_Accounts']]);
  });

  test('a contact whose account the caller may not write is left without, unless an overwrite is asked for', async () => {
    const taken = await create(ada, 'Contacts', { Last_Name: 'Taken' });
    const leads = [1, 2, 3].map(() => create(ada, 'Leads', LEAD));
    const [first = '', second = '', third = ''] = await Promise.all(leads);
    await restrict({ Contacts: { Account_Name: 'read_only' } });
    const made = await convert(ada, first);
    const { Contacts: contact, Accounts: account } = made.body.data[0].details;
    expect((await read('Contacts', contact.id)).Account_Name).toBeNull();
    expect((await read('Leads', first)).Converted_Account).toEqual(account);
    expect((await convert(ada, second, { Contacts: { id: taken } })).status).toBe(200);
    expect((await read('Contacts', taken)).Account_Name).toBeNull();
    const refused = await convert(ada, third, { Contacts: { id: taken }, overwrite: true });
    expect([refused.status, refused.body.data[0].details]).toMatchObject([
      403,
      { rule: 'field_read_only', json_path: '$.data[0].Contacts.Account_Name' },
    ]);
  });

  test('a name that cannot be written in the account is told as what it is', async () => {
    const lead = await create(ada, 'Leads', LEAD);
    await restrict({ Accounts: { Account_Name: 'read_only' } });
    const { status, body } = await convert(ada, lead);
    expect([status, body.details.rule, body.details.api_name]).toEqual([
      403,
      'field_read_only',
      'Account_Name',
    ]);
  });

  test('a hidden field of the lead, or one that is read-only in the contact, is not carried over', async () => {
    const lead = await create(ada, 'Leads', { ...LEAD, Mobile: '555' });
    await restrict({ Leads: { Email: 'hidden', Company: 'hidden' }, Contacts: { Phone: 'read_only' } });
    const { status, body } = await convert(ada, lead, { add_to_existing_record: true });
    expect(status).toBe(200);
    const { Contacts, Accounts } = body.data[0].details;
    const contact = await read('Contacts', Contacts.id);
    expect([contact.Email, contact.Phone, contact.Mobile, contact.Account_Name]).toEqual([
      null,
      null,
      '555',
      null,
    ]);
    expect(Accounts).toBeNull();
    expect(await read('Leads', lead)).toMatchObject({
      Email: LEAD.Email,
      Phone: LEAD.Phone,
      Company: 'Zylker',
    });
  });

  test('a hidden name is asked for, not copied', async () => {
    const lead = await create(ada, 'Leads', LEAD);
    await restrict({ Leads: { Last_Name: 'hidden' } });
    const before = await rows();
    const { status, body } = await convert(ada, lead);
    expect([status, body.code, body.details.rule, body.details.api_name]).toEqual([
      403,
      'NO_PERMISSION',
      'field_hidden',
      'Last_Name',
    ]);
    expect(await rows()).toEqual(before);
    const named = await convert(ada, lead, { Contacts: { Last_Name: 'Somebody' } });
    expect(named.body.data[0].details.Contacts.name).toBe('Pat Somebody');
  });

  test('a wrong part is told with its place, and nothing of the conversion stays', async () => {
    const lead = await create(ada, 'Leads', LEAD);
    const hers = await create(grace, 'Accounts', { Account_Name: 'Hers' });
    const before = await rows();
    const wrong: readonly [object, string, string][] = [
      [{ Deals: { Deal_Name: 'D' } }, 'MANDATORY_NOT_FOUND', '$.data[0].Deals.Stage'],
      [{ Contacts: { Email: 'nobody' } }, 'INVALID_DATA', '$.data[0].Contacts.Email'],
      [{ Accounts: { id: hers } }, 'INVALID_DATA', '$.data[0].Accounts.id'],
      [{ Accounts: { id: '1' } }, 'INVALID_DATA', '$.data[0].Accounts.id'],
      [{ Contacts: { id: lead } }, 'INVALID_DATA', '$.data[0].Contacts.id'],
      [{ assign_to: { id: '1' } }, 'INVALID_DATA', '$.data[0].Accounts.Owner.id'],
      [{ move_attachments_to: { api_name: 'Deals' } }, 'INVALID_DATA', '$.data[0].move_attachments_to'],
    ];
    for (const [asked, code, path] of wrong) {
      const { status, body } = await convert(ada, lead, asked);
      expect([asked, status, body.data?.[0].code, body.data?.[0].details.json_path]).toEqual([
        asked,
        400,
        code,
        path,
      ]);
    }
    const many = await convert(ada, lead, { Deals: { Colour: 'red', Amount: 'much' } });
    expect(
      many.body.data[0].details.errors.map(
        ({ details }: { details: { json_path: string } }) => details.json_path,
      ),
    ).toEqual(expect.arrayContaining(['$.data[0].Deals.Colour', '$.data[0].Deals.Amount']));
    expect(await rows()).toEqual(before);
  });

  test('the lead of another user, of another organisation and none at all are answered alike', async () => {
    const hers = await create(grace, 'Leads', LEAD);
    const other = await site.signedIn(site.people.other);
    const answers = [await convert(ada, hers), await convert(other, hers), await convert(ada, '1')];
    for (const { status, body } of answers) {
      expect([status, body.code, body.details]).toEqual([400, 'INVALID_DATA', { resource_path_index: 1 }]);
    }
    const contact = await convert(ada, '1');
    expect(contact.status).toBe(400);
    const { body } = await ada.post('/crm/v8/Contacts/1/actions/convert', { data: [{}] });
    expect([body.code, body.details]).toEqual(['INVALID_MODULE', { resource_path_index: 0 }]);
  });

  test('a conversion that breaks off in the middle leaves everything as it was', async () => {
    const lead = await create(ada, 'Leads', LEAD);
    await create(ada, 'Tasks', { Subject: 'Write', What_Id: { id: lead } });
    const before = await rows();
    await sql`alter table syncgrant.record add constraint no_conversion
      check (not (module = 'Leads' and fields @> '{"Converted__s": true}')) not valid`.execute(site.db);
    const { status } = await convert(ada, lead);
    await sql`alter table syncgrant.record drop constraint no_conversion`.execute(site.db);
    expect(status).toBe(500);
    expect(await rows()).toEqual(before);
    expect((await convert(ada, lead)).status).toBe(200);
  });

  describe('of documents', () => {
    const quote = async () => {
      const product = await create(ada, 'Products', { Product_Name: 'Lamp' });
      return create(ada, 'Quotes', {
        Subject: 'Offer',
        Team: 'Blue',
        Carrier: 'DHL',
        Quoted_Items: [{ Product_Name: { id: product }, Quantity: 2, List_Price: 10 }],
      });
    };
    const convertTo = (browser: Browser, module: string, id: string, to: string) =>
      browser.post(`/crm/v8/${module}/${id}/actions/convert`, {
        data: [{ convert_to: [{ module: { api_name: to } }] }],
      });

    test('a quote becomes an order, and the order an invoice, each once as long as it is there', async () => {
      const offer = await quote();
      const answers = await Promise.all([1, 2].map(() => convertTo(ada, 'Quotes', offer, 'Sales_Orders')));
      const [won] = answers.filter(({ status }) => status === 200);
      const [lost] = answers.filter(({ status }) => status !== 200);
      expect([lost?.status, lost?.body.code]).toEqual([400, 'ID_ALREADY_CONVERTED']);
      const { Sales_Orders: order } = won?.body.data[0].details ?? {};
      expect(order.name).toBe('Offer');
      expect(await read('Sales_Orders', order.id)).toMatchObject({
        Quote_Name: { id: offer, name: 'Offer' },
        Carrier: 'DHL',
        Grand_Total: 20,
      });
      const billed = await convertTo(ada, 'Sales_Orders', order.id, 'Invoices');
      const { Invoices: invoice } = billed.body.data[0].details;
      expect(await read('Invoices', invoice.id)).toMatchObject({
        Sales_Order: { id: order.id },
        Grand_Total: 20,
      });
      await ada.send('DELETE', `/crm/v8/Sales_Orders/${order.id}`);
      expect((await convertTo(ada, 'Quotes', offer, 'Sales_Orders')).status).toBe(200);
    });

    test.each([['Crm_Implied_Convert_Quotes'], ['Crm_Implied_Create_SalesOrders']])(
      'without %s no order is made',
      async (permission) => {
        const offer = await quote();
        await without(permission);
        const before = await rows();
        const { status, body } = await convertTo(ada, 'Quotes', offer, 'Sales_Orders');
        const error = body.data?.[0] ?? body;
        expect([status, error.code, error.details.permissions]).toEqual([403, 'NO_PERMISSION', [permission]]);
        expect(await rows()).toEqual(before);
      },
    );

    test('a hidden field is not carried over, hidden rows are asked for, and another target is refused', async () => {
      const offer = await quote();
      const other = await convertTo(ada, 'Quotes', offer, 'Invoices');
      expect([other.status, other.body.data[0].details.supported_values]).toEqual([400, ['Sales_Orders']]);
      await restrict({ Quotes: { Quoted_Items: 'hidden' } });
      const rowless = await convertTo(ada, 'Quotes', offer, 'Sales_Orders');
      expect([rowless.status, rowless.body.details.rule]).toEqual([403, 'field_hidden']);
      await restrict({ Quotes: { Carrier: 'hidden' } });
      const { body } = await convertTo(ada, 'Quotes', offer, 'Sales_Orders');
      expect((await read('Sales_Orders', body.data[0].details.Sales_Orders.id)).Carrier).toBeNull();
    });
  });
});
