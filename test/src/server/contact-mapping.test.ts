import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PROPOSED_PAIRS } from '@syncgrant/core';
import { DATABASE_KINDS, type TestDatabase } from '../support/databases.ts';
import type { Answer, Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';

describe.each(DATABASE_KINDS)('the mapping of contacts over HTTP, on $name', ({ open }) => {
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

  const configure = async (
    contactMapping?: Record<string, string | null>,
    module = 'contacts',
  ): Promise<Answer> => {
    const { containers } = (await ada.get(`/api/setups/${module}/containers`)).body;
    return ada.put(`/api/setups/${module}/configuration`, {
      direction: 'both',
      conflictPolicy: 'newest',
      containerId: containers[0].id,
      ...(contactMapping !== undefined && { contactMapping }),
    });
  };
  const shown = async () => (await ada.get('/api/setups/contacts')).body.setup.configuration.contactMapping;

  test('the card shows what is joined with what; fields that are left out stay as they are', async () => {
    await site.connect(ada, 'contacts', site.people.ada);
    expect((await configure()).body.setup.configuration.contactMapping).toEqual(PROPOSED_PAIRS);
    expect((await configure({ Title: 'profession' })).status).toBe(200);
    expect((await configure({ Fax: 'homePhones' })).status).toBe(200);
    expect((await configure()).status).toBe(200);
    expect(await shown()).toEqual({ ...PROPOSED_PAIRS, Title: 'profession', Fax: 'homePhones' });
  });

  test('what breaks a rule is refused by field and rule, and nothing is saved', async () => {
    await site.connect(ada, 'contacts', site.people.ada);
    await configure({ Title: 'profession' });
    const wrong = {
      Shoe_Size: ['nickName', 'unknown_field'],
      Department: ['shoeSize', 'unknown_property'],
      Fax: ['birthday', 'kind'],
      Twitter: ['profession', 'taken'],
      Last_Name: [null, 'fixed'],
    } as const;
    for (const [field, [property, reason]] of Object.entries(wrong)) {
      const { status, body } = await configure({ [field]: property });
      expect([status, body]).toMatchObject([
        400,
        {
          code: 'INVALID_DATA',
          details: { api_name: field, json_path: `$.contactMapping.${field}`, reason },
        },
      ]);
      expect(body.message).toContain(field);
    }
    expect(await shown()).toEqual({ ...PROPOSED_PAIRS, Title: 'profession' });
  });

  test('other modules have no such choice', async () => {
    await site.connect(ada, 'tasks', site.people.ada);
    const refused = await configure({ Title: null }, 'tasks');
    expect([refused.status, refused.body.details]).toMatchObject([400, { api_name: 'contactMapping' }]);
    const saved = await configure(undefined, 'tasks');
    expect([saved.status, saved.body.setup.configuration.contactMapping]).toEqual([200, undefined]);
  });
});
