import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ENDPOINTS } from '@syncgrant/contracts';
import { DATABASE_KINDS, type TestDatabase } from '../support/databases.ts';
import type { Browser } from './browser.ts';
import { grantState, openSite, type Site } from './site.ts';

const [{ open }] = DATABASE_KINDS as [(typeof DATABASE_KINDS)[number]];

describe('requests', () => {
  const webRoot = mkdtempSync(join(tmpdir(), 'syncgrant-web-'));
  let database: TestDatabase;
  let site: Site;
  let grace: Browser;

  beforeAll(async () => {
    mkdirSync(join(webRoot, 'assets'));
    writeFileSync(join(webRoot, 'index.html'), '<title>start page</title>');
    writeFileSync(join(webRoot, 'assets', 'main-abc123.js'), 'void 0;');
    database = await open();
    site = await openSite(database.database, { webRoot });
    grace = await site.signedIn(site.people.grace);
  });
  afterAll(async () => {
    await site.close();
    await database.close();
    rmSync(webRoot, { recursive: true });
  });

  const standard = () => `/crm/v8/settings/profiles/${site.organisation.standardProfileId}`;
  const sales = () => `/crm/v8/settings/profiles/${site.organisation.salesProfileId}`;

  test('every endpoint wants a session', async () => {
    for (const { method, path } of ENDPOINTS) {
      const address = path
        .replace(':module', path.startsWith('/crm') ? 'Contacts' : 'contacts')
        .replace(':id', '1');
      const answer = await site.browser().send(method, address, method === 'GET' ? {} : { json: {} });
      expect([path, answer.status, answer.body.code]).toEqual([path, 401, 'AUTHENTICATION_FAILURE']);
    }
  });

  test('every change wants the token of the session and the right origin, and changes nothing without', async () => {
    const before = await grantState(site);
    const token = grace.csrfToken ?? '';
    const attempt = async (headers: Record<string, string>) => {
      const stranger = site.browser();
      for (const [name, value] of grace.cookies) stranger.cookies.set(name, value);
      const json = { profiles: [{ name: 'Stolen' }] };
      const answer = await stranger.send('PUT', sales(), { json, headers });
      return [answer.status, answer.body.code, answer.body.details.header];
    };
    expect(await attempt({})).toEqual([403, 'CSRF_CHECK_FAILED', 'x-csrf-token']);
    expect(await attempt({ 'x-csrf-token': 'x'.repeat(43) })).toEqual([
      403,
      'CSRF_CHECK_FAILED',
      'x-csrf-token',
    ]);
    expect(await attempt({ 'x-csrf-token': token, origin: 'https://evil.example' })).toEqual([
      403,
      'CSRF_CHECK_FAILED',
      'Origin',
    ]);
    expect(await attempt({ 'x-csrf-token': token, 'sec-fetch-site': 'cross-site' })).toEqual([
      403,
      'CSRF_CHECK_FAILED',
      'Sec-Fetch-Site',
    ]);
    expect(await grantState(site)).toEqual(before);
  });

  test('malformed JSON is answered with the place where it goes wrong', async () => {
    const answer = await grace.send('PUT', sales(), { body: '{"profiles": [\n  {"name": Sales}]}' });
    expect([answer.status, answer.body]).toEqual([
      400,
      {
        code: 'INVALID_DATA',
        message: 'The body is not JSON: it goes wrong at position 26 (line 2, column 12).',
        details: { expected_data_type: 'jsonobject', position: 26, line: 2, column: 12 },
        status: 'error',
      },
    ]);
    const binary = await grace.send('PUT', sales(), { body: new Uint8Array([0xff, 0xfe]) });
    expect([binary.status, binary.body.code]).toEqual([400, 'INVALID_DATA']);
  });

  test('JSON is read without a Content-Type, as programs of the dialect send it', async () => {
    const body = JSON.stringify({ profiles: [{ description: 'who sell' }] });
    const answer = await grace.send('PUT', sales(), { body, headers: { 'content-type': 'text/plain' } });
    expect([answer.status, answer.body.profiles[0].code]).toEqual([200, 'SUCCESS']);
  });

  test('a body of more than a megabyte is refused', async () => {
    const answer = await grace.send('PUT', sales(), { body: `"${'x'.repeat(1_048_576)}"` });
    expect([answer.status, answer.body.code]).toEqual([413, 'REQUEST_TOO_LARGE']);
  });

  test.each([
    [{}, 'MANDATORY_NOT_FOUND', 'profiles', '$.profiles', false],
    [{ profiles: [] }, 'INVALID_DATA', 'profiles', '$.profiles', false],
    [{ profiles: [{ name: 5 }] }, 'INVALID_DATA', 'name', '$.profiles[0].name', true],
    [{ profiles: [{ nmae: 'x' }] }, 'INVALID_DATA', 'nmae', '$.profiles[0].nmae', true],
    [{ profiles: [{ name: 'a#b' }] }, 'INVALID_DATA', 'name', '$.profiles[0].name', true],
    [
      { profiles: [{ permissions_details: [{ id: '1', enabled: 'yes' }] }] },
      'INVALID_DATA',
      'enabled',
      '$.profiles[0].permissions_details[0].enabled',
      true,
    ],
    [
      { profiles: [{ permissions_details: [{ enabled: true }] }] },
      'MANDATORY_NOT_FOUND',
      'id',
      '$.profiles[0].permissions_details[0].id',
      true,
    ],
  ])('%j is refused by name and place', async (json, code, name, path, wrapped) => {
    const { status, body } = await grace.put(sales(), json);
    const error = wrapped ? body.profiles[0] : body;
    expect([status, error.code, error.details.api_name, error.details.json_path, error.status]).toEqual([
      400,
      code,
      name,
      path,
      'error',
    ]);
    expect(error.message).toContain(name);
  });

  test('unknown modules, ids and parameters are refused by name', async () => {
    const told = async (path: string) => {
      const { status, body } = await grace.get(path);
      return [status, body.code, body.details.param_name];
    };
    expect(await told('/crm/v8/Planets?fields=id')).toEqual([400, 'INVALID_MODULE', 'module']);
    expect(await told('/api/setups/calls')).toEqual([400, 'INVALID_MODULE', 'module']);
    expect(await told('/crm/v8/Contacts/abc')).toEqual([400, 'INVALID_DATA', 'id']);
    expect(await told('/crm/v8/Contacts/9999999999999999999')).toEqual([400, 'INVALID_DATA', 'id']);
    expect(await told('/crm/v8/Contacts')).toEqual([400, 'REQUIRED_PARAM_MISSING', 'fields']);
    expect(await told('/crm/v8/Contacts?fields=Nope')).toEqual([400, 'INVALID_DATA', 'fields']);
    expect(await told('/crm/v8/Contacts?fields=id&per_page=500')).toEqual([400, 'INVALID_DATA', 'per_page']);
    expect(await told('/crm/v8/Contacts?fields=id&fields=id')).toEqual([400, 'INVALID_DATA', 'fields']);
    expect(await told('/api/audit?limit=5')).toEqual([400, 'INVALID_DATA', 'limit']);
    expect(await told('/crm/v8/settings/fields?module=Planets')).toEqual([400, 'INVALID_DATA', 'module']);
  });

  test('an address that nobody serves, and a method that it does not take, are told', async () => {
    const nowhere = await grace.get('/api/nowhere');
    expect([nowhere.status, nowhere.body.code]).toEqual([404, 'INVALID_URL_PATTERN']);
    expect((await grace.post('/somewhere')).status).toBe(404);
    expect((await grace.get('/crm/v8/%E0%A4%A?fields=id')).status).toBe(400);
    const { status, body } = await grace.send('PATCH', standard());
    expect([status, body.code, body.details.supported_methods]).toEqual([
      400,
      'INVALID_REQUEST_METHOD',
      ['DELETE', 'GET', 'PUT'],
    ]);
    expect((await grace.send('DELETE', '/crm/v8/users')).body.code).toBe('INVALID_REQUEST_METHOD');
  });

  test('what nobody expected is answered with a number and nothing else, and logged under it', async () => {
    const { tenant, graceId } = site.organisation;
    await tenant.update('crm_user').where('id', '=', graceId).set({ time_zone: 'broken' }).execute();
    await tenant
      .update('profile')
      .where('id', '=', site.organisation.salesProfileId)
      .set({ permissions: JSON.stringify({ not: 'a list' }) })
      .execute();
    const { status, body, text } = await grace.get(sales());
    await tenant
      .update('profile')
      .where('id', '=', site.organisation.salesProfileId)
      .set({ permissions: '[]' })
      .execute();
    expect([status, body.code]).toEqual([500, 'INTERNAL_ERROR']);
    expect(Object.keys(body.details)).toEqual(['correlation_id']);
    expect(text).not.toMatch(/at |permissions|TypeError/);
    const logged = site.log.find((line) => line['correlationId'] === body.details.correlation_id);
    expect(logged).toMatchObject({ err: { type: 'TypeError' } });
  });

  test('pages run our own scripts only and are shown in no frame', async () => {
    const { headers } = await site.browser().get('/');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe-eval');
    expect(policy).not.toMatch(/script-src[^;]*unsafe-inline/);
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('every page gets the start page anew, assets are kept for ever, and what is not there is not a page', async () => {
    const page = await site.browser().get('/setup/profiles/12');
    expect([page.status, page.text, page.headers.get('cache-control')]).toEqual([
      200,
      '<title>start page</title>',
      'no-cache',
    ]);
    const asset = await site.browser().get('/assets/main-abc123.js');
    expect([asset.status, asset.headers.get('cache-control')]).toEqual([
      200,
      'public, max-age=31536000, immutable',
    ]);
    expect((await site.browser().get('/assets/gone.js')).status).toBe(404);
    expect((await site.browser().get('/../../etc/passwd')).text).not.toContain('root:');
    expect((await site.browser().get('/assets/..%2f..%2fetc%2fpasswd')).text).not.toContain('root:');
  });

  test('answers about people are kept by no cache', async () => {
    for (const path of ['/api/session', '/crm/v8/users', '/auth/sign-in']) {
      expect((await grace.get(path)).headers.get('cache-control')).toBe('no-store');
    }
  });

  test('health tells whether the process and its database answer', async () => {
    expect((await site.browser().get('/healthz')).body).toEqual({ status: 'ok' });
    expect((await site.browser().get('/readyz')).body).toEqual({ status: 'ok', database: true });
  });
});
