import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import type { FieldAccess } from '@syncgrant/core';
import {
  createAttachment,
  createRecord,
  inTransaction,
  listAttachments,
  readFeed,
  shareReferences,
  Tenant,
} from '@syncgrant/store';
import { EITHER_DATABASE, type TestDatabase } from '../support/databases.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';

describe.each(EITHER_DATABASE)('merging records, on $name', ({ open }) => {
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
  const living = async () => (await rows()).filter((row) => row.deleted_at === null).map(({ id }) => id);
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
  interface Given {
    readonly id: string;
    readonly _fields?: readonly { readonly api_name: string }[];
  }
  const give = (id: string, ...names: string[]): Given => ({
    id,
    _fields: names.map((api_name) => ({ api_name })),
  });
  const merge = (
    browser: Browser,
    module: string,
    master: string,
    others: readonly Given[],
    kept: string[] = [],
  ) =>
    browser.post(`/crm/v8/${module}/${master}/actions/merge`, {
      merge: [{ data: others, master_record_fields: kept.map((api_name) => ({ api_name })) }],
    });

  test('two records go into a master: it is filled, gets what was chosen, and the others are deleted', async () => {
    const master = await create(ada, 'Contacts', { Last_Name: 'Boyle', Title: 'CEO' });
    const second = await create(ada, 'Contacts', {
      Last_Name: 'Boil',
      Title: 'CTO',
      Email: 'b@x.example',
      Fax: '2',
    });
    const third = await create(ada, 'Contacts', { Last_Name: 'B', Phone: '3', Mobile: '4' });
    const { status, body } = await merge(
      ada,
      'Contacts',
      master,
      [give(second, 'Title'), give(third)],
      ['Fax'],
    );
    expect([status, body]).toEqual([
      201,
      {
        merge: [
          {
            code: 'SUCCESS',
            details: { id: master },
            message: 'The records has been merged successfully',
            status: 'success',
          },
        ],
      },
    ]);
    expect(await read('Contacts', master)).toMatchObject({
      Last_Name: 'Boyle',
      Title: 'CTO',
      Email: 'b@x.example',
      Phone: '3',
      Mobile: '4',
      Fax: null,
    });
    expect(await living()).toEqual([master]);
    const { body: deleted } = await ada.get('/crm/v8/Contacts/deleted');
    expect(deleted.data.map(({ id }: { id: string }) => id).toSorted()).toEqual([second, third]);
  });

  test('whatever referred to the others refers to the master: lookups, rows, participants, notes, files', async () => {
    const master = await create(ada, 'Contacts', { Last_Name: 'Boyle' });
    const other = await create(ada, 'Contacts', { Last_Name: 'Boyle', Reporting_To: { id: master } });
    const task = await create(grace, 'Tasks', { Subject: 'Write', Who_Id: { id: other } });
    const deal = await create(ada, 'Deals', {
      Deal_Name: 'D',
      Stage: 'Qualification',
      Contact_Name: { id: other },
    });
    const report = await create(ada, 'Contacts', { Last_Name: 'Report', Reporting_To: { id: other } });
    const meeting = await create(ada, 'Events', {
      Event_Title: 'Demo',
      Start_DateTime: '2026-03-02T10:00:00+01:00',
      End_DateTime: '2026-03-02T11:00:00+01:00',
      Participants: [
        { type: 'contact', participant: master },
        { type: 'contact', participant: other },
      ],
    });
    const note = await create(ada, 'Notes', { Note_Content: 'Tea', Parent_Id: { id: other } });
    await inTransaction(site.db, (transaction) =>
      createAttachment(new Tenant(transaction, site.organisation.id), {
        recordId: other,
        fileName: 'offer.txt',
        content: new Blob(['ten lamps']),
        createdBy: site.organisation.adaId,
        now: site.clock.now(),
      }),
    );
    expect((await merge(ada, 'Contacts', master, [give(other)])).status).toBe(201);
    const named = { id: master, name: 'Boyle' };
    expect((await read('Tasks', task)).Who_Id).toEqual(named);
    expect((await read('Deals', deal)).Contact_Name).toEqual(named);
    expect((await read('Contacts', report)).Reporting_To).toEqual(named);
    expect((await read('Contacts', master)).Reporting_To).toBeNull();
    expect((await read('Events', meeting)).Participants).toEqual([{ type: 'contact', participant: master }]);
    expect((await read('Notes', note)).Parent_Id).toEqual(named);
    const { tenant } = site.organisation;
    const files = await listAttachments(tenant, { recordId: master, limit: 5, offset: 0 });
    expect(files.rows.map(({ file_name: name }) => name)).toEqual(['offer.txt']);
  });

  test('the others’ contacts, a converted lead among them, follow a merged account', async () => {
    const master = await create(ada, 'Accounts', { Account_Name: 'Zylker' });
    const lead = await create(ada, 'Leads', { Last_Name: 'L', Company: 'Zylker Ltd' });
    const { body } = await ada.post(`/crm/v8/Leads/${lead}/actions/convert`, { data: [{}] });
    const { Accounts: other, Contacts: contact } = body.data[0].details;
    expect((await merge(ada, 'Accounts', master, [give(other.id)])).status).toBe(201);
    expect((await read('Contacts', contact.id)).Account_Name.id).toBe(master);
    expect((await read('Leads', lead)).Converted_Account.id).toBe(master);
  });

  test('a sync sees the master changed and the others deleted', async () => {
    const master = await create(ada, 'Contacts', { Last_Name: 'Boyle' });
    const other = await create(ada, 'Contacts', { Last_Name: 'Boyle', Phone: '1' });
    const { tenant, adaId } = site.organisation;
    const stream = { ownerId: adaId, module: 'Contacts' } as const;
    const before = (await readFeed(tenant, stream, 0, 100)).length;
    await merge(ada, 'Contacts', master, [give(other)]);
    const after = (await readFeed(tenant, stream, 0, 100)).slice(before);
    expect(after.length).toBe(2);
    expect(new Map(after.map(({ recordId, kind }) => [recordId, kind]))).toEqual(
      new Map([
        [master, 'changed'],
        [other, 'deleted'],
      ]),
    );
  });

  test('of merges of overlapping records at once all but one are refused, and no record is lost', async () => {
    const ids: string[] = [];
    for (const Phone of ['1', '2', '3'])
      ids.push(await create(ada, 'Contacts', { Last_Name: `N${Phone}`, Phone }));
    const [first = '', second = '', third = ''] = ids;
    const answers = await Promise.all([
      merge(ada, 'Contacts', first, [give(second)]),
      merge(ada, 'Contacts', second, [give(first)]),
      merge(grace, 'Contacts', third, [give(first), give(second)]),
    ]);
    const winners = answers.filter(({ status }) => status === 201);
    expect(winners.length).toBe(1);
    expect(answers.filter(({ status }) => status === 400).length).toBe(2);
    expect(await living()).toEqual(expect.arrayContaining([winners[0]?.body.merge[0].details.id]));
  });

  test('a record that is written while another waits to be merged away refers to the master afterwards', async () => {
    const master = await create(ada, 'Contacts', { Last_Name: 'Boyle' });
    const other = await create(ada, 'Contacts', { Last_Name: 'Boyle' });
    const { id: organisationId, adaId } = site.organisation;
    const writer = { userId: adaId, origin: 'user', now: site.clock.now() } as const;
    const written = await inTransaction(site.db, async (transaction) => {
      const tenant = new Tenant(transaction, organisationId);
      await shareReferences(tenant);
      const merging = merge(ada, 'Contacts', master, [give(other)]);
      await delay(200);
      const fields = { Subject: 'T', Who_Id: { id: other } };
      const { id } = await createRecord(tenant, writer, { module: 'Tasks', ownerId: adaId, fields });
      return { id, answer: () => merging };
    });
    expect((await written.answer()).status).toBe(201);
    expect((await read('Tasks', written.id)).Who_Id.id).toBe(master);
  });

  test('nobody refers to a record that was merged away a moment ago', async () => {
    const master = await create(ada, 'Contacts', { Last_Name: 'Boyle' });
    const other = await create(ada, 'Contacts', { Last_Name: 'Boyle' });
    const task = () => ada.post('/crm/v8/Tasks', { data: [{ Subject: 'T', Who_Id: { id: other } }] });
    await Promise.all([task(), merge(ada, 'Contacts', master, [give(other)]), task(), task()]);
    expect((await task()).body.data[0].code).toBe('INVALID_DATA');
    const tasks = (await rows()).filter(({ module }) => module === 'Tasks');
    expect(tasks.map(({ fields }) => fields['Who_Id'])).toEqual(tasks.map(() => ({ id: master })));
  });

  test.each([['Crm_Implied_Merge_Contacts'], ['Crm_Implied_Edit_Contacts'], ['Crm_Implied_Delete_Contacts']])(
    'without %s nothing is merged',
    async (permission) => {
      const master = await create(ada, 'Contacts', { Last_Name: 'A' });
      const other = await create(ada, 'Contacts', { Last_Name: 'B' });
      await without(permission);
      const before = await rows();
      const { status, body } = await merge(ada, 'Contacts', master, [give(other)]);
      expect([status, body.code, body.details.permissions]).toEqual([403, 'NO_PERMISSION', [permission]]);
      expect(await rows()).toEqual(before);
    },
  );

  test.each(['Leads', 'Contacts', 'Accounts', 'Deals', 'Vendors'])(
    '%s take a merge permission of their own',
    async (module) => {
      const values = {
        Leads: { Last_Name: 'L', Company: 'C' },
        Contacts: { Last_Name: 'L' },
        Accounts: { Account_Name: 'A' },
        Deals: { Deal_Name: 'D', Stage: 'Qualification' },
        Vendors: { Vendor_Name: 'V' },
      }[module];
      const [master, other] = [
        await create(ada, module, values ?? {}),
        await create(ada, module, values ?? {}),
      ];
      const found = await ada.get(`/crm/v8/${module}/${master}/actions/duplicates?fields=id`);
      expect(found.body.data.map(({ id }: { id: string }) => id)).toEqual([other]);
      await without(`Crm_Implied_Merge_${module}`);
      for (const refused of [
        await merge(ada, module, master, [give(other)]),
        await ada.get(`/crm/v8/${module}/${master}/actions/duplicates`),
      ]) {
        expect([refused.status, refused.body.details.permissions]).toEqual([
          403,
          [`Crm_Implied_Merge_${module}`],
        ]);
      }
      expect((await merge(grace, module, master, [give(other)])).status).toBe(201);
    },
  );

  test('a field that the caller may not see or write is filled, never chosen and never shown', async () => {
    const master = await create(ada, 'Contacts', { Last_Name: 'A', Mobile: '1' });
    const other = await create(ada, 'Contacts', {
      Last_Name: 'B',
      Email: 's@x.example',
      Phone: '7',
      Mobile: '2',
    });
    await restrict({ Contacts: { Email: 'hidden', Phone: 'read_only', Mobile: 'hidden' } });
    const before = await rows();
    for (const [field, rule] of [
      ['Email', 'field_hidden'],
      ['Mobile', 'field_hidden'],
      ['Phone', 'field_read_only'],
    ] as const) {
      const { status, body } = await merge(ada, 'Contacts', master, [give(other, field)]);
      const [{ code, details }] = body.merge;
      expect([status, code, details.rule, details.json_path]).toEqual([
        403,
        'NO_PERMISSION',
        rule,
        '$.merge[0].data[0]._fields[0].api_name',
      ]);
    }
    expect(await rows()).toEqual(before);
    const merged = await merge(ada, 'Contacts', master, [give(other)]);
    expect(merged.status).toBe(201);
    expect(merged.text).not.toMatch(/s@x/);
    expect((await ada.get(`/crm/v8/Contacts/${master}`)).text).not.toMatch(/s@x|Mobile/);
    expect(await read('Contacts', master)).toMatchObject({ Email: 's@x.example', Phone: '7', Mobile: '1' });
  });

  test('a wrong request is told with its place and changes nothing', async () => {
    const master = await create(ada, 'Contacts', { Last_Name: 'A' });
    const other = await create(ada, 'Contacts', { Last_Name: 'B' });
    const hers = await create(grace, 'Contacts', { Last_Name: 'C' });
    const before = await rows();
    const wrong: readonly [readonly Given[], string[], string, string][] = [
      [[give(other, 'Colour')], [], 'INVALID_DATA', 'data[0]._fields[0].api_name'],
      [[give(other, 'Owner')], [], 'NOT_ALLOWED', 'data[0]._fields[0].api_name'],
      [[give(other, 'Created_Time')], [], 'NOT_ALLOWED', 'data[0]._fields[0].api_name'],
      [[give(other, 'Fax', 'Fax')], [], 'DUPLICATE_DATA', 'data[0]._fields[1].api_name'],
      [[give(other, 'Fax')], ['Fax'], 'DUPLICATE_DATA', 'master_record_fields[0].api_name'],
      [[give(other), give(other)], [], 'DUPLICATE_DATA', 'data[1].id'],
      [[give(master)], [], 'DUPLICATE_DATA', 'data[0].id'],
      [[give(other), give(hers)], [], 'INVALID_DATA', 'data[1].id'],
      [[give('1')], [], 'INVALID_DATA', 'data[0].id'],
    ];
    for (const [given, kept, code, path] of wrong) {
      const { status, body } = await merge(ada, 'Contacts', master, given, kept);
      const [error] = body.merge;
      expect([path, status, error.code, error.details.json_path]).toEqual([
        path,
        400,
        code,
        `$.merge[0].${path}`,
      ]);
    }
    const foreign = await merge(ada, 'Contacts', hers, [give(other)]);
    expect([foreign.status, foreign.body.details]).toEqual([400, { resource_path_index: 1 }]);
    const four = await merge(ada, 'Contacts', master, [give('1'), give('2'), give('3')]);
    expect([four.status, four.body.code, four.body.details.limit]).toEqual([400, 'LIMIT_EXCEEDED', 2]);
    const tasks = await merge(ada, 'Tasks', master, [give(other)]);
    expect(tasks.body.code).toBe('INVALID_MODULE');
    expect(await rows()).toEqual(before);
  });

  test('a mandatory field is not emptied, and a converted lead is not merged', async () => {
    const lead = () => create(ada, 'Leads', { Last_Name: 'A', Company: 'C' });
    const [one, other] = [await lead(), await lead()];
    await ada.post(`/crm/v8/Leads/${one}/actions/convert`, { data: [{}] });
    const into = await merge(ada, 'Leads', one, [give(other)]);
    expect([into.body.code, into.body.details]).toEqual(['NOT_ALLOWED', { resource_path_index: 1 }]);
    const away = await merge(ada, 'Leads', other, [give(one)]);
    expect(away.body.merge[0]).toMatchObject({ code: 'NOT_ALLOWED' });
    const master = await create(ada, 'Contacts', { Last_Name: 'A' });
    const nameless = await create(ada, 'Contacts', { Last_Name: 'B' });
    await sql`update syncgrant.record set fields = fields - 'Last_Name' where id = ${nameless}`.execute(
      site.db,
    );
    const { status, body } = await merge(ada, 'Contacts', master, [give(nameless, 'Last_Name')]);
    expect([status, body.merge[0].code]).toEqual([400, 'MANDATORY_NOT_FOUND']);
  });

  test('more references than a request may move are refused, and everything stays', async () => {
    const master = await create(ada, 'Contacts', { Last_Name: 'A' });
    const other = await create(ada, 'Contacts', { Last_Name: 'B' });
    const { id: organisationId, adaId } = site.organisation;
    await sql`
      insert into syncgrant.record (organisation_id, module, owner_id, fields, created_by, modified_by)
      select ${organisationId}::int8, 'Tasks', ${adaId}::int8,
        jsonb_build_object('Who_Id', jsonb_build_object('id', ${other}::text)), ${adaId}::int8, ${adaId}::int8
      from generate_series(1, 1001)`.execute(site.db);
    const { status, body } = await merge(ada, 'Contacts', master, [give(other)]);
    expect([status, body.merge[0].code, body.merge[0].details.limit]).toEqual([400, 'LIMIT_EXCEEDED', 1000]);
    expect(await living()).toEqual(expect.arrayContaining([master, other]));
  });

  test('a merge that breaks off in the middle leaves everything as it was', async () => {
    const master = await create(ada, 'Contacts', { Last_Name: 'A' });
    const other = await create(ada, 'Contacts', { Last_Name: 'B', Phone: '7' });
    await create(ada, 'Tasks', { Subject: 'T', Who_Id: { id: other } });
    const before = await rows();
    await sql`alter table syncgrant.record add constraint no_merge
      check (fields ->> 'Last_Name' <> 'A' or fields ->> 'Phone' is null) not valid`.execute(site.db);
    const { status } = await merge(ada, 'Contacts', master, [give(other)]);
    await sql`alter table syncgrant.record drop constraint no_merge`.execute(site.db);
    expect(status).toBe(500);
    expect(await rows()).toEqual(before);
    expect((await merge(ada, 'Contacts', master, [give(other)])).status).toBe(201);
  });

  test('duplicates are found by the fields that tell them, as far as the caller sees records and fields', async () => {
    const record = await create(ada, 'Contacts', {
      First_Name: 'Pat',
      Last_Name: 'Boyle',
      Email: 'p@x.example',
    });
    const byAddress = await create(ada, 'Contacts', { Last_Name: 'Other', Email: 'P@X.example' });
    const byName = await create(ada, 'Contacts', { First_Name: 'pat', Last_Name: 'boyle', Title: 'CTO' });
    const hers = await create(grace, 'Contacts', { Last_Name: 'Hers', Email: 'p@x.example' });
    const found = async (browser: Browser, query = '') => {
      const { body } = await browser.get(`/crm/v8/Contacts/${record}/actions/duplicates?${query}`);
      return (
        body?.data.map((each: { id: string; $duplicate_fields: string[] }) => [
          each.id,
          each.$duplicate_fields,
        ]) ?? []
      );
    };
    expect(await found(ada)).toEqual([
      [byAddress, ['Email']],
      [byName, ['Full_Name']],
    ]);
    expect((await found(grace)).length).toBe(3);
    expect(await found(grace, 'duplicate_check_fields=Email')).toEqual([
      [byAddress, ['Email']],
      [hers, ['Email']],
    ]);
    await restrict({ Contacts: { Email: 'hidden' } });
    expect(await found(ada)).toEqual([[byName, ['Full_Name']]]);
    const hidden = await ada.get(
      `/crm/v8/Contacts/${record}/actions/duplicates?duplicate_check_fields=Email`,
    );
    expect([hidden.status, hidden.body.details.rule]).toEqual([403, 'field_hidden']);
    const unknown = await ada.get(
      `/crm/v8/Contacts/${record}/actions/duplicates?duplicate_check_fields=Colour`,
    );
    expect([unknown.status, unknown.body.code]).toEqual([400, 'INVALID_DATA']);
    expect((await ada.get(`/crm/v8/Contacts/${hers}/actions/duplicates`)).status).toBe(204);
  });
});
