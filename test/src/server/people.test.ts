import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { EITHER_DATABASE, type TestDatabase } from '../support/databases.ts';
import { openSite, type Site } from './site.ts';

describe.each(EITHER_DATABASE)('people to choose an owner from, on $name', ({ open }) => {
  let database: TestDatabase;
  let site: Site;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    site = await openSite(database.database);
  });
  afterEach(() => site.close());

  test('everybody sees the names of the active users of their organisation, and no more than that', async () => {
    const ada = await site.signedIn(site.people.ada);
    const { status, body } = await ada.get('/api/people');
    const { graceId, adaId, alanId } = site.organisation;
    expect(status).toBe(200);
    expect(body).toEqual({
      people: [
        { id: graceId, name: 'Grace Hopper' },
        { id: adaId, name: 'Lovelace' },
        { id: alanId, name: 'Turing' },
      ],
      more: false,
    });
  });

  test('a word finds the names that hold it, whatever the case, and is no pattern', async () => {
    const ada = await site.signedIn(site.people.ada);
    const found = async (word: string) => (await ada.get(`/api/people?word=${word}`)).body.people;
    expect(await found('E%20HOP')).toEqual([{ id: site.organisation.graceId, name: 'Grace Hopper' }]);
    expect(await found('%25')).toEqual([]);
  });

  test('who is deactivated is not among them', async () => {
    const grace = await site.signedIn(site.people.grace);
    await grace.put(`/crm/v8/users/${site.organisation.adaId}`, { users: [{ status: 'inactive' }] });
    const { body } = await grace.get('/api/people');
    expect(body.people.map(({ id }: { id: string }) => id)).not.toContain(site.organisation.adaId);
  });

  test('nobody sees them without signing in', async () => {
    expect((await site.browser().get('/api/people')).status).toBe(401);
  });
});
