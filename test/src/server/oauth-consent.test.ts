import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { EITHER_DATABASE, type TestDatabase } from '../support/databases.ts';
import type { Answer, Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';

const MINUTE = 60_000;
const HOME = 'https://program.example/back?kept=1';
const CONTACTS = '/crm/v8/Contacts?fields=Last_Name';

describe.each(EITHER_DATABASE)('a program that asks a user in the browser, on $name', ({ open }) => {
  let database: TestDatabase;
  let webRoot: string;
  let site: Site;
  let grace: Browser;
  let ada: Browser;
  let client: { id: string; client_id: string; client_secret: string };

  beforeAll(async () => {
    database = await open();
    webRoot = await mkdtemp(join(tmpdir(), 'syncgrant-consent-'));
    await writeFile(join(webRoot, 'index.html'), '<!doctype html><title>The client</title>');
  });
  afterAll(async () => {
    await database.close();
    await rm(webRoot, { recursive: true });
  });
  beforeEach(async () => {
    site = await openSite(database.database, { webRoot });
    grace = await site.signedIn(site.people.grace);
    ada = await site.signedIn(site.people.ada);
    client = await register('Loader');
  });
  afterEach(() => site.close());

  async function register(name: string) {
    const scopes = ['ZohoCRM.modules.ALL', 'ZohoCRM.users.READ'];
    const { body } = await grace.post('/api/api-clients', { name, scopes, redirectUris: [HOME] });
    return { id: body.client.id, client_id: body.client.clientId, client_secret: body.clientSecret };
  }

  const request = (more: Record<string, string | undefined> = {}) => ({
    client_id: client.client_id,
    response_type: 'code',
    redirect_uri: HOME,
    scope: 'ZohoCRM.modules.contacts.READ,ZohoCRM.users.READ',
    access_type: 'offline',
    state: 'a&b=c d',
    ...more,
  });

  const look = (who: Browser, asked: Record<string, string | undefined>) =>
    who.get(`/api/consent?${new URLSearchParams(JSON.parse(JSON.stringify(asked))).toString()}`);

  const answer = (who: Browser, asked: object, allow: boolean) =>
    who.post('/api/consent', { request: asked, allow });

  const told = ({ status, body }: Answer) => [status, body?.code];

  /** What the program's own page reads from the address it is called at. */
  const carried = (redirect: string) => {
    const url = new URL(redirect);
    expect(url.origin + url.pathname).toBe('https://program.example/back');
    return Object.fromEntries(url.searchParams);
  };

  async function allowed(who: Browser, more: Record<string, string> = {}): Promise<string> {
    const { status, body } = await answer(who, request(more), true);
    expect(status).toBe(200);
    return carried(body.redirect)['code'] ?? '';
  }

  const exchange = (code: string, more: Record<string, string> = {}) =>
    site.browser().send('POST', '/oauth/v2/token', {
      body: new URLSearchParams({
        client_id: client.client_id,
        client_secret: client.client_secret,
        grant_type: 'authorization_code',
        redirect_uri: HOME,
        code,
        ...more,
      }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });

  const call = (token: string, path: string) =>
    site.browser().get(path, { authorization: `Zoho-oauthtoken ${token}` });

  test('the address for programs is a page of ours that nobody can frame', async () => {
    const page = await ada.get('/oauth/v2/auth?client_id=x');
    expect([page.status, page.text]).toEqual([200, expect.stringContaining('The client')]);
    expect(page.headers.get('x-frame-options')).toBe('DENY');
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect((await ada.get('/oauth/v2/token')).status).toBe(404);
    expect((await ada.get('/oauth/v2/auth/more')).status).toBe(404);
  });

  test('the user sees who asks for what; allowed, the code brings tokens that read as that user', async () => {
    const asked = await look(ada, request());
    expect([asked.status, asked.body]).toEqual([
      200,
      {
        kind: 'asked',
        program: 'Loader',
        redirectUri: HOME,
        scopes: ['ZohoCRM.modules.contacts.READ', 'ZohoCRM.users.READ'],
        offline: true,
        barred: null,
      },
    ]);
    const given = await answer(ada, request(), true);
    const { code, ...rest } = carried(given.body.redirect);
    expect(rest).toEqual({ kept: '1', state: 'a&b=c d', location: 'us', 'accounts-server': site.url });
    const tokens = await exchange(code ?? '');
    expect(tokens.body).toMatchObject({
      scope: 'ZohoCRM.modules.contacts.READ ZohoCRM.users.READ',
      refresh_token: expect.stringMatching(/^1000\./),
    });
    const token = tokens.body.access_token;
    const me = await call(token, '/crm/v8/users?type=CurrentUser');
    expect(me.body.users[0].id).toBe(site.organisation.adaId);
    expect((await call(token, CONTACTS)).status).toBe(204);
    expect(told(await call(token, '/crm/v8/Tasks?fields=Subject'))).toEqual([401, 'OAUTH_SCOPE_MISMATCH']);
  });

  test('the code counts once, soon, for this program and with this address', async () => {
    const code = await allowed(ada);
    expect((await exchange(code)).status).toBe(200);
    const INVALID = { error: 'invalid_code' };
    expect((await exchange(code)).body).toEqual(INVALID);
    const elsewhere = await exchange(await allowed(ada), { redirect_uri: 'https://program.example/back' });
    expect(elsewhere.body).toEqual({ error: 'invalid_redirect_uri' });
    const other = await register('Other');
    const { client_id, client_secret } = other;
    expect((await exchange(await allowed(ada), { client_id, client_secret })).body).toEqual(INVALID);
    const late = await allowed(ada);
    site.clock.advance(5 * MINUTE + 1);
    expect((await exchange(late)).body).toEqual(INVALID);
  });

  test.each([{ access_type: 'online' }, { access_type: undefined }])(
    '%j brings no refresh token, and access ends with its hour',
    async (online) => {
      expect((await look(ada, request(online))).body.offline).toBe(false);
      const { body } = await answer(ada, request(online), true);
      const tokens = await exchange(carried(body.redirect)['code'] ?? '');
      expect(Object.keys(tokens.body)).not.toContain('refresh_token');
      expect((await call(tokens.body.access_token, CONTACTS)).status).toBe(204);
      site.clock.advance(60 * MINUTE + 1);
      expect(told(await call(tokens.body.access_token, CONTACTS))).toEqual([401, 'INVALID_TOKEN']);
    },
  );

  test('who denies sends the program away without a code', async () => {
    const { body } = await answer(ada, request(), false);
    expect(carried(body.redirect)).toEqual({ kept: '1', error: 'access_denied', state: 'a&b=c d' });
    expect(await site.organisation.tenant.select('oauth_code').select('id').execute()).toEqual([]);
  });

  test.each([
    ['INVALID_CLIENT', { client_id: '1000.UNKNOWN' }],
    ['INVALID_CLIENT', { client_id: undefined }],
    ['INVALID_REDIRECT_URI', { redirect_uri: 'https://evil.example/' }],
    ['INVALID_REDIRECT_URI', { redirect_uri: `${HOME}&more=1` }],
    ['INVALID_REDIRECT_URI', { redirect_uri: undefined }],
  ])('%s is told to the user, and leads nowhere: %j', async (code, wrong) => {
    for (const refused of [
      await look(ada, request(wrong)),
      await answer(ada, request(wrong), true),
      await answer(ada, request(wrong), false),
    ]) {
      expect(told(refused)).toEqual([400, code]);
      expect(refused.text).not.toContain('redirect"');
    }
  });

  test.each([
    ['invalid_request', { response_type: undefined }],
    ['unsupported_response_type', { response_type: 'token' }],
    ['invalid_scope', { scope: undefined }],
    ['invalid_scope', { scope: 'ZohoCRM.settings.ALL' }],
    ['invalid_scope', { scope: 'ZohoCRM.users.ALL' }],
    ['invalid_scope', { scope: 'everything' }],
    ['invalid_request', { access_type: 'forever' }],
    ['interaction_required', { prompt: 'none' }],
  ])('%s is told to the program: %j', async (error, wrong) => {
    const expected = { kept: '1', error, state: 'a&b=c d' };
    const seen = await look(ada, request(wrong));
    expect([seen.body.kind, carried(seen.body.redirect)]).toEqual(['refused', expected]);
    expect(carried((await answer(ada, request(wrong), true)).body.redirect)).toEqual(expected);
    expect(await site.organisation.tenant.select('oauth_code').select('id').execute()).toEqual([]);
  });

  test('another organisation’s program is unknown', async () => {
    const other = await site.signedIn(site.people.other);
    expect(told(await look(other, request()))).toEqual([400, 'INVALID_CLIENT']);
    expect(told(await answer(other, request(), true))).toEqual([400, 'INVALID_CLIENT']);
  });

  test('who has no access by program is told why and can only deny', async () => {
    const { tenant, salesProfileId } = site.organisation;
    const { permissions } = await tenant
      .select('profile')
      .where('id', '=', salesProfileId)
      .select('permissions')
      .executeTakeFirstOrThrow();
    const left = JSON.stringify(permissions.filter((name) => name !== 'Crm_Implied_Api_Access'));
    await tenant.update('profile').where('id', '=', salesProfileId).set({ permissions: left }).execute();

    const { body } = await look(ada, request());
    const refused = await answer(ada, request(), true);
    expect([refused.status, refused.body.code, refused.body.message]).toEqual([
      403,
      'NO_PERMISSION',
      body.barred,
    ]);
    expect(refused.body.details.permissions).toEqual(['Crm_Implied_Api_Access']);
    expect(carried((await answer(ada, request(), false)).body.redirect)['error']).toBe('access_denied');
  });

  test('nobody can be made to allow anything: without a session, from another site, or without its token', async () => {
    expect(told(await look(site.browser(), request()))).toEqual([401, 'AUTHENTICATION_FAILURE']);
    expect(told(await answer(site.browser(), request(), true))).toEqual([401, 'AUTHENTICATION_FAILURE']);
    const json = { request: request(), allow: true };
    const headers = { origin: 'https://evil.example' };
    expect(told(await ada.send('POST', '/api/consent', { json, headers }))).toEqual([
      403,
      'CSRF_CHECK_FAILED',
    ]);
    ada.csrfToken = null;
    expect(told(await answer(ada, request(), true))).toEqual([403, 'CSRF_CHECK_FAILED']);
    expect(await site.organisation.tenant.select('oauth_code').select('id').execute()).toEqual([]);
  });

  test('users see what they allowed, and take it back alone; what ended by itself is not there', async () => {
    const tokens = await exchange(await allowed(ada));
    const online = await exchange(await allowed(ada, { access_type: 'online' }));
    const listed = async (who: Browser) => (await who.get('/api/authorizations')).body.authorizations;
    expect(await listed(grace)).toEqual([]);
    expect(await listed(ada)).toEqual([
      expect.objectContaining({ program: 'Loader', offline: false }),
      {
        id: expect.any(String),
        program: 'Loader',
        scopes: ['ZohoCRM.modules.contacts.READ', 'ZohoCRM.users.READ'],
        offline: true,
        createdAt: expect.any(String),
      },
    ]);
    const [, kept] = await listed(ada);
    const address = `/api/authorizations/${kept.id}`;
    expect(told(await grace.send('DELETE', address))).toEqual([400, 'INVALID_DATA']);
    expect((await call(tokens.body.access_token, CONTACTS)).status).toBe(204);
    expect((await ada.send('DELETE', address)).status).toBe(200);
    expect(told(await call(tokens.body.access_token, CONTACTS))).toEqual([401, 'INVALID_TOKEN']);
    expect((await call(online.body.access_token, CONTACTS)).status).toBe(204);
    site.clock.advance(60 * MINUTE + 1);
    expect(await listed(ada)).toEqual([]);
  });

  test('a deactivated user’s code brings nothing', async () => {
    const code = await allowed(ada);
    await grace.put(`/crm/v8/users/${site.organisation.adaId}`, { users: [{ status: 'inactive' }] });
    expect((await exchange(code)).body).toEqual({ error: 'invalid_code' });
  });
});
