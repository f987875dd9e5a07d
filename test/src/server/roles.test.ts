import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { EITHER_DATABASE, type TestDatabase } from '../support/databases.ts';
import type { Answer, Browser } from './browser.ts';
import { salesProfile } from './sales-profile.ts';
import { grantState, openSite, type Site } from './site.ts';

const ROLES = '/crm/v8/settings/roles';

describe.each(EITHER_DATABASE)('roles, on $name', ({ open }) => {
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

  const listed = async () => (await grace.get(ROLES)).body.roles;
  const rootId = async (): Promise<string> => (await listed())[0].id;
  const make = async (name: string, above?: string): Promise<string> => {
    const reporting_to = above === undefined ? {} : { reporting_to: { id: above } };
    const { body, text } = await grace.post(ROLES, { roles: [{ name, ...reporting_to }] });
    return body.roles[0].details.id ?? text;
  };
  const remove = (id: string, query = '', browser = grace) =>
    browser.send('DELETE', `${ROLES}/${id}${query}`);
  const give = (userId: string, roleId: string, browser = grace) =>
    browser.put(`/crm/v8/users/${userId}`, { users: [{ role: { id: roleId } }] });
  const roleOf = async (userId: string): Promise<string> =>
    (await grace.get(`/crm/v8/users/${userId}`)).body.users[0].role.name;
  const told = ({ status, body }: Answer) => {
    const [{ code, details }] = body.roles ?? body.users ?? [body];
    return [status, code, details?.rule ?? details?.api_name ?? null];
  };
  async function changesNothing(attempt: () => Promise<Answer>): Promise<Answer> {
    const state = async () => [await grantState(site), await listed()];
    const before = await state();
    const answer = await attempt();
    expect(await state()).toEqual(before);
    return answer;
  }

  test('an organisation begins with one, which everybody has', async () => {
    const [root, ...others] = await listed();
    expect([root.name, root.reporting_to, root.admin_user, others]).toEqual(['CEO', null, true, []]);
    const { users } = (await grace.get('/crm/v8/users')).body;
    expect(users.map(({ role }: { role: object }) => role)).toEqual(
      users.map(() => ({ id: root.id, name: 'CEO' })),
    );
    expect((await grace.get(`${ROLES}/${root.id}`)).body.roles).toEqual([root]);
  });

  test('are made, renamed, described and moved, with an audit entry each', async () => {
    const before = await grantState(site);
    const sales = await make('Sales');
    const north = await make('North', sales);
    const other = await make('Support');
    const moved = await grace.put(`${ROLES}/${north}`, {
      roles: [
        { name: 'Far North', description: 'cold', reporting_to: { id: other }, share_with_peers: true },
      ],
    });
    expect(moved.body.roles).toEqual([
      { code: 'SUCCESS', details: { id: north }, message: 'Role updated', status: 'success' },
    ]);
    const roles = await listed();
    expect(roles.map(({ name }: { name: string }) => name)).toEqual(['CEO', 'Far North', 'Sales', 'Support']);
    expect(roles[1]).toMatchObject({
      id: north,
      description: 'cold',
      reporting_to: { id: other, name: 'Support' },
      share_with_peers: true,
      created_by__s: { id: site.organisation.graceId, name: 'Grace Hopper' },
    });
    const { audit, revision } = await grantState(site);
    expect(revision).toBe(before.revision + 4);
    expect(audit.slice(before.audit.length).map(({ action, subject }) => [action, subject])).toEqual([
      ['role.create', 'role Sales'],
      ['role.create', 'role North'],
      ['role.create', 'role Support'],
      ['role.update', 'role North'],
    ]);
    expect(audit.at(-1)?.before).toMatchObject({ name: 'North', reportsTo: 'Sales' });
  });

  test('of one request are changed each by itself', async () => {
    const [sales, north] = [await make('Sales'), await make('North')];
    const { status, body } = await grace.put(ROLES, {
      roles: [
        { id: sales, description: 'sell' },
        { id: north, name: 'sales' },
        { id: '7', name: 'x' },
        { id: north, name: 'South' },
      ],
    });
    expect(status).toBe(207);
    expect(body.roles.map(({ code }: { code: string }) => code)).toEqual([
      'SUCCESS',
      'DUPLICATE_DATA',
      'INVALID_DATA',
      'SUCCESS',
    ]);
    expect(body.roles[1].details).toMatchObject({ rule: 'name_taken', json_path: '$.roles[1].name' });
    expect(body.roles[2].details).toEqual({ api_name: 'id', json_path: '$.roles[2].id' });
    const made = await grace.post(ROLES, { roles: [{ name: 'East' }, { name: 'West' }] });
    expect([made.status, made.body.roles.length]).toEqual([201, 2]);
  });

  test('never report to themselves, have one root and names of their own', async () => {
    const root = await rootId();
    const sales = await make('Sales');
    const north = await make('North', sales);
    const move = (id: string, above: string | null) => () =>
      grace.put(`${ROLES}/${id}`, { roles: [{ reporting_to: above === null ? null : { id: above } }] });
    const expectations: readonly [() => Promise<Answer>, unknown][] = [
      [move(sales, north), [400, 'INVALID_DATA', 'role_cycle']],
      [move(sales, sales), [400, 'INVALID_DATA', 'role_cycle']],
      [move(root, north), [400, 'INVALID_DATA', 'role_cycle']],
      [move(sales, null), [400, 'INVALID_DATA', 'second_root']],
      [move(sales, '7'), [400, 'INVALID_DATA', 'reporting_to']],
      [move(sales, site.otherOrganisation.id), [400, 'INVALID_DATA', 'reporting_to']],
      [() => grace.post(ROLES, { roles: [{ name: 'north' }] }), [400, 'DUPLICATE_DATA', 'name_taken']],
      [() => grace.put(`${ROLES}/7`, { roles: [{ name: 'x' }] }), [400, 'INVALID_DATA', null]],
    ];
    for (const [attempt, expected] of expectations) {
      expect(told(await changesNothing(attempt))).toEqual(expected);
    }
  });

  test('go only with another in their place while users have them or roles report to them', async () => {
    const { adaId } = site.organisation;
    const sales = await make('Sales');
    const north = await make('North', sales);
    const support = await make('Support');
    await give(adaId, north);
    const refused: readonly [() => Promise<Answer>, unknown][] = [
      [() => remove(north), [400, 'MANDATORY_NOT_FOUND', 'transfer_required']],
      [() => remove(sales), [400, 'MANDATORY_NOT_FOUND', 'transfer_required']],
      [() => remove(sales, `?transfer_to_id=${sales}`), [400, 'INVALID_DATA', 'transfer_to_itself']],
      [() => remove(sales, `?transfer_to_id=${north}`), [400, 'INVALID_DATA', 'transfer_below']],
      [() => remove(sales, '?transfer_to_id=7'), [400, 'INVALID_DATA', null]],
      [async () => remove(await rootId(), `?transfer_to_id=${sales}`), [400, 'NOT_ALLOWED', 'root_role']],
    ];
    for (const [attempt, expected] of refused) {
      expect(told(await changesNothing(attempt))).toEqual(expected);
    }
    expect((await remove(sales, `?transfer_to_id=${support}`)).body.roles[0].code).toBe('SUCCESS');
    const named = (await listed()).find(({ id }: { id: string }) => id === north);
    expect(named.reporting_to.name).toBe('Support');
    await remove(north, `?transfer_to_id=${support}`);
    expect(await roleOf(adaId)).toBe('Support');
    expect((await remove(north)).status).toBe(400);
  });

  test('need Manage Roles, and other organisations have their own', async () => {
    const sales = await make('Sales');
    const ada = await site.signedIn(site.people.ada);
    const other = await site.signedIn(site.people.other);
    const attempts = (browser: Browser) => [
      () => browser.get(ROLES),
      () => browser.get(`${ROLES}/${sales}`),
      () => browser.post(ROLES, { roles: [{ name: 'x' }] }),
      () => browser.put(ROLES, { roles: [{ id: sales, name: 'x' }] }),
      () => browser.put(`${ROLES}/${sales}`, { roles: [{ name: 'x' }] }),
      () => remove(sales, '', browser),
    ];
    for (const attempt of attempts(ada)) {
      const { status, body } = await changesNothing(attempt);
      expect([status, body.details.permissions]).toEqual([403, ['Crm_Implied_Manage_Roles']]);
    }
    expect((await other.get(ROLES)).body.roles).toHaveLength(1);
    for (const index of [1, 4, 5]) {
      const attempt = attempts(other)[index];
      if (attempt === undefined) throw new Error('no such attempt');
      expect(told(await changesNothing(attempt))).toEqual([400, 'INVALID_DATA', null]);
    }
    await salesProfile(site).with('Crm_Implied_Manage_Users', 'Crm_Implied_Manage_Roles');
    expect((await ada.post(ROLES, { roles: [{ name: 'x' }] })).status).toBe(201);
  });

  test('are given to users: when they are invited, and later', async () => {
    const { alanId, graceId, standardProfileId } = site.organisation;
    const sales = await make('Sales');
    expect((await give(alanId, sales)).status).toBe(200);
    expect(await roleOf(alanId)).toBe('Sales');
    const { body } = await grace.post('/crm/v8/users', {
      users: [
        {
          last_name: 'New',
          email: 'new@example.test',
          profile: { id: standardProfileId },
          role: { id: sales },
        },
      ],
    });
    expect(await roleOf(body.users[0].details.id)).toBe('Sales');
    expect(told(await changesNothing(() => give(alanId, '7')))).toEqual([400, 'INVALID_DATA', 'role']);
    expect(told(await changesNothing(() => give(graceId, sales)))).toEqual([
      400,
      'INVALID_REQUEST',
      'own_user',
    ]);
  });

  test('say who is managed by who manages subordinates only', async () => {
    const { adaId, alanId, standardProfileId } = site.organisation;
    const root = await rootId();
    const lead = await make('Lead');
    const member = await make('Member', lead);
    await give(adaId, lead);
    const permissions = ['Manage_Users', 'Manage_Roles', 'Manage_Subordinate_Users'] as const;
    await salesProfile(site).with(...permissions.map((name) => `Crm_Implied_${name}` as const));
    const ada = await site.signedIn(site.people.ada);
    const deactivate = (id: string) => ada.put(`/crm/v8/users/${id}`, { users: [{ status: 'inactive' }] });
    const invite = (roleId: string, name: string) =>
      ada.post('/crm/v8/users', {
        users: [
          {
            last_name: name,
            email: `${name}@example.test`,
            profile: { id: standardProfileId },
            role: { id: roleId },
          },
        ],
      });
    const beyond = [403, 'NO_PERMISSION', 'not_subordinate'];
    for (const attempt of [
      () => deactivate(alanId),
      () => give(alanId, member, ada),
      () => invite(root, 'above'),
      () => ada.send('DELETE', `/crm/v8/users/${alanId}`),
      () => ada.put(`${ROLES}/${lead}`, { roles: [{ name: 'x' }] }),
      () => ada.post(ROLES, { roles: [{ name: 'x' }] }),
    ]) {
      expect(told(await changesNothing(attempt))).toEqual(beyond);
    }
    await give(alanId, member);
    expect((await deactivate(alanId)).status).toBe(200);
    expect(told(await changesNothing(() => give(alanId, root, ada)))).toEqual(beyond);
    expect((await invite(member, 'below')).status).toBe(201);
    const own = await ada.post(ROLES, { roles: [{ name: 'Deputy', reporting_to: { id: lead } }] });
    expect(own.status).toBe(201);
  });
});
