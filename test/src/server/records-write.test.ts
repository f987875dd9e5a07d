import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { RECORD_MODULES, type RecordModule } from '@syncgrant/core';
import { ENDPOINTS } from '@syncgrant/contracts';
import { DATABASE_KINDS, type TestDatabase } from '../support/databases.ts';
import type { Answer, Browser } from './browser.ts';
import { callRecords } from './record-requests.ts';
import { openSite, type Site } from './site.ts';

const WRITES = ENDPOINTS.filter(
  ({ access, method, form }) => access.kind === 'record' && method !== 'GET' && form === undefined,
);

/** Functions that contacts do not have. */
const OF_LEADS = new Set(['convertRecord', 'massChangeStatus']);

/** A record that each module takes; lookups lead to a contact, a product, an account and a vendor. */
const sample = (
  module: RecordModule,
  ids: { contact: string; product: string; vendor: string },
): Record<string, unknown> => {
  const items = [{ Product_Name: { id: ids.product }, Quantity: 2, List_Price: 10 }];
  const samples: Record<RecordModule, Record<string, unknown>> = {
    Leads: { Last_Name: 'Lead', Company: 'Example', Annual_Revenue: 5 },
    Accounts: { Account_Name: 'Example', Website: 'www.example.com' },
    Contacts: { Last_Name: 'Contact', Email: 'c@example.com' },
    Deals: { Deal_Name: 'Deal', Stage: 'Qualification', Contact_Name: { id: ids.contact } },
    Campaigns: { Campaign_Name: 'Fair', Type: 'Trade Show' },
    Cases: { Subject: 'Broken', Status: 'New', Case_Origin: 'Phone' },
    Solutions: { Solution_Title: 'Restart', Published: true },
    Products: { Product_Name: 'Lamp', Unit_Price: 10 },
    Price_Books: { Price_Book_Name: 'Bulk', Pricing_Details: [{ from_range: 1, to_range: 9, discount: 5 }] },
    Quotes: { Subject: 'Offer', Quoted_Items: items },
    Sales_Orders: { Subject: 'Order', Ordered_Items: items },
    Purchase_Orders: { Subject: 'Supply', Vendor_Name: { id: ids.vendor }, Purchase_Items: items },
    Invoices: { Subject: 'Bill', Invoiced_Items: items },
    Vendors: { Vendor_Name: 'Maker' },
    Calls: { Subject: 'Call', Call_Type: 'Outbound', Call_Start_Time: '2026-03-02T10:00:00+01:00' },
    Events: {
      Event_Title: 'Review',
      Start_DateTime: '2026-03-02T10:00:00+01:00',
      End_DateTime: '2026-03-02T11:00:00+01:00',
    },
    Tasks: { Subject: 'Write' },
    Notes: { Note_Content: 'Nice people', Parent_Id: { id: ids.contact } },
    Competitors: { Competitor_Name: 'Rival' },
  };
  return samples[module];
};

