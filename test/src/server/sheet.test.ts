import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { EITHER_DATABASE, type TestDatabase } from '../support/databases.ts';
import type { Answer, Browser } from './browser.ts';
import { salesProfile } from './sales-profile.ts';
import { openSite, type Site } from './site.ts';

const SHEET = 'Crm_Implied_ZohoSheet_View_Leads';

interface Row {
  readonly id: string;
  readonly $version: number;
  readonly [field: string]: unknown;
}

interface Column {
  readonly api_name: string;
  readonly writable: boolean;
}

describe.each(EITHER_DATABASE)('sheets, on $name', ({ open }) => {
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
  const create = async (browser: Browser, ...names: string[]): Promise<string[]> => {
    const data = names.map((Last_Name) => ({ Last_Name, Company: 'Babbage Ltd' }));
    const { body } = await browser.post('/crm/v8/Leads', { data });
    return body.data.map((item: { details: { id: string } }) => item.details.id);
  };
  const read = (browser: Browser, query = '') => browser.get(`/crm/v8/Leads/sheet?sort_order=asc${query}`);
  const rowsFor = async (browser: Browser): Promise<Row[]> => (await read(browser)).body.data;
  const write = (browser: Browser, ...data: unknown[]) => browser.put('/crm/v8/Leads/sheet', { data });
  const columnsFor = async (browser: Browser): Promise<Map<string, boolean>> =>
    new Map(
      (await read(browser)).body.columns.map(({ api_name: name, writable }: Column) => [name, writable]),
    );
  const codes = ({ status, body }: Answer) => [status, body.data.map(({ code }: { code: string }) => code)];
  async function changesNothing(attempt: () => Promise<Answer>): Promise<Answer> {
    const before = await rows();
    const answer = await attempt();
    expect(await rows()).toEqual(before);
    return answer;
  }

  test('cells of several rows and a new row are written together, and read back', async () => {
    await create(ada, 'One', 'Two');
    const [one, two] = await rowsFor(ada);
    const answer = await write(
      ada,
      { id: one?.id, $version: one?.$version, Phone: '1', City: 'Turin' },
      { id: two?.id, $version: two?.$version, Lead_Status: 'Contacted' },
      { Last_Name: 'Three', Company: 'Babbage Ltd' },
    );
    expect(codes(answer)).toEqual([200, ['SUCCESS', 'SUCCESS', 'SUCCESS']]);
    expect(answer.body.data.map(({ message }: { message: string }) => message)).toEqual([
      'record updated',
      'record updated',
      'record added',
    ]);
    const after = await rowsFor(ada);
    expect(after).toMatchObject([
      { Last_Name: 'One', Phone: '1', City: 'Turin', $version: 2 },
      { Last_Name: 'Two', Lead_Status: 'Contacted', $version: 2 },
      { Last_Name: 'Three', $version: 1 },
    ]);
    // The answer's version is good for the next change, without reading again.
    const { id, $version } = answer.body.data[0].details;
    expect(codes(await write(ada, { id, $version, Phone: '2' }))).toEqual([200, ['SUCCESS']]);
  });

  test('a sheet is read by pages, with the columns that were asked for; an empty one has columns too', async () => {
    const empty = await read(ada);
    expect([empty.status, empty.body.data, empty.body.info.count]).toEqual([200, [], 0]);
    expect(empty.body.columns.length).toBeGreaterThan(20);
    await create(ada, 'One', 'Two', 'Three');
    const { body } = await read(ada, '&fields=Last_Name,Lead_Status&per_page=2');
    expect(body.columns).toEqual([
      {
        api_name: 'Last_Name',
        field_label: 'Last Name',
        data_type: 'text',
        system_mandatory: true,
        pick_list_values: [],
        writable: true,
      },
      expect.objectContaining({
        api_name: 'Lead_Status',
        pick_list_values: expect.arrayContaining([{ display_value: 'Contacted', actual_value: 'Contacted' }]),
      }),
    ]);
    expect(body.info).toMatchObject({ page: 1, count: 2, more_records: true });
    const next = await read(
      ada,
      `&fields=Last_Name,Lead_Status&per_page=2&page_token=${body.info.next_page_token}`,
    );
    expect(next.body.data.map((row: Row) => row['Last_Name'])).toEqual(['Three']);
    expect(next.body.info).toMatchObject({ page: 2, more_records: false, next_page_token: null });
    expect(Object.keys(body.data[0]).toSorted()).toEqual(['$version', 'Last_Name', 'Lead_Status', 'id']);
    const unknown = await read(ada, '&fields=Spell');
    expect([unknown.status, unknown.body.code, unknown.body.details.param_name]).toEqual([
      400,
      'INVALID_DATA',
      'fields',
    ]);
  });

  describe('a row that is not as it was read', () => {
    test('is refused alone, with what is there now, and nothing of it is overwritten', async () => {
      const [first = '', second = ''] = await create(ada, 'One', 'Two');
      const [one, two] = await rowsFor(ada);
      await grace.put(`/crm/v8/Leads/${first}`, { data: [{ Phone: 'by Grace' }] });
      const answer = await write(
        ada,
        { id: first, $version: one?.$version, Phone: 'by Ada' },
        { id: second, $version: two?.$version, Phone: 'by Ada' },
      );
      expect(codes(answer)).toEqual([207, ['ALREADY_MODIFIED', 'SUCCESS']]);
      const [now] = await rowsFor(ada);
      expect(answer.body.data[0].details).toEqual({
        id: first,
        $version: 2,
        Modified_Time: now?.['Modified_Time'],
      });
      expect((await rowsFor(ada)).map(({ Phone: phone }) => phone)).toEqual(['by Grace', 'by Ada']);
      const again = await write(ada, { id: first, $version: 2, Phone: 'by Ada' });
      expect(codes(again)).toEqual([200, ['SUCCESS']]);
    });

    test('two writers at once: one is refused', async () => {
      const [id] = await create(ada, 'One');
      const answers = await Promise.all(['a', 'b'].map((Phone) => write(ada, { id, $version: 1, Phone })));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 412]));
    });

    test('its time is not told to those who may not see it', async () => {
      const [id] = await create(ada, 'One');
      await salesProfile(site).restrict({ Leads: { Modified_Time: 'hidden' } });
      const { body } = await write(ada, { id, $version: 7, Phone: '1' });
      expect(body.data[0].details).toEqual({ id, $version: 1 });
    });
  });

  test('what is wrong with a row is told for that row', async () => {
    const [own, foreign] = [...(await create(ada, 'One')), ...(await create(grace, 'Two'))];
    const answer = await changesNothing(() =>
      write(
        ada,
        { id: own, Phone: '1' },
        { id: foreign, $version: 1, Phone: '1' },
        { $version: 1, Last_Name: 'x', Company: 'y' },
        { Last_Name: 'x' },
        { id: own, $version: 1, Phone: '1' },
        { Last_Name: 'x', Company: 'y', Spell: 'z' },
      ),
    );
    expect(codes(answer)).toEqual([
      400,
      [
        'MANDATORY_NOT_FOUND',
        'INVALID_DATA',
        'INVALID_DATA',
        'MANDATORY_NOT_FOUND',
        'DUPLICATE_DATA',
        'INVALID_DATA',
      ],
    ]);
    const paths = answer.body.data.map((item: { details: { json_path: string } }) => item.details.json_path);
    expect(paths).toEqual([
      '$.data[0].$version',
      '$.data[1].id',
      '$.data[2].$version',
      '$.data[3].Company',
      '$.data[4].id',
      '$.data[5].Spell',
    ]);
  });

  test('one request writes at most 500 rows and 2,000 cells', async () => {
    const rowsOf = (count: number, row: object) => Array.from({ length: count }, () => row);
    const tooManyRows = await write(ada, ...rowsOf(501, { Last_Name: 'x' }));
    expect(tooManyRows.body).toMatchObject({ code: 'LIMIT_EXCEEDED', details: { limit: 500 } });
    const row = { Last_Name: 'x', Company: 'y', Phone: '1', City: 'z', Street: 's' };
    const tooManyCells = await write(ada, ...rowsOf(401, row));
    expect(tooManyCells.body).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      details: { json_path: '$.data', limit: 2000 },
    });
    expect(await rows()).toEqual([]);
  });

  describe('permissions', () => {
    const refused = ({ status, body }: Answer) => [status, body.code, body.details.permissions];

    test.each([SHEET, 'Crm_Implied_View_Leads'] as const)('a sheet takes %s', async (permission) => {
      const [id] = await create(ada, 'One');
      await salesProfile(site).without(permission);
      expect(refused(await read(ada))).toEqual([403, 'NO_PERMISSION', [permission]]);
      const answer = await changesNothing(() => write(ada, { id, $version: 1, Phone: '1' }));
      expect(refused(answer)).toEqual([403, 'NO_PERMISSION', [permission]]);
    });

    test('inside a sheet, Sheet View stands in for Create and Edit; outside it does not', async () => {
      const [id = ''] = await create(ada, 'One');
      await salesProfile(site).without('Crm_Implied_Create_Leads', 'Crm_Implied_Edit_Leads');
      const outside = await changesNothing(() => ada.put(`/crm/v8/Leads/${id}`, { data: [{ Phone: '1' }] }));
      expect(refused(outside)).toEqual([403, 'NO_PERMISSION', ['Crm_Implied_Edit_Leads']]);
      const inside = await write(
        ada,
        { id, $version: 1, Phone: '1' },
        { Last_Name: 'Two', Company: 'Babbage Ltd' },
      );
      expect(codes(inside)).toEqual([200, ['SUCCESS', 'SUCCESS']]);
      expect((await columnsFor(ada)).get('Phone')).toBe(true);
    });

    test('records of others take access to everybody’s data, in a sheet too', async () => {
      const [id] = await create(grace, 'One');
      expect(await rowsFor(ada)).toEqual([]);
      const attempt = () => write(ada, { id, $version: 1, Phone: '1' });
      expect(codes(await changesNothing(attempt))).toEqual([400, ['INVALID_DATA']]);
      await salesProfile(site).with('Crm_Implied_Access_All_Records');
      expect((await rowsFor(ada)).map((row) => row.id)).toEqual([id]);
      expect(codes(await attempt())).toEqual([200, ['SUCCESS']]);
    });

    test('Import and Sheet View together write read-only fields; Sheet View alone does not', async () => {
      const [id] = await create(ada, 'One');
      await salesProfile(site).restrict({ Leads: { Phone: 'read_only' } });
      expect((await columnsFor(ada)).get('Phone')).toBe(true);
      expect(codes(await write(ada, { id, $version: 1, Phone: '1' }))).toEqual([200, ['SUCCESS']]);

      await salesProfile(site).without('Crm_Implied_Import_Leads');
      expect((await columnsFor(ada)).get('Phone')).toBe(false);
      const answer = await changesNothing(() => write(ada, { id, $version: 2, Phone: '2' }));
      expect([answer.status, answer.body.data[0].details]).toMatchObject([
        403,
        { rule: 'field_read_only', json_path: '$.data[0].Phone' },
      ]);
    });

    test('a hidden field is no column and in no cell, and is not written', async () => {
      const [id] = await create(ada, 'One');
      await write(ada, { id, $version: 1, Phone: '12345' });
      await salesProfile(site).restrict({ Leads: { Phone: 'hidden' } });
      for (const query of ['', '&fields=Last_Name,Phone']) {
        const { status, text } = await read(ada, query);
        expect([status, /12345|Phone"/.test(text.replaceAll('data_type":"phone"', ''))]).toEqual([
          200,
          false,
        ]);
      }
      const answer = await changesNothing(() => write(ada, { id, $version: 2, Phone: '1' }));
      expect([answer.status, answer.body.data[0].details.rule]).toEqual([403, 'field_hidden']);
      await salesProfile(site).restrict({ Leads: { Modified_Time: 'hidden' } });
      expect((await read(ada, '&sort_by=Modified_Time')).body.details.rule).toBe('field_hidden');
    });

    test.each(['Events', 'Tasks', 'Calls', 'Quotes', 'Notes'])('%s offer no sheet', async (module) => {
      const answers = [
        await grace.get(`/crm/v8/${module}/sheet`),
        await grace.put(`/crm/v8/${module}/sheet`, { data: [{ Subject: 'x' }] }),
      ];
      for (const { status, body } of answers) {
        expect([status, body.code, body.details.rule]).toEqual([403, 'NO_PERMISSION', 'not_offered']);
      }
    });
  });
});
