import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DATABASE_KINDS, type TestDatabase } from '../support/databases.ts';
import type { Answer, Browser } from './browser.ts';
import { sendCsv } from './import-form.ts';
import { salesProfile } from './sales-profile.ts';
import { openSite, type Site } from './site.ts';

describe.each(DATABASE_KINDS)('importing records, on $name', ({ open }) => {
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

  const create = async (browser: Browser, module: string, ...data: unknown[]): Promise<string[]> => {
    const { body } = await browser.post(`/crm/v8/${module}`, { data });
    return body.data.map((item: { details: { id: string } }) => item.details.id);
  };
  const records = (module = 'Contacts') =>
    site.organisation.tenant
      .select('record')
      .where('module', '=', module as 'Contacts')
      .where('deleted_at', 'is', null)
      .orderBy('id')
      .select(['id', 'owner_id', 'fields', 'version'])
      .execute();
  const upload = (
    content: string | Uint8Array<ArrayBuffer>,
    options: object = {},
    module = 'Contacts',
    browser = ada,
  ) => sendCsv(browser, `/crm/v8/${module}/imports`, content, options);
  const run = (id: string, module = 'Contacts', browser = ada) =>
    browser.post(`/crm/v8/${module}/imports/${id}/actions/run`);
  const imported = async (content: string, options: object = {}, module = 'Contacts', browser = ada) => {
    const made = await upload(content, options, module, browser);
    if (made.status !== 200) throw new Error(made.text);
    let answer = made;
    for (let times = 0; answer.body.import.state !== 'done' && times < 20; times += 1) {
      answer = await run(made.body.import.id, module, browser);
      if (answer.status !== 200) throw new Error(answer.text);
    }
    return answer.body.import;
  };
  const rowsOf = async (id: string, module = 'Contacts') =>
    (await ada.get(`/crm/v8/${module}/imports/${id}/rows`)).body?.rows;
  const people = (count: number) =>
    ['Last Name', ...Array.from({ length: count }, (_, index) => `Name ${index}`)].join('\n');

  test('a file is taken in, tried without changing anything, and run', async () => {
    const before = await records();
    const made = await upload(
      'Last Name;First Name;E-Mail;Shoe size\nKowalski;Ann;ann@b.example;38\nBöhm;;no address;\n;Nobody;;\n',
    );
    expect(made.status).toBe(200);
    expect(made.body.import).toMatchObject({
      module: 'Contacts',
      file_name: 'people.csv',
      state: 'ready',
      columns: [
        { name: 'Last Name', field: 'Last_Name', examples: ['Kowalski', 'Böhm', ''] },
        { name: 'First Name', field: 'First_Name' },
        { name: 'E-Mail', field: 'Email' },
        { name: 'Shoe size', field: null },
      ],
      missing_fields: [],
      rows: 3,
      done: 0,
      finished_time: null,
    });
    expect(made.body.dry_run).toEqual({
      rows: 3,
      created: 1,
      updated: 0,
      skipped: 0,
      failed: 2,
      errors: [
        {
          row: 3,
          result: 'failed',
          id: null,
          code: 'INVALID_DATA',
          message: 'Email must be an e-mail address.',
          field: 'Email',
          column: 'E-Mail',
        },
        {
          row: 4,
          result: 'failed',
          id: null,
          code: 'MANDATORY_NOT_FOUND',
          message: 'Last Name is required.',
          field: 'Last_Name',
          column: 'Last Name',
        },
      ],
    });
    expect(await records()).toEqual(before);
    const { id } = made.body.import;
    expect((await run(id)).body.import).toMatchObject({
      state: 'done',
      rows: 3,
      done: 3,
      created: 1,
      failed: 2,
    });
    const [record] = await records();
    expect(record).toMatchObject({
      owner_id: site.organisation.adaId,
      fields: { Last_Name: 'Kowalski', First_Name: 'Ann', Email: 'ann@b.example' },
    });
    expect(await rowsOf(id)).toMatchObject([
      { row: 2, result: 'created', id: record?.id, code: 'SUCCESS' },
      { row: 3, result: 'failed', id: null, field: 'Email' },
      { row: 4, result: 'failed', id: null, field: 'Last_Name' },
    ]);
  });

  test('rows are worked off in parts, and a run of an import that is done does nothing', async () => {
    const made = await upload(people(450));
    const { id } = made.body.import;
    const states = [];
    for (let times = 0; times < 4; times += 1) {
      const { body } = await run(id);
      states.push([body.import.state, body.import.done, body.import.created]);
    }
    expect(states).toEqual([
      ['running', 200, 200],
      ['running', 400, 400],
      ['done', 450, 450],
      ['done', 450, 450],
    ]);
    expect((await records()).map(({ fields }) => fields['Last_Name'])).toEqual(
      Array.from({ length: 450 }, (_, index) => `Name ${index}`),
    );
    expect((await ada.get(`/crm/v8/Contacts/imports/${id}`)).body.import.state).toBe('done');
  });

  test('requests to run at once double no row and lose none', async () => {
    const { id } = (await upload(people(500))).body.import;
    const answers = await Promise.all(Array.from({ length: 5 }, () => run(id)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    const names = (await records()).map(({ fields }) => fields['Last_Name']);
    expect(names).toHaveLength(500);
    expect(new Set(names).size).toBe(500);
  });

  test('a crash in the middle of a part leaves nothing of it, and the import goes on behind the last one', async () => {
    const { id } = (await upload(people(300))).body.import;
    await run(id);
    await database.database.pool.query(
      `alter table syncgrant.record_import_row add constraint crash check (import_id <> ${id} or position <> 250 or result is null)`,
    );
    const crashed = await run(id);
    expect([crashed.status, crashed.body.code]).toEqual([500, 'INTERNAL_ERROR']);
    expect(await records()).toHaveLength(200);
    expect((await ada.get(`/crm/v8/Contacts/imports/${id}`)).body.import).toMatchObject({
      state: 'running',
      done: 200,
    });
    await database.database.pool.query('alter table syncgrant.record_import_row drop constraint crash');
    expect((await run(id)).body.import).toMatchObject({ state: 'done', created: 300 });
    expect(await records()).toHaveLength(300);
  });

  test('an update recognises records by id or by a field, and tells what it does not find', async () => {
    const [first = '', second = ''] = await create(
      ada,
      'Contacts',
      { Last_Name: 'Kowalski', Email: 'k@b.example', Phone: '1' },
      { Last_Name: 'Böhm', Email: 'b@b.example', Phone: '2' },
    );
    const [foreign = ''] = await create(grace, 'Contacts', { Last_Name: 'Other', Email: 'o@b.example' });
    await salesProfile(site).without('Crm_Implied_Import_Org_Contacts');
    const byId = await imported(`Record Id,Phone\n${first},11\n${foreign},99\n77,99\nx,99`, {
      mode: 'update',
    });
    expect(byId).toMatchObject({ updated: 1, failed: 3 });
    const byMail = await imported('Email,Phone,Last Name\nB@B.example,22,\no@b.example,99,\n', {
      mode: 'update',
    });
    expect(byMail).toMatchObject({ updated: 1, failed: 1 });
    expect((await rowsOf(byMail.id))[1]).toMatchObject({ row: 3, code: 'RECORD_NOT_FOUND', field: 'Email' });
    expect(
      (await records()).map(({ id, fields }) => [id, fields['Last_Name'], fields['Phone'] ?? null]),
    ).toEqual([
      [first, 'Kowalski', '11'],
      [second, 'Böhm', '22'],
      [foreign, 'Other', null],
    ]);
  });

  test('an empty cell keeps what there is, or clears it where that is wanted', async () => {
    await create(ada, 'Contacts', { Last_Name: 'Kowalski', Email: 'k@b.example', Phone: '1' });
    await imported('Email,Phone\nk@b.example,', { mode: 'update' });
    expect((await records())[0]?.fields['Phone']).toBe('1');
    await imported('Email,Phone\nk@b.example,', { mode: 'update', empty_cells: 'clear' });
    expect((await records())[0]?.fields['Phone']).toBeNull();
  });

  test('an upsert changes what is there and creates the rest, also within one file', async () => {
    await create(ada, 'Contacts', { Last_Name: 'Kowalski', Email: 'k@b.example' });
    const file = 'Email,Last Name,Phone\nk@b.example,Kowalski,1\nn@b.example,New,2\nN@b.example,Newer,3\n';
    expect((await upload(file, { mode: 'upsert' })).body.dry_run).toMatchObject({
      created: 1,
      updated: 2,
      failed: 0,
    });
    expect(await imported(file, { mode: 'upsert' })).toMatchObject({ created: 1, updated: 2, failed: 0 });
    expect((await records()).map(({ fields }) => [fields['Last_Name'], fields['Phone']])).toEqual([
      ['Kowalski', '1'],
      ['Newer', '3'],
    ]);
    expect(await imported(file, { mode: 'insert', duplicate_check_fields: ['Email'] })).toMatchObject({
      created: 0,
      skipped: 3,
    });
    expect(await imported(file)).toMatchObject({ created: 3 });
  });

  test('cells become dates in the user’s zone, numbers, picks and references', async () => {
    await site.organisation.tenant
      .update('crm_user')
      .where('id', '=', site.organisation.adaId)
      .set({ time_zone: 'Europe/Berlin' })
      .execute();
    const [account] = await create(ada, 'Accounts', { Account_Name: 'Acme' });
    await create(grace, 'Accounts', { Account_Name: 'Foreign' });
    await create(ada, 'Accounts', { Account_Name: 'Twice' }, { Account_Name: 'twice' });
    const deals = await imported(
      'Deal Name;Stage;Amount;Closing Date;Account Name\nA;closed won;1.234,5;01.03.2026;ACME\nB;Qualification;5;2026-03-01;Foreign\n' +
        `C;Qualification;5;;Twice\nD;Qualification;x;31.02.2026;\nE;Nonsense;;;${account}\n`,
      { date_order: 'DMY', decimal_mark: ',' },
      'Deals',
    );
    expect(deals).toMatchObject({ created: 1, failed: 4 });
    expect((await records('Deals'))[0]?.fields).toMatchObject({
      Stage: 'Closed Won',
      Amount: 1234.5,
      Closing_Date: '2026-03-01',
      Account_Name: { id: account },
    });
    expect((await rowsOf(deals.id, 'Deals')).map(({ message }: { message: string }) => message)).toEqual([
      'record added',
      'Account Name names no record of Accounts that you can see.',
      'Account Name names several records of Accounts: give the id.',
      'Amount must be a number. Closing Date must be a date, written DD.MM.YYYY.',
      expect.stringMatching(/^Stage must be one of Qualification/),
    ]);
    const meetings = await imported(
      'Title,From,To,Related To,$se_module\nTalk,2026-07-01 09:00,2026-07-01 10:00,A,Deals\n',
      {},
      'Events',
    );
    expect(meetings).toMatchObject({ created: 1 });
    expect((await records('Events'))[0]?.fields).toMatchObject({
      Start_DateTime: '2026-07-01T09:00:00+02:00',
      What_Id: { id: (await records('Deals'))[0]?.id },
    });
  });

  test('imported meetings, contacts and tasks are in the change feed of their owners like any others', async () => {
    const { tenant, adaId } = site.organisation;
    await imported('Subject,Due Date\nCall back,2026-03-01\nWrite,\n', {}, 'Tasks');
    const feed = await tenant
      .select('feed_entry')
      .where('owner_id', '=', adaId)
      .where('module', '=', 'Tasks')
      .select(['record_id', 'kind'])
      .execute();
    expect(feed.map(({ record_id: id }) => id).toSorted()).toEqual(
      (await records('Tasks')).map(({ id }) => id).toSorted(),
    );
  });

  test('an export can be imported as it is', async () => {
    const [account] = await create(ada, 'Accounts', { Account_Name: 'Acme' });
    await create(ada, 'Contacts', {
      Last_Name: '=1+1',
      First_Name: 'O\'Neil "x"',
      Phone: '+49 30 1',
      Description: 'two\nlines;',
      Account_Name: { id: account },
    });
    const file = (await ada.get('/crm/v8/Contacts/actions/export')).text;
    const before = await records();
    expect(await imported(file, { mode: 'update' })).toMatchObject({ updated: 1, failed: 0 });
    const after = await records();
    expect(after[0]?.fields).toMatchObject(before[0]?.fields ?? {});
    await imported(file);
    expect((await records())[1]?.fields).toMatchObject(before[0]?.fields ?? {});
  });

  test('the report tells every row with its reason and its cells, and can be mended and imported', async () => {
    const { id } = await imported('Last Name,Email\nA,=bad\nB,b@b.example\n');
    const report = await ada.get(`/crm/v8/Contacts/imports/${id}/actions/report`);
    expect(report.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const [record] = await records();
    expect(report.text.trimEnd().split('\r\n')).toEqual([
      'import_row,import_result,import_id,import_code,import_message,import_field,Last Name,Email',
      "2,failed,,INVALID_DATA,Email must be an e-mail address.,Email,A,'=bad",
      `3,created,${record?.id},SUCCESS,record added,,B,b@b.example`,
    ]);
    const failed = await ada.get(`/crm/v8/Contacts/imports/${id}/actions/report?result=failed`);
    expect(failed.text).not.toContain('b@b.example');
    expect(await imported(failed.text.replace("'=bad", 'a@b.example'))).toMatchObject({
      created: 1,
      failed: 0,
    });
    const paged = await ada.get(`/crm/v8/Contacts/imports/${id}/rows?result=created&per_page=1`);
    expect(paged.body).toMatchObject({ rows: [{ row: 3 }], info: { count: 1, more_records: false } });
  });

  test('an import that has not begun can be changed, and one that is cancelled stays where it is', async () => {
    const { id } = (await upload('Name,Phone\nA,1\n')).body.import;
    const address = `/crm/v8/Contacts/imports/${id}`;
    const changed = await ada.put(address, { mapping: { Name: 'Last_Name', Phone: null } });
    expect(changed.body).toMatchObject({
      import: { columns: [{ field: 'Last_Name' }, { field: null }] },
      dry_run: { created: 1, failed: 0 },
    });
    expect((await ada.post(`${address}/actions/cancel`)).body.import.state).toBe('cancelled');
    expect((await run(id)).body.import).toMatchObject({ state: 'cancelled', done: 0 });
    const late = await ada.put(address, {});
    expect([late.status, late.body.code]).toEqual([400, 'INVALID_REQUEST']);
    expect(await records()).toEqual([]);
    expect(
      (await ada.get('/crm/v8/Contacts/imports')).body.imports.map((each: { id: string }) => each.id),
    ).toEqual([id]);
  });

  test('nobody reaches the imports of others', async () => {
    const { id } = (await upload(people(1))).body.import;
    const address = `/crm/v8/Contacts/imports/${id}`;
    const answers: Answer[] = [
      await grace.get(address),
      await grace.get(`${address}/rows`),
      await grace.get(`${address}/actions/report`),
      await grace.put(address, {}),
      await grace.post(`${address}/actions/run`),
      await grace.post(`${address}/actions/cancel`),
      await ada.get(address.replace('Contacts', 'Leads')),
    ];
    expect(answers.map(({ status, body }) => [status, body.details.param_name])).toEqual(
      answers.map(() => [400, 'import_id']),
    );
    expect((await grace.get('/crm/v8/Contacts/imports')).body.imports).toEqual([]);
  });

  test.each([
    ['Last Name,Email\n"A,b@b.example\n', 'INVALID_DATA', /never closed/],
    ['Last Name,Last Name\nA,B\n', 'DUPLICATE_DATA', /two columns named Last Name/],
    ['Last Name\n', 'INVALID_DATA', /no rows/],
    [new Uint8Array([0x4e, 10, 0xfc]), 'INVALID_DATA', /UTF-8/],
    [people(50_001), 'LIMIT_EXCEEDED', /more than 50000 rows/],
  ])('a file that cannot be read is refused and says why: %#', async (content, code, message) => {
    const { status, body } = await upload(content);
    expect([status, body.code, body.details.api_name]).toEqual([400, code, 'file']);
    expect(body.message).toMatch(message);
    expect((await ada.get('/crm/v8/Contacts/imports')).body.imports).toEqual([]);
  });

  test.each([
    [{ mapping: { Nobody: 'Last_Name' } }, /no column Nobody/],
    [{ mapping: { Name: 'Nonsense' } }, /no field Nonsense/],
    [{ mapping: { Name: 'Full_Name' } }, /written by the system/],
    [{ mapping: { Name: 'id' } }, /ids from the system/],
    [{ mapping: { Name: 'Last_Name', Other: 'Last_Name' } }, /Two columns/],
    [{ mode: 'update' }, /No column goes to Email/],
    [{ mode: 'upsert', duplicate_check_fields: ['Date_of_Birth'] }, /recognised/],
    [{ mode: 'replace' }, /invalid/],
    [{ colour: 'red' }, /no such field/],
  ])('options that make no sense are refused: %j', async (options, message) => {
    const { status, body } = await upload('Name,Other\nA,B\n', options);
    expect(status).toBe(400);
    expect(body.message).toMatch(message);
  });

  test('importing takes Import, and for others Import of the organisation, at every part', async () => {
    const profile = salesProfile(site);
    const { alanId, graceId } = site.organisation;
    const file = `Last Name,Owner\nOwn,\nAlan’s,${site.people.alan.upn}\nGrace’s,${graceId}\nNobody’s,x@y.example\n`;
    await profile.with('Crm_Implied_Import_Org_Contacts');
    await profile.without('Crm_Implied_Change_Owner_Contacts');
    expect(await imported(file)).toMatchObject({ created: 3, failed: 1 });
    expect((await records()).map(({ owner_id: owner }) => owner)).toEqual([
      site.organisation.adaId,
      alanId,
      graceId,
    ]);

    await profile.without('Crm_Implied_Import_Org_Contacts');
    await profile.with('Crm_Implied_Change_Owner_Contacts');
    const own = await imported(file);
    expect(own).toMatchObject({ created: 1, failed: 3 });
    expect((await rowsOf(own.id))[1]).toMatchObject({ code: 'NO_PERMISSION', field: 'Owner' });
    expect(await imported(people(1), { owner: alanId })).toMatchObject({ created: 0, failed: 1 });

    const { id } = (await upload(people(300))).body.import;
    expect((await run(id)).status).toBe(200);
    await profile.without('Crm_Implied_Import_Contacts');
    for (const answer of [
      await run(id),
      await upload(people(1)),
      await ada.get(`/crm/v8/Contacts/imports/${id}`),
    ]) {
      expect([answer.status, answer.body.code, answer.body.details.permissions]).toEqual([
        403,
        'NO_PERMISSION',
        ['Crm_Implied_Import_Contacts'],
      ]);
    }
    expect(await records()).toHaveLength(204);
    await profile.with('Crm_Implied_Import_Contacts');
    expect((await run(id)).body.import).toMatchObject({ state: 'done', created: 300 });
  });

  test('all records of a file go to one owner where that is wanted, but for those that name another', async () => {
    await salesProfile(site).with('Crm_Implied_Import_Org_Contacts');
    const { adaId, alanId } = site.organisation;
    await imported(`Last Name,Owner\nA,\nB,${adaId}\n`, { owner: alanId });
    expect((await records()).map(({ owner_id: owner }) => owner)).toEqual([alanId, adaId]);
  });

  test('records of others are changed with Import of the organisation and Edit alone', async () => {
    const profile = salesProfile(site);
    await create(grace, 'Contacts', { Last_Name: 'Other', Email: 'o@b.example' });
    const file = 'Email,Phone\no@b.example,1\n';
    await profile.without('Crm_Implied_Import_Org_Contacts');
    expect(await imported(file, { mode: 'update' })).toMatchObject({ updated: 0, failed: 1 });
    await profile.with('Crm_Implied_Import_Org_Contacts');
    expect(await imported(file, { mode: 'update' })).toMatchObject({ updated: 1, failed: 0 });
    await profile.without('Crm_Implied_Edit_Contacts');
    expect(await imported(file, { mode: 'update' })).toMatchObject({ updated: 0, failed: 1 });
  });

  test('a read-only field is written with Sheet View besides Import, and a hidden one never', async () => {
    const profile = salesProfile(site);
    await profile.with('Crm_Implied_ZohoSheet_View_Contacts');
    await profile.restrict({ Contacts: { Phone: 'read_only', Fax: 'hidden' } });
    expect(await imported('Last Name,Phone\nA,1\n')).toMatchObject({ created: 1 });
    expect((await records())[0]?.fields['Phone']).toBe('1');
    await profile.without('Crm_Implied_ZohoSheet_View_Contacts');
    const automatic = await upload('Last Name,Phone,Fax\nA,1,2\n');
    expect(automatic.body.import.columns.map(({ field }: { field: string }) => field)).toEqual([
      'Last_Name',
      null,
      null,
    ]);
    for (const [column, rule] of [
      ['Phone', 'field_read_only'],
      ['Fax', 'field_hidden'],
    ] as const) {
      const { status, body } = await upload('Last Name,Phone,Fax\nA,1,2\n', {
        mapping: { [column]: column },
      });
      expect([status, body.details.rule, body.details.api_name]).toEqual([403, rule, column]);
    }
    await profile.with('Crm_Implied_ZohoSheet_View_Contacts');
    const { id } = (await upload('Last Name,Phone\nB,2\n')).body.import;
    await profile.without('Crm_Implied_ZohoSheet_View_Contacts');
    expect((await run(id)).body.import).toMatchObject({ created: 0, failed: 1 });
  });

  test('columns and values go by what the organisation calls them', async () => {
    const change = (id: string, changed: object) =>
      grace.send('PATCH', `/crm/v8/settings/fields/${id}?module=Leads`, { json: { fields: [changed] } });
    const { fields } = (await grace.get('/crm/v8/settings/fields?module=Leads')).body;
    const field = (name: string) => fields.find((each: { api_name: string }) => each.api_name === name);
    const values = [...field('Lead_Source').pick_list_values, { actual_value: 'Pigeon' }].map(
      ({ actual_value }: { actual_value: string }) => ({ actual_value }),
    );
    const answers = [
      await change(field('Last_Name').id, { field_label: 'Surname' }),
      await change(field('Lead_Source').id, { pick_list_values: values }),
    ];
    expect(answers.map(({ status, text }) => [status, text])).toEqual(answers.map(({ text }) => [200, text]));
    expect(await imported('Surname,Company,Lead Source\nKowalski,Acme,pigeon\n', {}, 'Leads')).toMatchObject({
      created: 1,
    });
    expect((await records('Leads'))[0]?.fields).toMatchObject({
      Last_Name: 'Kowalski',
      Lead_Source: 'Pigeon',
    });
  });

  test('a module that cannot be imported says so', async () => {
    const { status, body } = await upload('Subject\nA\n', {}, 'Quotes', grace);
    expect([status, body.code, body.details.rule]).toEqual([403, 'NO_PERMISSION', 'not_offered']);
  });
});
