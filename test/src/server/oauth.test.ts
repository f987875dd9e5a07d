import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PermissionName } from '@syncgrant/core';
import { EITHER_DATABASE, type TestDatabase } from '../support/databases.ts';
import type { Answer, Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';

const MINUTE = 60_000;
const EVERYTHING = ['ZohoCRM.modules.ALL', 'ZohoCRM.settings.ALL', 'ZohoCRM.users.ALL'];

describe.each(EITHER_DATABASE)('programs, on $name', ({ open }) => {
  let database: TestDatabase;
  let site: Site;
  let grace: Browser;
  let ada: Browser;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    site = await openSite(database.database);
    grace = await site.signedIn(site.people.grace);
    ada = await site.signedIn(site.people.ada);
  });
  afterEach(() => site.close());

  interface Client {
    readonly id: string;
    readonly client_id: string;
    readonly client_secret: string;
  }

  async function register(name: string, scopes = EVERYTHING, redirectUris: string[] = []): Promise<Client> {
    const { status, body } = await grace.post('/api/api-clients', { name, scopes, redirectUris });
    expect([status, body.client?.name]).toEqual([201, name]);
    return { id: body.client.id, client_id: body.client.clientId, client_secret: body.clientSecret };
  }

  const issue = (who: Browser, client: Client, asked: object = {}) =>
    who.post(`/api/api-clients/${client.id}/codes`, asked);

  /** Urlencoded, as most programs send it. */
  const ask = (path: string, fields: Record<string, string>) =>
    site.browser().send('POST', path, {
      body: new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });

  const proof = ({ client_id, client_secret }: Client) => ({ client_id, client_secret });

  const exchange = (client: Client, code: string, more: Record<string, string> = {}) =>
    ask('/oauth/v2/token', { ...proof(client), grant_type: 'authorization_code', code, ...more });

  const refresh = (client: Client, refresh_token: string) =>
    ask('/oauth/v2/token', { ...proof(client), grant_type: 'refresh_token', refresh_token });

  const revoke = (token: string) => ask('/oauth/v2/token/revoke', { token });

  /** The tokens of a program that `who` has allowed to act for them. */
  async function tokensOf(who: Browser, client: Client, scopes?: readonly string[]) {
    const { body } = await issue(who, client, scopes === undefined ? {} : { scopes });
    const answer = await exchange(client, body.code);
    expect(answer.status).toBe(200);
    const { access_token: access, refresh_token } = answer.body;
    return { access: String(access), refresh: String(refresh_token) };
  }

  const call = (token: string, method: string, path: string, json?: unknown): Promise<Answer> =>
    site.browser().send(method, path, {
      ...(json !== undefined && { body: JSON.stringify(json) }),
      headers: { authorization: `Zoho-oauthtoken ${token}` },
    });

  const told = ({ status, body }: Answer) => [status, body?.code];
  const contacts = '/crm/v8/Contacts?fields=Last_Name';

  const switchOff = async (permission: PermissionName) => {
    const { tenant, salesProfileId } = site.organisation;
    const { permissions } = await tenant
      .select('profile')
      .where('id', '=', salesProfileId)
      .select('permissions')
      .executeTakeFirstOrThrow();
    const left = JSON.stringify(permissions.filter((name) => name !== permission));
    await tenant.update('profile').where('id', '=', salesProfileId).set({ permissions: left }).execute();
  };

  test('a program acts for the user who allowed it to, and no secret is stored', async () => {
    const client = await register('Loader');
    const issued = await issue(ada, client);
    const answer = await exchange(client, issued.body.code);
    expect(answer.body).toEqual({
      access_token: expect.stringMatching(/^1000\.[0-9a-f]{32}\.[0-9a-f]{32}$/),
      refresh_token: expect.stringMatching(/^1000\./),
      scope: EVERYTHING.join(' '),
      api_domain: site.url,
      token_type: 'Bearer',
      expires_in: 3600,
    });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const { access_token: token, refresh_token: refreshToken } = answer.body;

    const made = await call(token, 'POST', '/crm/v8/Contacts', { data: [{ Last_Name: 'Noether' }] });
    expect(made.body.data[0].details.Created_By.id).toBe(site.organisation.adaId);
    expect((await call(token, 'GET', contacts)).body.data[0].Last_Name).toBe('Noether');

    const stored = JSON.stringify(
      await Promise.all(
        (['api_client', 'oauth_code', 'oauth_authorization', 'oauth_access_token'] as const).map((table) =>
          site.organisation.tenant.select(table).selectAll().execute(),
        ),
      ),
    );
    for (const secret of [token, refreshToken, issued.body.code, client.client_secret]) {
      expect(stored).not.toContain(secret);
    }
    expect((await grace.get('/api/api-clients')).text).not.toContain(client.client_secret);
  });

  test('the token endpoint takes urlencoded, multipart and query alike', async () => {
    const client = await register('Forms');
    const { refresh: refresh_token } = await tokensOf(ada, client);
    const fields = { ...proof(client), grant_type: 'refresh_token', refresh_token };
    const url = `${site.url}/oauth/v2/token`;
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    const answers = [
      await fetch(url, { method: 'POST', body: form }),
      await fetch(url, { method: 'POST', body: new URLSearchParams(fields) }),
      await fetch(`${url}?${new URLSearchParams(fields).toString()}`, { method: 'POST' }),
    ];
    for (const answer of answers) {
      const body: Record<string, string> = JSON.parse(await answer.text());
      expect([answer.status, Object.keys(body)]).toEqual([
        200,
        ['access_token', 'scope', 'api_domain', 'token_type', 'expires_in'],
      ]);
      expect((await call(body['access_token'] ?? '', 'GET', contacts)).status).toBe(204);
    }
  });

  test('a code counts once, for its client, within five minutes, and with its own address', async () => {
    const home = 'https://program.example/back';
    const client = await register('Once', EVERYTHING, [home]);
    const other = await register('Other');
    const code = async (asked: object = {}) => (await issue(ada, client, asked)).body.code;
    const refused = ({ status, body }: Answer) => [status, body];
    const INVALID_CODE = [400, { error: 'invalid_code' }];

    const used = await code();
    expect((await exchange(client, used)).status).toBe(200);
    expect(refused(await exchange(client, used))).toEqual(INVALID_CODE);
    expect(refused(await exchange(other, await code()))).toEqual(INVALID_CODE);
    expect(refused(await exchange(client, 'guessed'))).toEqual(INVALID_CODE);
    const late = await code();
    site.clock.advance(5 * MINUTE + 1);
    expect(refused(await exchange(client, late))).toEqual(INVALID_CODE);
    const bound = await code({ redirectUri: home });
    expect(refused(await exchange(client, bound, { redirect_uri: `${home}/elsewhere` }))).toEqual([
      400,
      { error: 'invalid_redirect_uri' },
    ]);
    expect(refused(await exchange(client, bound, { redirect_uri: home }))).toEqual(INVALID_CODE);
    const again = await code({ redirectUri: home });
    expect((await exchange(client, again, { redirect_uri: home })).status).toBe(200);
  });

  test('the token endpoint refuses strangers and requests it cannot read, without using up the code', async () => {
    const client = await register('Strict');
    const { code } = (await issue(ada, client)).body;
    const good = { ...proof(client), grant_type: 'authorization_code', code };
    const errorOf = async (fields: Record<string, string>) => (await ask('/oauth/v2/token', fields)).body;
    expect(await errorOf({ ...good, client_id: '1000.X' })).toEqual({ error: 'invalid_client' });
    expect(await errorOf({ ...good, client_secret: 'x' })).toEqual({ error: 'invalid_client_secret' });
    expect(await errorOf({ ...good, grant_type: 'password' })).toEqual({ error: 'unsupported_grant_type' });
    expect(await errorOf(proof(client))).toEqual({ error: 'invalid_request' });
    expect((await ask(`/oauth/v2/token?code=${code}`, good)).body).toEqual({ error: 'invalid_request' });
    const json = await site.browser().post('/oauth/v2/token', good);
    expect([json.status, json.body]).toEqual([400, { error: 'invalid_request' }]);
    expect((await site.browser().get('/oauth/v2/token')).status).toBe(404);
    expect((await exchange(client, code)).status).toBe(200);
  });

  test('an access token ends after an hour; the refresh token brings the next one until it is revoked', async () => {
    const client = await register('Hourly');
    const first = await tokensOf(ada, client);
    site.clock.advance(60 * MINUTE - 1000);
    expect((await call(first.access, 'GET', contacts)).status).toBe(204);
    site.clock.advance(2000);
    expect(told(await call(first.access, 'GET', contacts))).toEqual([401, 'INVALID_TOKEN']);

    site.clock.advance(365 * 24 * 60 * MINUTE);
    const second = (await refresh(client, first.refresh)).body.access_token;
    expect((await call(second, 'GET', contacts)).status).toBe(204);
    expect((await revoke(first.refresh)).body).toEqual({ status: 'success' });
    expect(told(await call(second, 'GET', contacts))).toEqual([401, 'INVALID_TOKEN']);
    expect((await refresh(client, first.refresh)).body).toEqual({ error: 'invalid_code' });
    const unknown = await revoke(first.refresh);
    expect([unknown.status, unknown.body]).toEqual([400, { error: 'invalid_token' }]);
  });

  test('revoking an access token ends that one alone', async () => {
    const client = await register('Single');
    const { access, refresh: refreshToken } = await tokensOf(ada, client);
    await revoke(access);
    expect(told(await call(access, 'GET', contacts))).toEqual([401, 'INVALID_TOKEN']);
    expect((await refresh(client, refreshToken)).status).toBe(200);
  });

  test('a refresh token is of no use to another client', async () => {
    const client = await register('Mine');
    const { refresh: refreshToken } = await tokensOf(ada, client);
    expect((await refresh(await register('Theirs'), refreshToken)).body).toEqual({ error: 'invalid_code' });
  });

  test('a deactivated user’s tokens stop at once, and activating the user does not bring them back', async () => {
    const client = await register('Stopped');
    const { access, refresh: refreshToken } = await tokensOf(ada, client);
    const { code } = (await issue(ada, client)).body;
    const address = `/crm/v8/users/${site.organisation.adaId}`;
    const dead = async () => {
      expect(told(await call(access, 'GET', contacts))).toEqual([401, 'INVALID_TOKEN']);
      expect((await refresh(client, refreshToken)).body).toEqual({ error: 'invalid_code' });
      expect((await exchange(client, code)).body).toEqual({ error: 'invalid_code' });
    };
    expect((await grace.put(address, { users: [{ status: 'inactive' }] })).status).toBe(200);
    await dead();
    expect((await grace.put(address, { users: [{ status: 'active' }] })).status).toBe(200);
    await dead();
  });

  test('scopes and profile both apply', async () => {
    const client = await register('Narrow');
    const { access } = await tokensOf(grace, client, ['ZohoCRM.modules.contacts.READ']);
    expect((await call(access, 'GET', contacts)).status).toBe(204);
    const mismatch = await call(access, 'POST', '/crm/v8/Contacts', { data: [{ Last_Name: 'X' }] });
    expect([mismatch.status, mismatch.body]).toEqual([
      401,
      {
        code: 'OAUTH_SCOPE_MISMATCH',
        details: { scopes: ['ZohoCRM.modules.Contacts.CREATE'] },
        message: 'invalid oauth scope to access this URL',
        status: 'error',
      },
    ]);
    for (const path of ['/crm/v8/Tasks?fields=Subject', '/crm/v8/users', '/crm/v8/settings/profiles']) {
      expect(told(await call(access, 'GET', path))).toEqual([401, 'OAUTH_SCOPE_MISMATCH']);
    }
    const wide = await tokensOf(ada, client);
    const refused = await call(wide.access, 'GET', '/crm/v8/settings/profiles');
    expect([...told(refused), refused.body.details.permissions]).toEqual([
      403,
      'NO_PERMISSION',
      ['Crm_Implied_Manage_Profiles'],
    ]);
  });

  test('without API access every call is refused by that permission; the pages still work', async () => {
    const client = await register('Barred');
    const { access } = await tokensOf(ada, client);
    await switchOff('Crm_Implied_Api_Access');
    for (const path of [contacts, '/crm/v8/users', '/crm/v8/settings/fields?module=Contacts']) {
      const { status, body } = await call(access, 'GET', path);
      expect([status, body.code, body.details.permissions]).toEqual([
        403,
        'NO_PERMISSION',
        ['Crm_Implied_Api_Access'],
      ]);
    }
    expect((await ada.get(contacts)).status).toBe(204);
    expect(told(await issue(ada, client))).toEqual([403, 'NO_PERMISSION']);
  });

  test('a token opens the CRM only, and a bad one is not made good by a signed-in browser', async () => {
    const client = await register('Border');
    const { access } = await tokensOf(grace, client);
    for (const path of ['/api/session', '/api/api-clients', '/api/audit']) {
      expect(told(await call(access, 'GET', path))).toEqual([401, 'OAUTH_SCOPE_MISMATCH']);
    }
    expect(told(await call('nonsense', 'GET', contacts))).toEqual([401, 'INVALID_TOKEN']);
    expect(told(await call('', 'GET', contacts))).toEqual([401, 'AUTHENTICATION_FAILURE']);
    const bad = { authorization: 'Zoho-oauthtoken nonsense' };
    expect(told(await grace.get(contacts, bad))).toEqual([401, 'INVALID_TOKEN']);
    const bearer = { authorization: `Bearer ${access}` };
    expect(told(await site.browser().get(contacts, bearer))).toEqual([401, 'AUTHENTICATION_FAILURE']);
  });

  test('a client is registered and revoked by who manages extensions, and both are in the audit log', async () => {
    const given = { name: 'Audited', scopes: EVERYTHING };
    expect(told(await ada.post('/api/api-clients', given))).toEqual([403, 'NO_PERMISSION']);
    const client = await register('Audited');
    expect(told(await grace.post('/api/api-clients', { ...given, name: 'audited' }))).toEqual([
      400,
      'DUPLICATE_DATA',
    ]);
    const { access } = await tokensOf(ada, client);
    const address = `/api/api-clients/${client.id}`;
    expect((await ada.get('/api/api-clients')).body.clients).toEqual([
      expect.objectContaining({ id: client.id, name: 'Audited', authorizations: 1 }),
    ]);
    expect(told(await ada.send('DELETE', address))).toEqual([403, 'NO_PERMISSION']);
    expect((await grace.send('DELETE', address)).status).toBe(200);
    expect(told(await call(access, 'GET', contacts))).toEqual([401, 'INVALID_TOKEN']);
    expect(told(await grace.send('DELETE', address))).toEqual([400, 'INVALID_DATA']);
    expect((await grace.get('/api/api-clients')).body.clients).toEqual([]);
    const { body, text } = await grace.get('/api/audit');
    expect(body.entries.map(({ action }: { action: string }) => action)).toEqual([
      'api_client.revoke',
      'api_client.create',
    ]);
    expect(text).not.toContain(client.client_secret);
  });

  test.each([
    [{ scopes: ['ZohoCRM.ALL'] }, '$.scopes[0]'],
    [{ scopes: [] }, '$.scopes'],
    [{ redirectUris: ['javascript:alert(1)'] }, '$.redirectUris[0]'],
    [{ redirectUris: ['http://program.example/'] }, '$.redirectUris[0]'],
    [{ name: ' ' }, '$.name'],
  ])('a client with %j is refused by name and place', async (wrong, place) => {
    const answer = await grace.post('/api/api-clients', { name: 'Wrong', scopes: EVERYTHING, ...wrong });
    expect([answer.status, answer.body.details.json_path]).toEqual([400, place]);
    expect((await grace.get('/api/api-clients')).body.clients).toEqual([]);
  });

  test('a user allows no more than the client may be allowed, and only to an address of it', async () => {
    const client = await register('Bounded', ['ZohoCRM.modules.Contacts.READ']);
    const refusal = async (asked: object) => {
      const { status, body } = await issue(ada, client, asked);
      return [status, body.details.json_path];
    };
    expect(await refusal({ scopes: ['ZohoCRM.modules.ALL'] })).toEqual([400, '$.scopes[0]']);
    expect(await refusal({ redirectUri: 'https://evil.example/' })).toEqual([400, '$.redirectUri']);
    expect((await issue(ada, client)).status).toBe(201);
  });

  test('another organisation’s client is unknown', async () => {
    const client = await register('Ours');
    const other = await site.signedIn(site.people.other);
    expect(told(await issue(other, client))).toEqual([400, 'INVALID_DATA']);
    expect(told(await other.send('DELETE', `/api/api-clients/${client.id}`))).toEqual([400, 'INVALID_DATA']);
    expect((await other.get('/api/api-clients')).body.clients).toEqual([]);
  });
});
