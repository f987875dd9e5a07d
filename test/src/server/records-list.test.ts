import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { RECORD_MODULES } from '@syncgrant/core';
import { DATABASE_KINDS, type TestDatabase } from '../support/databases.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';

describe.each(DATABASE_KINDS)('lists and searches of records, on $name', ({ open }) => {
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

  const create = async (module: string, ...data: unknown[]): Promise<string[]> => {
    const { body } = await ada.post(`/crm/v8/${module}`, { data });
    return body.data.map((item: { details: { id: string } }) => item.details.id);
  };
  const numbered = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ Subject: `Task ${index + 1}` }));
  const subjects = (body: { data: { Subject: string }[] }) => body.data.map(({ Subject }) => Subject);
  const named = async (query: string) => {
    const { status, body } = await ada.get(
      `/crm/v8/Contacts/search?fields=Last_Name&sort_order=asc&${query}`,
    );
    if (status === 204) return [];
    return status === 200 ? body.data.map((row: { Last_Name: string }) => row.Last_Name) : [status, body];
  };

  test('page tokens lead through a whole list in order, whatever is added meanwhile', async () => {
    await create('Tasks', ...numbered(7));
    const address = '/crm/v8/Tasks?fields=Subject&per_page=3&sort_order=asc';
    const first = (await ada.get(address)).body;
    expect(subjects(first)).toEqual(['Task 1', 'Task 2', 'Task 3']);
    expect(first.info).toMatchObject({ page: 1, count: 3, more_records: true });
    await create('Tasks', { Subject: 'Task 8' });
    const second = (await ada.get(`${address}&page_token=${first.info.next_page_token}`)).body;
    expect([subjects(second), second.info.page]).toEqual([['Task 4', 'Task 5', 'Task 6'], 2]);
    const third = (await ada.get(`${address}&page_token=${second.info.next_page_token}`)).body;
    expect(subjects(third)).toEqual(['Task 7', 'Task 8']);
    expect(third.info).toMatchObject({ page: 3, more_records: false, next_page_token: null });
  });

  test('a page token belongs to its list, and ends after a day', async () => {
    await create('Tasks', ...numbered(3));
    const address = '/crm/v8/Tasks?fields=Subject&per_page=1';
    const token: string = (await ada.get(address)).body.info.next_page_token;
    const told = async (query: string) => {
      const { status, body } = await ada.get(query);
      return [status, body.code, body.details.param_name];
    };
    const bad = (code: string) => [400, code, 'page_token'];
    expect(await told(`/crm/v8/Tasks?fields=id&per_page=1&page_token=${token}`)).toEqual(
      bad('TOKEN_BOUND_DATA_MISMATCH'),
    );
    expect(await told(`/crm/v8/Contacts?fields=Owner&page_token=${token}`)).toEqual(
      bad('TOKEN_BOUND_DATA_MISMATCH'),
    );
    expect(await told(`${address}&page_token=rubbish`)).toEqual(bad('INVALID_DATA'));
    site.clock.advance(11 * 3_600_000);
    expect((await ada.get(`${address}&page_token=${token}`)).status).toBe(200);
    site.clock.advance(11 * 3_600_000);
    await ada.get(address);
    site.clock.advance(3 * 3_600_000);
    expect(await told(`${address}&page_token=${token}`)).toEqual(bad('EXPIRED_VALUE'));
  });

  test('page numbers end at 2,000 records, and fields at 50', async () => {
    const told = async (query: string) => {
      const { status, body } = await ada.get(`/crm/v8/Contacts?${query}`);
      return [status, body.code, body.details];
    };
    expect(await told('fields=id&page=11')).toEqual([
      400,
      'DISCRETE_PAGINATION_LIMIT_EXCEEDED',
      { param_name: 'page', limit: 2000 },
    ]);
    expect((await ada.get('/crm/v8/Contacts?fields=id&page=10')).status).toBe(204);
    expect(await told(`fields=${Array.from({ length: 51 }, () => 'id').join(',')}`)).toEqual([
      400,
      'LIMIT_EXCEEDED',
      { param_name: 'fields', limit: 50 },
    ]);
  });

  test('a list is sorted by time of change, and can be cut down to ids', async () => {
    const [a = '', b = '', c = ''] = await create('Tasks', ...numbered(3));
    site.clock.advance(60_000);
    await ada.put(`/crm/v8/Tasks/${a}`, { data: [{ Priority: 'High' }] });
    const ids = async (query: string) =>
      (await ada.get(`/crm/v8/Tasks?fields=id&${query}`)).body.data.map((row: { id: string }) => row.id);
    expect(await ids('sort_by=Modified_Time')).toEqual([a, c, b]);
    expect(await ids('sort_by=Created_Time&sort_order=asc')).toEqual([a, b, c]);
    expect(await ids(`ids=${a},${c}`)).toEqual([c, a]);
    const address = '/crm/v8/Tasks?fields=Subject&sort_by=Modified_Time&per_page=1';
    const first = (await ada.get(address)).body;
    const second = (await ada.get(`${address}&page_token=${first.info.next_page_token}`)).body;
    expect([subjects(first), subjects(second)]).toEqual([['Task 1'], ['Task 3']]);
  });

  test('deleted records are listed by name, latest first', async () => {
    const [a = '', b = ''] = await create(
      'Contacts',
      { First_Name: 'Anna', Last_Name: 'A' },
      { Last_Name: 'B' },
    );
    await ada.send('DELETE', `/crm/v8/Contacts/${a}`);
    site.clock.advance(60_000);
    const removed = await ada.send('DELETE', `/crm/v8/Contacts?ids=${b},${a}`);
    expect([removed.status, removed.body.data.map(({ code }: { code: string }) => code)]).toEqual([
      207,
      ['SUCCESS', 'INVALID_DATA'],
    ]);
    const { body } = await ada.get('/crm/v8/Contacts/deleted?type=recycle');
    expect(body.data).toMatchObject([
      { id: b, display_name: 'B', type: 'recycle', deleted_by: { name: 'Lovelace' } },
      { id: a, display_name: 'Anna A', type: 'recycle', created_by: { id: site.organisation.adaId } },
    ]);
    expect((await ada.get('/crm/v8/Contacts/deleted?type=permanent')).status).toBe(204);
    expect((await ada.get('/crm/v8/Leads/deleted')).status).toBe(204);
  });

  test('addresses, numbers and words find records whatever their case and spelling', async () => {
    await create(
      'Contacts',
      { First_Name: 'Anna', Last_Name: 'Kowalski', Email: 'Anna@b.example', Phone: '+49 (30) 123-4' },
      { First_Name: 'Bob', Last_Name: "O'Brien", Secondary_Email: 'bob@b.example', Mobile: '77' },
      { Last_Name: 'Żółć', Department: 'Research & Development' },
    );
    await create('Leads', { Last_Name: 'Kowalski', Company: 'x', Email: 'anna@b.example' });
    expect(await named('email=anna@B.example')).toEqual(['Kowalski']);
    expect(await named('email=bob@b.example')).toEqual(["O'Brien"]);
    expect(await named('email=anna@b')).toEqual([]);
    expect(await named(`phone=${encodeURIComponent('+4930 1234')}`)).toEqual(['Kowalski']);
    expect(await named('phone=4930')).toEqual([]);
    expect(await named('phone=none')).toEqual([]);
    expect(await named('word=kowal')).toEqual(['Kowalski']);
    expect(await named('word=anna%20kowalski')).toEqual(['Kowalski']);
    expect(await named('word=anna%20brien')).toEqual([]);
    expect(await named(`word=${encodeURIComponent("o'brien")}`)).toEqual(["O'Brien"]);
    expect(await named(`word=${encodeURIComponent('żół')}`)).toEqual(['Żółć']);
    for (const odd of ["'':* | !", '\\', "' & '", '((', '!!', '<->']) {
      expect([odd, await named(`word=${encodeURIComponent(odd)}xyz`)]).toEqual([odd, []]);
    }
  });

  test('criteria compare each type of field as what it is', async () => {
    const [account = ''] = await create('Accounts', { Account_Name: 'Example' });
    await create(
      'Deals',
      {
        Deal_Name: 'Small',
        Stage: 'Qualification',
        Amount: 9,
        Closing_Date: '2026-01-31',
        Account_Name: { id: account },
      },
      { Deal_Name: 'Large 100%', Stage: 'Closed Won', Amount: 1000, Probability: 50 },
      { Deal_Name: 'None, yet (really)', Stage: 'Closed Lost' },
    );
    const deals = async (criteria: string) => {
      const query = `fields=Deal_Name&sort_order=asc&criteria=${encodeURIComponent(criteria)}`;
      const { status, body } = await ada.get(`/crm/v8/Deals/search?${query}`);
      return status === 204 ? [] : body.data.map((row: { Deal_Name: string }) => row.Deal_Name);
    };
    const [small, large, none] = ['Small', 'Large 100%', 'None, yet (really)'];
    expect(await deals('(Deal_Name:equals:small)')).toEqual([small]);
    expect(await deals('(Deal_Name:starts_with:large 100%)')).toEqual([large]);
    expect(await deals('(Deal_Name:starts_with:%)')).toEqual([]);
    expect(await deals(String.raw`(Deal_Name:equals:None, yet \(really\))`)).toEqual([none]);
    expect(await deals('(Deal_Name:contains:al)')).toEqual([small, none]);
    expect(await deals('(Amount:greater_than:9)')).toEqual([large]);
    expect(await deals('(Amount:between:9,1000)')).toEqual([small, large]);
    expect(await deals('(Amount:not_equal:9)')).toEqual([large, none]);
    expect(await deals('(Stage:in:Closed Won,Closed Lost)')).toEqual([large, none]);
    expect(await deals('(Closing_Date:less_equal:2026-01-31)')).toEqual([small]);
    expect(await deals(`(Account_Name:equals:${account})`)).toEqual([small]);
    expect(await deals(`(Owner:equals:${site.organisation.adaId})`)).toEqual([small, large, none]);
    expect(await deals('((Amount:less_than:100)or(Stage:equals:Closed Lost))')).toEqual([small, none]);
    expect(await deals('(Created_Time:greater_than:2099-01-01T00:00:00+02:00)')).toEqual([]);
  });

  test('a search that cannot be read is refused with its place', async () => {
    const told = async (query: string) => {
      const { status, body } = await ada.get(`/crm/v8/Contacts/search?${query}`);
      return [status, body.code, body.details.param_name];
    };
    expect(await told('')).toEqual([400, 'REQUIRED_PARAM_MISSING', 'criteria']);
    expect(await told('word=ab&email=x@y.example')).toEqual([400, 'INVALID_DATA', 'word']);
    expect(await told('criteria=(Nope:equals:1)')).toEqual([400, 'INVALID_QUERY', 'criteria']);
    expect(await told('criteria=Last_Name')).toEqual([400, 'INVALID_QUERY', 'criteria']);
    expect(await told('word=a')).toEqual([400, 'INVALID_DATA', 'word']);
    expect(await told('word=ab%00')).toEqual([400, 'INVALID_DATA', 'word']);
    expect(await told('word=ab&page=11')).toEqual([400, 'DISCRETE_PAGINATION_LIMIT_EXCEEDED', 'page']);
  });

  test('a list since a time tells what changed later, or that nothing did', async () => {
    const [a = '', b = ''] = await create('Tasks', ...numbered(2));
    const start = site.clock.now();
    site.clock.advance(60_000);
    await ada.put(`/crm/v8/Tasks/${b}`, { data: [{ Priority: 'High' }] });
    await ada.send('DELETE', `/crm/v8/Tasks/${a}`);
    const since = (when: Date | string, path: string) =>
      ada.get(path, { 'if-modified-since': typeof when === 'string' ? when : when.toISOString() });
    const list = '/crm/v8/Tasks?fields=id';
    expect((await since(start, list)).body.data).toEqual([{ id: b }]);
    expect((await since(start.toUTCString(), list)).status).toBe(200);
    expect((await since(start, `/crm/v8/Tasks/${b}`)).status).toBe(200);
    expect((await since(start, '/crm/v8/Tasks/deleted')).body.data).toMatchObject([{ id: a }]);
    const later = new Date(site.clock.now().getTime() + 60_000);
    for (const path of [list, `/crm/v8/Tasks/${b}`, '/crm/v8/Tasks/deleted']) {
      const { status, text } = await since(later, path);
      expect([path, status, text]).toEqual([path, 304, '']);
    }
    const wrong = await since('yesterday', list);
    expect([wrong.status, wrong.body.details.header]).toEqual([400, 'if-modified-since']);
  });

  test('every module lists, counts and searches', async () => {
    for (const module of RECORD_MODULES) {
      const answers = [
        await ada.get(`/crm/v8/${module}?fields=id,Owner`),
        await ada.get(`/crm/v8/${module}/search?word=nothing`),
        await ada.get(`/crm/v8/${module}/deleted`),
      ];
      expect([module, ...answers.map(({ status }) => status)]).toEqual([module, 204, 204, 204]);
      expect((await ada.get(`/crm/v8/${module}/actions/count`)).body).toEqual({ count: 0 });
      expect((await ada.get(`/crm/v8/settings/fields?module=${module}`)).status).toBe(200);
    }
  });
});
