import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DATABASE_KINDS, type TestDatabase } from '../support/databases.ts';
import { openSite, type Person, type Site, visitMicrosoft } from './site.ts';

const HOUR = 3_600_000;

describe.each(DATABASE_KINDS)('signing in, on $name', ({ open }) => {
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

  test('an invited person signs in with Microsoft and is known from then on by identity, not by address', async () => {
    const browser = site.browser();
    const away = await browser.get('/auth/sign-in');
    expect(away.status).toBe(303);
    const scopes = away.location?.searchParams.get('scope')?.split(' ') ?? [];
    expect(scopes).toEqual(expect.arrayContaining(['openid', 'profile', 'email']));
    expect(scopes.filter((scope) => scope.includes('Read'))).toEqual([]);

    const landed = await browser.get(await visitMicrosoft(away.location, site.people.grace));
    expect([landed.status, landed.location?.href]).toEqual([303, `${site.url}/`]);
    const cookie = landed.headers.getSetCookie().find((line) => line.startsWith('syncgrant_session='));
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    const session = await browser.readSession();
    expect(session.body).toMatchObject({
      user: { email: site.people.grace.upn },
      organisation: { name: 'Example' },
    });

    await site.organisation.tenant
      .update('crm_user')
      .where('id', '=', site.organisation.graceId)
      .set({ email: 'renamed@example.test' })
      .execute();
    await expect(site.signedIn(site.people.grace)).resolves.toBeDefined();
  });

  test('what is stored of a session and of an attempt opens nothing', async () => {
    const browser = await site.signedIn(site.people.ada);
    const secret = browser.cookies.get('syncgrant_session') ?? '';
    await browser.get('/auth/sign-in');
    const stored = JSON.stringify([
      await site.organisation.tenant.select('session').selectAll().execute(),
      await site.db.selectFrom('sign_in_attempt').selectAll().execute(),
    ]);
    expect(secret).not.toBe('');
    expect(stored).not.toContain(secret);
    expect(stored).not.toContain(browser.cookies.get('syncgrant_browser'));
  });

  test('a person without invitation, or whose user is deactivated, is told so and gets no session', async () => {
    const failure = async (who: Person) => {
      const browser = site.browser();
      const landed = await browser.get(
        await visitMicrosoft((await browser.get('/auth/sign-in')).location, who),
      );
      expect(browser.cookies.has('syncgrant_session')).toBe(false);
      expect(landed.location?.pathname).toBe('/sign-in');
      return landed.location?.searchParams.get('error');
    };
    expect(await failure(site.people.stranger)).toBe('not_invited');
    await site.organisation.tenant
      .update('crm_user')
      .where('id', '=', site.organisation.adaId)
      .set({ status: 'disabled' })
      .execute();
    expect(await failure(site.people.ada)).toBe('deactivated');
  });

  test('who cancels at Microsoft comes back to the sign-in page with the reason', async () => {
    const browser = site.browser();
    const away = (await browser.get('/auth/sign-in')).location;
    const page = new URL(away!);
    page.searchParams.set('cancel', '1');
    const back = (await fetch(page, { redirect: 'manual' })).headers.get('location')!;
    const landed = (await browser.get(back)).location;
    expect(landed?.pathname).toBe('/sign-in');
    expect(landed?.searchParams.get('error')).toBe('declined');
    expect(landed?.searchParams.get('message')).not.toBe('');
  });

  test.each([
    ['a state nobody was given', (url: URL) => url.searchParams.set('state', 'x'), 'expired'],
    ['no state', (url: URL) => url.searchParams.delete('state'), 'expired'],
    ['no code', (url: URL) => url.searchParams.delete('code'), 'no_code'],
    ['a code that Microsoft did not give', (url: URL) => url.searchParams.set('code', 'x'), 'sign_in'],
  ])('an answer with %s signs nobody in', async (_, spoil, error) => {
    const browser = site.browser();
    const back = new URL(
      await visitMicrosoft((await browser.get('/auth/sign-in')).location, site.people.ada),
    );
    spoil(back);
    const landed = (await browser.get(back.href)).location;
    expect([landed?.pathname, landed?.searchParams.get('error')]).toEqual(['/sign-in', error]);
    expect(browser.cookies.has('syncgrant_session')).toBe(false);
  });

  test('an answer counts once, in the browser that began, and in time', async () => {
    const browser = site.browser();
    const begin = async () => visitMicrosoft((await browser.get('/auth/sign-in')).location, site.people.ada);
    const errorOf = async (who: typeof browser, back: string) =>
      (await who.get(back)).location?.searchParams.get('error');

    expect(await errorOf(site.browser(), await begin())).toBe('other_browser');
    const late = await begin();
    site.clock.advance(16 * 60_000);
    expect(await errorOf(browser, late)).toBe('expired');
    const good = await begin();
    expect(await errorOf(browser, good)).toBeNull();
    expect(browser.cookies.has('syncgrant_session')).toBe(true);
    const replayed = (await browser.get(good)).location;
    expect([replayed?.pathname, replayed?.searchParams.get('error')]).toEqual([
      '/marketplace/microsoft',
      'expired',
    ]);
  });

  test('no parameter leads the browser to another site', async () => {
    const browser = site.browser();
    for (const name of ['return_to', 'redirect', 'next', 'redirect_uri']) {
      const answer = await browser.get(`/auth/callback?${name}=https://evil.example&error=x&state=y`);
      expect(answer.location?.origin).toBe(site.url);
    }
    const away = await browser.get('/auth/sign-in?redirect_uri=https://evil.example');
    expect(away.location?.searchParams.get('redirect_uri')).toBe(`${site.url}/auth/callback`);
  });

  test('a session ends with sign-out, without use, with a new sign-in, and with its user', async () => {
    const status = async (browser: Awaited<ReturnType<Site['signedIn']>>) =>
      (await browser.get('/api/session')).status;

    const first = await site.signedIn(site.people.ada);
    expect(await status(first)).toBe(200);
    expect((await first.post('/api/session/sign-out')).status).toBe(200);
    expect(await status(first)).toBe(401);

    const idle = await site.signedIn(site.people.ada);
    site.clock.advance(13 * HOUR);
    expect(await status(idle)).toBe(401);

    const twice = await site.signedIn(site.people.ada);
    const before = twice.cookies.get('syncgrant_session')!;
    await twice.get(await visitMicrosoft((await twice.get('/auth/sign-in')).location, site.people.ada));
    expect(twice.cookies.get('syncgrant_session')).not.toBe(before);
    expect(await status(twice)).toBe(200);
    twice.cookies.set('syncgrant_session', before);
    expect(await status(twice)).toBe(401);

    const admin = await site.signedIn(site.people.grace);
    const ada = await site.signedIn(site.people.ada);
    await admin.put(`/crm/v8/users/${site.organisation.adaId}`, { users: [{ status: 'inactive' }] });
    expect(await status(ada)).toBe(401);
    await admin.put(`/crm/v8/users/${site.organisation.adaId}`, { users: [{ status: 'active' }] });
    expect(await status(ada)).toBe(401);
  });
});
