import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DATABASE_KINDS, type TestDatabase } from '../support/databases.ts';
import type { Answer, Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';

describe.each(DATABASE_KINDS)('the choice of photos over HTTP, on $name', ({ open }) => {
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

  const configure = async (choice: { photos?: boolean }, module = 'contacts'): Promise<Answer> => {
    const { containers } = (await ada.get(`/api/setups/${module}/containers`)).body;
    const chosen = { direction: 'both', conflictPolicy: 'newest', containerId: containers[0].id };
    return ada.put(`/api/setups/${module}/configuration`, { ...chosen, ...choice });
  };

  test('nobody has photos synced without a choice, and the choice stays until it is changed', async () => {
    await site.connect(ada, 'contacts', site.people.ada);
    const seen: unknown[] = [];
    for (const choice of [{}, { photos: true }, {}, { photos: false }, {}]) {
      seen.push((await configure(choice)).body.setup.configuration.photos);
    }
    expect(seen).toEqual([undefined, true, true, false, false]);
  });

  test('only contacts have photos', async () => {
    await site.connect(ada, 'tasks', site.people.ada);
    const { status, body } = await configure({ photos: true }, 'tasks');
    expect([status, body.code, body.details.api_name]).toEqual([400, 'INVALID_DATA', 'photos']);
  });
});