describe.each(DATABASE_KINDS)('writing records, on $name', ({ open }) => {
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
  const idsOf = ({ body }: Answer): string[] =>
    body.data.map((item: { details: { id: string } }) => item.details.id);
  const create = async (browser: Browser, module: string, ...data: unknown[]) =>
    idsOf(await browser.post(`/crm/v8/${module}`, { data }));
  const codes = ({ body }: Answer): string[] => body.data.map(({ code }: { code: string }) => code);
  const errors = ({ status, body }: Answer) => [status, body.data[0].code, body.data[0].details.json_path];
  const linked = async () => ({
    contact: (await create(ada, 'Contacts', { Last_Name: 'Kowalski' }))[0] ?? '',
    product: (await create(ada, 'Products', { Product_Name: 'Lamp' }))[0] ?? '',
    vendor: (await create(ada, 'Vendors', { Vendor_Name: 'Maker' }))[0] ?? '',
  });

  test('records of every module come back as they were written, change, and go', async () => {
    const ids = await linked();
    for (const module of RECORD_MODULES) {
      const given = sample(module, ids);
      const [id = ''] = await create(ada, module, given);
      const { body } = await ada.get(`/crm/v8/${module}/${id}`);
      expect([module, body.data[0]]).toMatchObject([module, { id, ...given }]);
      const changed = await ada.put(`/crm/v8/${module}`, {
        data: [{ id, Owner: { id: site.organisation.adaId } }],
      });
      expect([module, codes(changed)]).toEqual([module, ['SUCCESS']]);
      expect((await ada.send('DELETE', `/crm/v8/${module}/${id}`)).status).toBe(200);
      expect((await ada.get(`/crm/v8/${module}/${id}`)).status).toBe(204);
    }
  });

  test('what depends on other fields and records is worked out when it is read', async () => {
    const { contact, product } = await linked();
    const [id = ''] = await create(ada, 'Quotes', {
      Subject: 'Offer',
      Contact_Name: { id: contact },
      Quoted_Items: [{ Product_Name: { id: product }, Quantity: 2, List_Price: 10, Discount: 1 }],
      Adjustment: 0.5,
    });
    expect((await ada.get(`/crm/v8/Quotes/${id}`)).body.data[0]).toMatchObject({
      Quote_Number: id,
      Contact_Name: { id: contact, name: 'Kowalski' },
      Quoted_Items: [{ Product_Name: { id: product, name: 'Lamp' }, Total: 20, Net_Total: 19 }],
      Sub_Total: 19,
      Grand_Total: 19.5,
    });
  });

  test('activities and notes can be about records of several modules, and say which', async () => {
    const [deal = ''] = await create(ada, 'Deals', { Deal_Name: 'Big', Stage: 'Qualification' });
    const [task = ''] = await create(ada, 'Tasks', {
      Subject: 'Call',
      What_Id: { id: deal },
      $se_module: 'Deals',
    });
    expect((await ada.get(`/crm/v8/Tasks/${task}?fields=What_Id`)).body.data[0]).toEqual({
      id: task,
      What_Id: { id: deal, name: 'Big' },
      $se_module: 'Deals',
    });
    const before = await rows();
    const wrong = (data: object) => ada.post('/crm/v8/Tasks', { data: [{ Subject: 'x', ...data }] });
    expect(errors(await wrong({ What_Id: { id: deal }, $se_module: 'Leads' }))).toEqual([
      400,
      'INVALID_DATA',
      '$.data[0].What_Id.id',
    ]);
    expect(errors(await wrong({ What_Id: { id: task } }))).toEqual([
      400,
      'INVALID_DATA',
      '$.data[0].What_Id.id',
    ]);
    expect(errors(await wrong({ Who_Id: { id: deal } }))).toEqual([
      400,
      'INVALID_DATA',
      '$.data[0].Who_Id.id',
    ]);
    const quote = { Subject: 'x', Quoted_Items: [{ Product_Name: { id: deal }, Quantity: 1 }] };
    expect(errors(await ada.post('/crm/v8/Quotes', { data: [quote] }))).toEqual([
      400,
      'INVALID_DATA',
      '$.data[0].Quoted_Items[0].Product_Name.id',
    ]);
    expect(await rows()).toEqual(before);
  });

  test('several records change in one request, and a wrong one fails alone', async () => {
    const [a = '', b = ''] = await create(ada, 'Contacts', { Last_Name: 'A' }, { Last_Name: 'B' });
    const answer = await ada.put('/crm/v8/Contacts', {
      data: [
        { id: a, Phone: '1' },
        { id: '4', Phone: '1' },
        { id: b, Email: 'nonsense' },
        { Phone: '1' },
        { id: 'x', Phone: '1' },
        { id: b, Phone: '2' },
      ],
    });
    expect(answer.status).toBe(207);
    expect(codes(answer)).toEqual([
      'SUCCESS',
      'INVALID_DATA',
      'INVALID_DATA',
      'MANDATORY_NOT_FOUND',
      'INVALID_DATA',
      'SUCCESS',
    ]);
    expect((await rows()).map(({ fields }) => fields['Phone'])).toEqual(['1', '2']);
  });

  test('a record that somebody changed since stays as it is', async () => {
    const [id = ''] = await create(ada, 'Contacts', { Last_Name: 'A' });
    const seen: string = (await ada.get(`/crm/v8/Contacts/${id}`)).body.data[0].Modified_Time;
    const update = (path: string, data: object, since: string) =>
      ada.send('PUT', path, { json: { data: [data] }, headers: { 'if-unmodified-since': since } });
    const first = await update(`/crm/v8/Contacts/${id}`, { Phone: '1' }, seen);
    expect(first.status).toBe(200);
    site.clock.advance(60_000);
    await ada.put(`/crm/v8/Contacts/${id}`, { data: [{ Phone: '2' }] });
    for (const answer of [
      await update(`/crm/v8/Contacts/${id}`, { Phone: '3' }, seen),
      await update('/crm/v8/Contacts', { id, Phone: '3' }, seen),
    ]) {
      expect([answer.status, answer.body.data[0]]).toMatchObject([
        412,
        { code: 'ALREADY_MODIFIED', details: { id } },
      ]);
    }
    expect((await rows()).map(({ fields }) => fields['Phone'])).toEqual(['2']);
  });

  test('one request writes 100 records at most, and an action takes 500', async () => {
    const many = Array.from({ length: 101 }, () => ({ Last_Name: 'x' }));
    const ids = Array.from({ length: 501 }, (_, index) => String(index + 1));
    const told = ({ status, body }: Answer) => [status, body.code, body.details.limit];
    expect(told(await ada.post('/crm/v8/Contacts', { data: many }))).toEqual([400, 'LIMIT_EXCEEDED', 100]);
    expect(told(await ada.send('DELETE', `/crm/v8/Contacts?ids=${ids.slice(0, 101).join(',')}`))).toEqual([
      400,
      'LIMIT_EXCEEDED',
      100,
    ]);
    expect(told(await ada.post('/crm/v8/Contacts/actions/mass_delete', { ids }))).toEqual([
      400,
      'LIMIT_EXCEEDED',
      500,
    ]);
    expect(await rows()).toEqual([]);
  });

  test('an upsert recognises a record by id, by Email or by the fields it names, and creates the others', async () => {
    const [a = ''] = await create(ada, 'Contacts', { Last_Name: 'A', Email: 'a@b.example', Phone: '1' });
    const upsert = (body: object) => ada.post('/crm/v8/Contacts/upsert', body);
    const done = ({ body }: Answer) =>
      body.data.map(({ action, duplicate_field: field }: Record<string, unknown>) => [action, field]);
    const mixed = await upsert({
      data: [
        { Last_Name: 'A2', Email: 'A@B.example' },
        { Last_Name: 'N', Email: 'n@b.example' },
        { Last_Name: 'N2', Email: 'n@b.example' },
        { id: a, Title: 'Dr' },
      ],
    });
    expect(mixed.status).toBe(200);
    expect(done(mixed)).toEqual([
      ['update', 'Email'],
      ['insert', null],
      ['update', 'Email'],
      ['update', null],
    ]);
    expect((await rows()).map(({ fields }) => [fields['Last_Name'], fields['Title']])).toEqual([
      ['A2', 'Dr'],
      ['N2', undefined],
    ]);
    const byPhone = await upsert({
      data: [{ Last_Name: 'P', Phone: '1' }],
      duplicate_check_fields: ['Phone'],
    });
    expect(done(byPhone)).toEqual([['update', 'Phone']]);
    expect((await upsert({ data: [{ Last_Name: 'X' }] })).status).toBe(201);
    const wrong = await upsert({ data: [{ Last_Name: 'X' }], duplicate_check_fields: ['Owner'] });
    expect([wrong.status, wrong.body.details.json_path]).toEqual([400, '$.duplicate_check_fields[0]']);
    expect(codes(await upsert({ data: [{ id: '4', Last_Name: 'X' }] }))).toEqual(['INVALID_DATA']);
  });

  test('two upserts of the same at once make one record', async () => {
    const upsert = (Title: string) =>
      ada.post('/crm/v8/Contacts/upsert', { data: [{ Last_Name: 'A', Email: 'a@b.example', Title }] });
    const answers = await Promise.all([upsert('1'), upsert('2'), upsert('3')]);
    const actions: string[] = answers.map(({ body }) => body.data[0].action);
    expect(actions.toSorted()).toEqual(['insert', 'update', 'update']);
    expect(await rows()).toHaveLength(1);
  });

  test('a mass update gives many records the same values, or fills only what is empty', async () => {
    const [a = '', b = ''] = await create(ada, 'Tasks', { Subject: 'A', Priority: 'Low' }, { Subject: 'B' });
    const update = (body: object) => ada.post('/crm/v8/Tasks/actions/mass_update', body);
    const priorities = async () => (await rows()).map(({ fields }) => fields['Priority']);
    const filled = await update({ data: [{ Priority: 'High' }], ids: [a, b], over_write: false });
    expect([filled.status, await priorities()]).toEqual([200, ['Low', 'High']]);
    const mixed = await update({ data: [{ Priority: 'Highest' }], ids: [a, b, '4'] });
    expect([mixed.status, codes(mixed)]).toEqual([207, ['SUCCESS', 'SUCCESS', 'INVALID_DATA']]);
    expect(await priorities()).toEqual(['Highest', 'Highest']);
    const wrong = await update({ data: [{ Priority: 'Dreamy' }], ids: [a, b] });
    expect([wrong.status, codes(wrong)]).toEqual([400, ['INVALID_DATA', 'INVALID_DATA']]);
    expect(await priorities()).toEqual(['Highest', 'Highest']);
  });

  test('a mass delete takes those that are there', async () => {
    const [a = '', b = ''] = await create(ada, 'Leads', sample('Leads', await linked()), {
      Last_Name: 'B',
      Company: 'x',
    });
    const answer = await ada.post('/crm/v8/Leads/actions/mass_delete', { ids: [a, b, '4'] });
    expect([answer.status, codes(answer)]).toEqual([207, ['SUCCESS', 'SUCCESS', 'INVALID_DATA']]);
    expect((await ada.get('/crm/v8/Leads/deleted')).body.data).toHaveLength(2);
  });

  test('records change their owner, one, many or all of a user’s, and both streams learn of it', async () => {
    const { adaId, alanId, graceId } = site.organisation;
    const [a = '', b = '', c = ''] = await create(
      ada,
      'Tasks',
      { Subject: 'A' },
      { Subject: 'B' },
      { Subject: 'C' },
    );
    const owners = async () => (await rows()).map(({ owner_id }) => owner_id);
    const one = await ada.post(`/crm/v8/Tasks/${a}/actions/change_owner`, { owner: { id: alanId } });
    expect([one.status, one.body.data[0].message]).toEqual([200, 'owner updated successfully']);
    await ada.post('/crm/v8/Tasks/actions/change_owner', { ids: [b], owner: { id: alanId } });
    expect(await owners()).toEqual([alanId, alanId, adaId]);
    const transferred = await grace.post('/crm/v8/Tasks/actions/mass_transfer', {
      from: { id: alanId },
      to: { id: graceId },
    });
    expect([transferred.status, transferred.body.info]).toEqual([200, { count: 2, more_records: false }]);
    expect(await owners()).toEqual([graceId, graceId, adaId]);
    const before = await rows();
    for (const owner of ['4', site.otherOrganisation.userId]) {
      const refused = await ada.post('/crm/v8/Tasks/actions/change_owner', {
        ids: [c],
        owner: { id: owner },
      });
      expect([refused.status, refused.body.details.json_path]).toEqual([400, '$.owner.id']);
    }
    expect(await rows()).toEqual(before);
    const left = await site.organisation.tenant
      .select('feed_entry')
      .where('kind', '=', 'left')
      .select('owner_id')
      .execute();
    expect(left.map(({ owner_id }) => owner_id).toSorted()).toEqual(
      [adaId, adaId, alanId, alanId].toSorted(),
    );
  });

  test('a meeting does not go to who has a record of it already, and transfers come to an end', async () => {
    const { adaId, alanId, tenant } = site.organisation;
    const meeting = (owner_id: string, ical_uid: string) => ({
      module: 'Events' as const,
      owner_id,
      fields: JSON.stringify({ Event_Title: 'Weekly' }),
      ical_uid,
      created_by: adaId,
      modified_by: adaId,
    });
    await tenant
      .insert('record', [meeting(adaId, 'shared'), meeting(adaId, 'own'), meeting(alanId, 'shared')])
      .execute();
    const [shared] = await rows();
    const owner = { id: alanId };
    const answers = [
      await grace.post(`/crm/v8/Events/${shared?.id}/actions/change_owner`, { owner }),
      await grace.put(`/crm/v8/Events/${shared?.id}`, { data: [{ Owner: owner }] }),
    ];
    expect(answers.map(errors)).toEqual(answers.map(() => [400, 'DUPLICATE_DATA', '$.data[0].Owner']));
    const transfer = { from: { id: adaId }, to: owner };
    const transferred = await grace.post('/crm/v8/Events/actions/mass_transfer', transfer);
    expect([transferred.status, transferred.body.info]).toEqual([200, { count: 1, more_records: false }]);
    expect((await rows()).map(({ owner_id }) => owner_id)).toEqual([adaId, alanId, alanId]);
  });

  test('records of modules that do not sync leave no feed', async () => {
    await create(ada, 'Leads', sample('Leads', await linked()));
    const streams = await site.organisation.tenant.select('feed_entry').select('module').execute();
    expect(new Set(streams.map(({ module }) => module))).toEqual(new Set(['Contacts']));
  });

  test.each(WRITES.map((endpoint) => [endpoint.id, endpoint] as const))(
    'malformed bodies of %s are refused by name and change nothing',
    async (_, endpoint) => {
      const [id = ''] = await create(ada, 'Contacts', { Last_Name: 'A', Email: 'a@b.example' });
      const before = await rows();
      const good = endpoint.method === 'DELETE' ? { strange: 1 } : {};
      const bodies: object[] = [
        [],
        { strange: 1 },
        { data: 'x', ids: 'x', owner: 'x', from: 'x', to: 'x' },
        { data: [], ids: [], owner: {}, from: {}, to: {} },
        { data: [5], ids: [5], owner: { id: 5 }, from: { id: 5 }, to: { id: 5 } },
        { data: [{ Nope: 1 }], ids: ['x'], owner: { id: 'x' }, from: { id: '-1' }, to: { id: '' } },
        { data: Array.from({ length: 101 }, () => ({})), ids: Array.from({ length: 501 }, () => '1') },
      ].map((body) => (Array.isArray(body) ? body : { ...good, ...body }));
      for (const json of bodies) {
        const module = OF_LEADS.has(endpoint.id) ? 'Leads' : 'Contacts';
        const { status, body } = await callRecords(ada, endpoint, module, { json, recordId: id });
        const error = body.data?.[0] ?? body;
        const told = error.details.api_name ?? error.details.param_name ?? error.details.expected_data_type;
        expect([endpoint.id, json, status]).toEqual([endpoint.id, json, 400]);
        expect([json, error.status, typeof told]).toEqual([json, 'error', 'string']);
      }
      expect(await rows()).toEqual(before);
    },
  );
});
