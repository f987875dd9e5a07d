import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { EITHER_DATABASE, type TestDatabase } from '../support/databases.ts';
import type { Answer, Browser } from './browser.ts';
import { salesProfile } from './sales-profile.ts';
import { grantState, openSite, type Site } from './site.ts';

const GROUPS = '/crm/v8/settings/user_groups';

describe.each(EITHER_DATABASE)('groups, on $name', ({ open }) => {
  let database: TestDatabase;
  let site: Site;
  let grace: Browser;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    site = await openSite(database.database);
    grace = await site.signedIn(site.people.grace);
  });
  afterEach(() => site.close());

  const user = (id: string) => ({ type: 'users', source: { id } });
  const make = async (name: string, ...sources: object[]): Promise<string> => {
    const { body, text } = await grace.post(GROUPS, { user_groups: [{ name, sources }] });
    return body.user_groups[0].details.id ?? text;
  };
  const read = async (id: string) => (await grace.get(`${GROUPS}/${id}`)).body.user_groups[0];
  const put = (id: string, change: object, browser = grace) =>
    browser.put(`${GROUPS}/${id}`, { user_groups: [change] });
  const told = ({ status, body }: Answer) => {
    const [{ code, details }] = body.user_groups ?? [body];
    return [status, code, details?.rule ?? null];
  };
  async function changesNothing(attempt: () => Promise<Answer>): Promise<Answer> {
    const state = async () => [await grantState(site), (await grace.get(GROUPS)).text];
    const before = await state();
    const answer = await attempt();
    expect(await state()).toEqual(before);
    return answer;
  }

  test('are made of users and roles, listed by name and read with their members', async () => {
    const { adaId, graceId } = site.organisation;
    const [root] = (await grace.get('/crm/v8/settings/roles')).body.roles;
    expect((await grace.get(GROUPS)).status).toBe(204);
    const night = await make('Night shift', user(adaId), {
      type: 'roles',
      source: { id: root.id, name: 'CEO' },
      subordinates: true,
    });
    await make('Day shift', user(graceId));
    expect(await read(night)).toMatchObject({
      name: 'Night shift',
      description: null,
      created_by: { id: graceId, name: 'Grace Hopper' },
      sources: [
        { type: 'users', source: { id: adaId, name: 'Lovelace' } },
        { type: 'roles', source: { id: root.id, name: 'CEO' }, subordinates: true },
      ],
    });
    const list = async (query: string) => {
      const { body } = await grace.get(`${GROUPS}?${query}`);
      return [body.user_groups.map(({ name }: { name: string }) => name), body.info.more_records];
    };
    expect(await list('')).toEqual([['Day shift', 'Night shift'], false]);
    expect(await list('per_page=1')).toEqual([['Day shift'], true]);
    expect(await list('page=2&per_page=1')).toEqual([['Night shift'], false]);
    expect(await list('name=night%20shift')).toEqual([['Night shift'], false]);
  });

  test('are renamed, described and filled anew, one or several in a request', async () => {
    const { adaId, alanId } = site.organisation;
    const night = await make('Night shift', user(adaId));
    const day = await make('Day shift', user(adaId));
    await put(night, { description: 'who wake' });
    expect(await read(night)).toMatchObject({ description: 'who wake', sources: [user(adaId)] });
    const { status, body } = await grace.put(GROUPS, {
      user_groups: [
        { id: night, sources: [user(alanId), user(alanId)] },
        { id: day, name: 'NIGHT SHIFT' },
        { id: day, name: 'Late shift' },
      ],
    });
    expect(status).toBe(207);
    expect(body.user_groups.map(({ code }: { code: string }) => code)).toEqual([
      'SUCCESS',
      'DUPLICATE_DATA',
      'SUCCESS',
    ]);
    expect((await read(night)).sources).toMatchObject([user(alanId)]);
    expect((await read(day)).name).toBe('Late shift');
    const removed = await grace.send('DELETE', `${GROUPS}/${night}`);
    expect(removed.body.user_groups[0].code).toBe('SUCCESS');
    expect((await grace.get(`${GROUPS}/${night}`)).status).toBe(400);
    const actions = (await grantState(site)).audit.map(({ action }) => action);
    expect(actions.slice(-3)).toEqual(['group.update', 'group.update', 'group.delete']);
  });

  test('have no members of another kind, from elsewhere, twice the same name, or nobody', async () => {
    const { adaId } = site.organisation;
    const night = await make('Night shift', user(adaId));
    const strange = await changesNothing(() =>
      put(night, { sources: [{ type: 'territories', source: { id: adaId } }] }),
    );
    expect(strange.body.user_groups[0].details).toMatchObject({
      json_path: '$.user_groups[0].sources[0].type',
      rule: expect.stringContaining('users or roles'),
    });
    const foreign = await changesNothing(() =>
      put(night, { sources: [user(adaId), user(site.otherOrganisation.userId)] }),
    );
    expect(foreign.body.user_groups[0].details.json_path).toBe('$.user_groups[0].sources[1].source.id');
    const twin = await changesNothing(() =>
      grace.post(GROUPS, { user_groups: [{ name: 'night shift', sources: [user(adaId)] }] }),
    );
    expect(told(twin)).toEqual([400, 'DUPLICATE_DATA', 'name_taken']);
    const empty = await changesNothing(() => put(night, { sources: [] }));
    expect(empty.status).toBe(400);
  });

  test('lose deleted users and roles, and keep the others', async () => {
    const { adaId, alanId } = site.organisation;
    const made = await grace.post('/crm/v8/settings/roles', { roles: [{ name: 'Sales' }] });
    const role = made.body.roles[0].details.id;
    const night = await make('Night shift', user(adaId), user(alanId), {
      type: 'roles',
      source: { id: role },
    });
    await grace.send('DELETE', `/crm/v8/users/${adaId}`);
    expect((await read(night)).sources).toMatchObject([user(alanId), { type: 'roles' }]);
    await grace.send('DELETE', `/crm/v8/settings/roles/${role}`);
    expect((await read(night)).sources).toMatchObject([user(alanId)]);
    const gone = await changesNothing(() => put(night, { sources: [user(adaId)] }));
    expect(told(gone).slice(0, 2)).toEqual([400, 'INVALID_DATA']);
  });

  test('are told to who is in them, by name, by role and by a role above that brings those below', async () => {
    const { adaId, alanId, graceId } = site.organisation;
    const [root] = (await grace.get('/crm/v8/settings/roles')).body.roles;
    const made = await grace.post('/crm/v8/settings/roles', { roles: [{ name: 'Sales' }] });
    const sales = made.body.roles[0].details.id;
    await grace.put(`/crm/v8/users/${adaId}`, { users: [{ role: { id: sales } }] });
    const role = (id: string, subordinates: boolean) => ({ type: 'roles', source: { id }, subordinates });
    await make('By name', user(adaId));
    await make('By role', role(sales, false));
    await make('By a role above', role(root.id, true));
    await make('Of the role above alone', role(root.id, false));
    await make('Of another', user(alanId));
    const ada = await site.signedIn(site.people.ada);
    const groupsOf = (id: string, browser: Browser) =>
      browser.get(`/crm/v8/users/${id}/actions/associated_groups`);
    const named = async (id: string, browser: Browser) =>
      (await groupsOf(id, browser)).body.user_groups.map(({ name }: { name: string }) => name);
    expect(await named(adaId, ada)).toEqual(['By a role above', 'By name', 'By role']);
    expect(await named(graceId, grace)).toEqual(['By a role above', 'Of the role above alone']);
    expect(await named(adaId, grace)).toEqual(await named(adaId, ada));
    const denied = await groupsOf(graceId, ada);
    expect([denied.status, denied.body.details.permissions]).toEqual([403, ['Crm_Implied_Manage_Groups']]);
  });

  test('need Manage Groups, and other organisations have their own', async () => {
    const { adaId } = site.organisation;
    const night = await make('Night shift', user(adaId));
    const ada = await site.signedIn(site.people.ada);
    const other = await site.signedIn(site.people.other);
    const about = (browser: Browser) => [
      () => browser.get(`${GROUPS}/${night}`),
      () => put(night, { name: 'z' }, browser),
      () => browser.send('DELETE', `${GROUPS}/${night}`),
    ];
    const attempts = [
      () => ada.get(GROUPS),
      () => ada.post(GROUPS, { user_groups: [{ name: 'x', sources: [user(adaId)] }] }),
      () => ada.put(GROUPS, { user_groups: [{ id: night, name: 'y' }] }),
      ...about(ada),
    ];
    for (const attempt of attempts) {
      const { status, body } = await changesNothing(attempt);
      expect([status, body.details.permissions]).toEqual([403, ['Crm_Implied_Manage_Groups']]);
    }
    expect((await other.get(GROUPS)).status).toBe(204);
    for (const attempt of about(other)) {
      expect(told(await changesNothing(attempt))).toEqual([400, 'INVALID_DATA', null]);
    }
    await salesProfile(site).with('Crm_Implied_Manage_Groups');
    for (const attempt of attempts) expect((await attempt()).status).toBeLessThan(300);
  });
});
