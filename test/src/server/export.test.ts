import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DATABASE_KINDS, type TestDatabase } from '../support/databases.ts';
import type { Browser } from './browser.ts';
import { salesProfile } from './sales-profile.ts';
import { openSite, type Site } from './site.ts';

describe.each(DATABASE_KINDS)('exporting records, on $name', ({ open }) => {
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
    const { body, text } = await browser.post(`/crm/v8/${module}`, { data });
    return body.data.map((item: { details: { id?: string } }) => item.details.id ?? text);
  };
  const exported = (browser: Browser, module: string, query = '') =>
    browser.get(`/crm/v8/${module}/actions/export${query}`);
  const lines = (text: string) => text.trimEnd().split('\r\n');

  test('a file holds the records that the caller may see, oldest first, and says what it is', async () => {
    const [first, second] = await create(
      ada,
      'Contacts',
      { Last_Name: 'Kowalski', First_Name: 'Ann, "the first"', Email_Opt_Out: true },
      { Last_Name: 'Böhm' },
    );
    await create(grace, 'Contacts', { Last_Name: 'Hidden' });
    const { status, headers, text } = await exported(
      ada,
      'Contacts',
      '?fields=id,First_Name,Last_Name,Email_Opt_Out',
    );
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toMatch(
      /^attachment; filename="Contacts-\d{4}-\d{2}-\d{2}\.csv"$/,
    );
    expect(headers.get('cache-control')).toBe('no-store');
    expect(lines(text)).toEqual([
      'id,First_Name,Last_Name,Email_Opt_Out',
      `${first},"Ann, ""the first""",Kowalski,true`,
      `${second},,Böhm,`,
    ]);
  });

  test('everybody’s records are exported by those who may see them', async () => {
    await create(ada, 'Contacts', { Last_Name: 'Kowalski' });
    await create(grace, 'Contacts', { Last_Name: 'Other' });
    expect(lines((await exported(grace, 'Contacts', '?fields=Last_Name')).text)).toHaveLength(3);
    await salesProfile(site).with('Crm_Implied_Access_All_Records');
    expect(lines((await exported(ada, 'Contacts', '?fields=Last_Name')).text)).toHaveLength(3);
  });

  test('more records than fit into a page are all in it, each once', async () => {
    const { tenant, adaId: id } = site.organisation;
    const row = (number: number) => ({
      module: 'Contacts' as const,
      owner_id: id,
      fields: JSON.stringify({ Last_Name: `Name ${number}` }),
      created_by: id,
      modified_by: id,
    });
    await tenant
      .insert(
        'record',
        Array.from({ length: 1203 }, (_, number) => row(number)),
      )
      .execute();
    const [, ...names] = lines((await exported(ada, 'Contacts', '?fields=Last_Name')).text);
    expect(names).toEqual(Array.from({ length: 1203 }, (_, number) => `Name ${number}`));
  });

  test('a search narrows the file, and no records make a file with the names of the columns', async () => {
    await create(ada, 'Contacts', { Last_Name: 'Kowalski' }, { Last_Name: 'Böhm' });
    const found = await exported(ada, 'Contacts', '?fields=Last_Name&criteria=(Last_Name:equals:Böhm)');
    expect(found.text).toBe('Last_Name\r\nBöhm\r\n');
    expect((await exported(ada, 'Leads', '?fields=Last_Name')).text).toBe('Last_Name\r\n');
  });

  test('a cell that a spreadsheet would run is written as text', async () => {
    await create(ada, 'Contacts', {
      Last_Name: '=HYPERLINK("https://evil.example")',
      First_Name: '@x',
      Phone: '+49 30',
    });
    const { text } = await exported(ada, 'Contacts', '?fields=Last_Name,First_Name,Phone');
    expect(lines(text)[1]).toBe('"\'=HYPERLINK(""https://evil.example"")",\'@x,\'+49 30');
  });

  test('references have an id and a name, the name only where it may be seen', async () => {
    const [own, other] = [
      ...(await create(ada, 'Accounts', { Account_Name: 'Own' })),
      ...(await create(grace, 'Accounts', { Account_Name: 'Other' })),
    ];
    await create(
      ada,
      'Contacts',
      { Last_Name: 'A', Account_Name: { id: own } },
      { Last_Name: 'B', Account_Name: { id: other } },
    );
    const { text } = await exported(ada, 'Contacts', '?fields=Last_Name,Account_Name');
    expect(lines(text)).toEqual(['Last_Name,Account_Name.id,Account_Name', `A,${own},Own`, `B,${other},`]);
  });

  test('a hidden field is left out, refused when it is asked for, and in no file', async () => {
    await create(ada, 'Contacts', { Last_Name: 'Kowalski', Phone: 'canary' });
    await salesProfile(site).restrict({ Contacts: { Phone: 'hidden' } });
    const whole = await exported(ada, 'Contacts');
    expect(whole.status).toBe(200);
    expect(whole.text).toContain('Last_Name');
    expect(whole.text).not.toMatch(/canary|[",]Phone/);
    for (const query of ['?fields=Last_Name,Phone', '?fields=Last_Name&criteria=(Phone:equals:canary)']) {
      const { status, body } = await exported(ada, 'Contacts', query);
      expect([status, body.details.rule]).toEqual([403, 'field_hidden']);
    }
    expect((await exported(ada, 'Contacts', '?fields=Last_Name&word=canary')).text).toBe('Last_Name\r\n');
  });

  test('what is asked for wrongly is refused by name', async () => {
    const unknown = await exported(ada, 'Contacts', '?fields=Nonsense');
    expect([unknown.status, unknown.body.details.param_name]).toEqual([400, 'fields']);
    const two = await exported(ada, 'Contacts', '?word=ab&email=a@b.example');
    expect([two.status, two.body.details.param_name]).toEqual([400, 'word']);
    const strange = await exported(ada, 'Contacts', '?format=xlsx');
    expect([strange.status, strange.body.details.param_name]).toEqual([400, 'format']);
  });

  test.each([
    ['Contacts', 'Crm_Implied_Export_Contacts'],
    ['Notes', 'Crm_Implied_Export_Notes'],
    ['Competitors', 'Crm_Implied_Export_Competitors'],
  ] as const)('%s take %s', async (module, permission) => {
    const overrides = ['Crm_Implied_ZohoSheet_View_Contacts', 'Crm_Implied_Manage_Reports'] as const;
    await salesProfile(site).without(...overrides);
    await salesProfile(site).with(permission);
    expect((await exported(ada, module)).status).toBe(200);
    await salesProfile(site).without(permission);
    const { status, body } = await exported(ada, module);
    expect([status, body.code, body.details.permissions]).toEqual([403, 'NO_PERMISSION', [permission]]);
  });

  test('competitors can be exported without deals, and not without seeing deals', async () => {
    const profile = salesProfile(site);
    await profile.with('Crm_Implied_Export_Competitors');
    await profile.without(
      'Crm_Implied_Export_Deals',
      'Crm_Implied_Manage_Reports',
      'Crm_Implied_ZohoSheet_View_Deals',
    );
    const [deal] = await create(ada, 'Deals', { Deal_Name: 'Big', Stage: 'Qualification' });
    await create(ada, 'Competitors', { Competitor_Name: 'Them', Deal_Name: { id: deal } });
    const { text } = await exported(ada, 'Competitors', '?fields=Competitor_Name,Deal_Name');
    expect(lines(text)).toEqual(['Competitor_Name,Deal_Name.id,Deal_Name', `Them,${deal},Big`]);
    expect((await exported(ada, 'Deals')).status).toBe(403);
    await profile.restrict({ Deals: { Strengths: 'hidden' } });
    expect((await exported(ada, 'Competitors')).text).not.toContain('Strengths');
    await profile.without('Crm_Implied_View_Deals');
    expect((await exported(ada, 'Competitors')).status).toBe(403);
  });

  test.each(['Crm_Implied_ZohoSheet_View_Contacts', 'Crm_Implied_Manage_Reports'] as const)(
    '%s stands in for Export',
    async (override) => {
      const profile = salesProfile(site);
      await create(ada, 'Contacts', { Last_Name: 'Kowalski' });
      await profile.without(
        'Crm_Implied_Export_Contacts',
        'Crm_Implied_ZohoSheet_View_Contacts',
        'Crm_Implied_Manage_Reports',
      );
      expect((await exported(ada, 'Contacts')).status).toBe(403);
      await profile.with(override);
      expect((await exported(ada, 'Contacts', '?fields=Last_Name')).text).toContain('Kowalski');
    },
  );

  test('a request for the head alone gets the type and nothing else', async () => {
    await create(ada, 'Contacts', { Last_Name: 'Kowalski' });
    const { status, headers, text } = await ada.send('HEAD', '/crm/v8/Contacts/actions/export');
    expect([status, headers.get('content-type'), text]).toEqual([200, 'text/csv; charset=utf-8', '']);
  });
});
