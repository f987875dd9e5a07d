import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { permissionOf } from '@syncgrant/core';
import { DATABASE_KINDS, type TestDatabase } from '../support/databases.ts';
import type { Answer, Browser } from './browser.ts';
import { openSite, type Site, visitMicrosoft } from './site.ts';

describe.each(DATABASE_KINDS)('setting up a sync, on $name', ({ open }) => {
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

  const stored = async () => {
    const { tenant } = site.organisation;
    const accounts = await tenant.select('microsoft_account').orderBy('id').selectAll().execute();
    const setups = await tenant.select('setup').orderBy('id').selectAll().execute();
    const attempts = await site.db
      .selectFrom('sign_in_attempt')
      .where('organisation_id', '=', tenant.organisationId)
      .select('id')
      .execute();
    return { accounts, setups, attempts };
  };
  async function changesNothing(attempt: () => Promise<Answer>): Promise<Answer> {
    const before = await stored();
    const answer = await attempt();
    expect(await stored()).toEqual(before);
    return answer;
  }
  const landing = ({ location }: Answer) => [
    location?.pathname,
    location?.searchParams.get('module'),
    location?.searchParams.get('error'),
  ];
  const setPermission = async (name: Parameters<typeof permissionOf>[0], enabled: boolean) => {
    const grace = await site.signedIn(site.people.grace);
    const answer = await grace.put(`/crm/v8/settings/profiles/${site.organisation.salesProfileId}`, {
      profiles: [{ permissions_details: [{ id: permissionOf(name).id, enabled }] }],
    });
    expect(answer.status).toBe(200);
  };

  test('connecting asks Microsoft for this module only, and begins a setup with sealed tokens', async () => {
    const begun = await ada.post('/api/setups/contacts/connect');
    const scopes = new URL(begun.body.authorizationUrl).searchParams.get('scope')?.split(' ') ?? [];
    expect(scopes).toEqual(expect.arrayContaining(['Contacts.ReadWrite', 'offline_access', 'User.Read']));
    expect(scopes).not.toContain('Calendars.ReadWrite');

    const landed = await ada.get(await visitMicrosoft(new URL(begun.body.authorizationUrl), site.people.ada));
    expect(landing(landed)).toEqual(['/marketplace/microsoft', 'contacts', null]);
    const card = (await ada.get('/api/setups/contacts')).body;
    expect(card).toMatchObject({
      module: 'contacts',
      status: { state: 'setting_up' },
      setup: { phase: 'configuring', account: { username: site.people.ada.upn } },
    });
    const [account] = (await stored()).accounts;
    expect(account?.token_box?.toString('latin1')).not.toContain('refresh_token');
    expect(account?.token_version).toBeGreaterThan(0);
  });

  test('the containers come from the mailbox, and one that is not there cannot be chosen', async () => {
    await site.connect(ada, 'contacts', site.people.ada);
    const { containers } = (await ada.get('/api/setups/contacts/containers')).body;
    expect(containers).toEqual(expect.arrayContaining([expect.objectContaining({ isDefault: true })]));
    const choices = { direction: 'both', conflictPolicy: 'newest' };
    const wrong = await changesNothing(() =>
      ada.put('/api/setups/contacts/configuration', { ...choices, containerId: 'nowhere' }),
    );
    expect([wrong.status, wrong.body.details.api_name]).toEqual([400, 'containerId']);
    const saved = await ada.put('/api/setups/contacts/configuration', {
      ...choices,
      containerId: containers[0].id,
    });
    expect(saved.body).toMatchObject({
      setup: { phase: 'previewing', configuration: { containerName: containers[0].name } },
    });
    const [account] = (await stored()).accounts;
    expect(account?.wanted).toBeGreaterThan(account?.served ?? 0);
  });

  test('each step is refused where it does not fit, and nothing changes', async () => {
    const refused = async (path: string, json: unknown = {}, method = 'POST') => {
      const { status, body } = await changesNothing(() =>
        ada.send(method, `/api/setups/tasks/${path}`, { json }),
      );
      expect([path, status, body.code]).toEqual([path, 409, 'NOT_POSSIBLE_NOW']);
      expect(body.message).not.toBe('');
    };
    const configuration = { direction: 'both', conflictPolicy: 'crm', containerId: 'x' };
    await refused('configuration', configuration, 'PUT');
    for (const path of ['start', 'sync-now', 'disable']) await refused(path);
    await refused('confirm-deletions', { deletions: 1 });
    await refused('own-pause', { paused: true }, 'PUT');
    await site.connect(ada, 'tasks', site.people.ada);
    await refused('start');
    await refused('own-pause', { paused: true }, 'PUT');
    expect((await ada.get('/api/setups/tasks/timeline')).body).toMatchObject({ more: false });
    expect((await ada.post('/api/setups/tasks/disable')).body.setup.phase).toBe('disabled');
  });

  test('enabling without the grant is refused with the reason that the card shows', async () => {
    await setPermission('Crm_Implied_Mstask_Sync', false);
    const { status, body } = await changesNothing(() => ada.post('/api/setups/tasks/connect'));
    const card = (await ada.get('/api/setups/tasks')).body;
    expect([status, body.code, body.details]).toEqual([
      403,
      'NO_PERMISSION',
      { permissions: ['Crm_Implied_Mstask_Sync'], rule: 'permission_off' },
    ]);
    expect(card.status).toMatchObject({
      state: 'not_enabled',
      reason: 'permission_off',
      message: body.message,
      enable: { active: false },
    });
    expect((await ada.post('/api/setups/contacts/connect')).status).toBe(200);
  });

  test.each([
    [{ edition: 'Free' }, 'edition'],
    [{ dataCenter: 'CN' }, 'data_center'],
  ])('with %j nobody can enable a sync, and each card says why', async (availability, rule) => {
    const grace = await site.signedIn(site.people.grace);
    await grace.put('/api/organisation', availability);
    for (const module of ['meetings', 'contacts', 'tasks']) {
      const { status, body } = await changesNothing(() => grace.post(`/api/setups/${module}/connect`));
      const card = (await grace.get(`/api/setups/${module}`)).body;
      expect([status, body.code, body.details.rule]).toEqual([403, 'NO_PERMISSION', rule]);
      expect(card.status).toMatchObject({ state: 'unavailable', reason: rule, message: body.message });
    }
  });

  test('a grant that is lost while the user is at Microsoft is lost', async () => {
    const begun = await ada.post('/api/setups/meetings/connect');
    const back = await visitMicrosoft(new URL(begun.body.authorizationUrl), site.people.ada);
    await setPermission('Crm_Implied_Mscal_Sync', false);
    const landed = await ada.get(back);
    expect(landing(landed)).toEqual(['/marketplace/microsoft', 'meetings', 'permission_off']);
    expect(landed.location?.searchParams.get('message')).toBe(
      (await ada.get('/api/setups/meetings')).body.status.message,
    );
    expect((await stored()).setups).toEqual([]);
  });

  test('who declines at Microsoft comes back to the card with the reason, and can try again', async () => {
    const begun = await ada.post('/api/setups/contacts/connect');
    const back = await visitMicrosoft(new URL(begun.body.authorizationUrl), site.people.ada, 'deny');
    const landed = await ada.get(back);
    expect(landing(landed)).toEqual(['/marketplace/microsoft', 'contacts', 'declined']);
    expect((await stored()).setups).toEqual([]);
    expect(landing(await site.connect(ada, 'contacts', site.people.ada))[2]).toBeNull();
  });

  test('an answer of Microsoft counts in the session that began alone, and once', async () => {
    const begin = async () => {
      const begun = await ada.post('/api/setups/contacts/connect');
      return visitMicrosoft(new URL(begun.body.authorizationUrl), site.people.ada);
    };
    const alan = await site.signedIn(site.people.alan);
    expect(landing(await alan.get(await begin()))).toEqual([
      '/marketplace/microsoft',
      'contacts',
      'other_browser',
    ]);
    expect(landing(await site.browser().get(await begin()))).toEqual(['/sign-in', null, 'other_browser']);
    expect((await stored()).accounts).toEqual([]);
    const good = await begin();
    expect(landing(await ada.get(good))[2]).toBeNull();
    expect(landing(await ada.get(good))[2]).toBe('expired');
  });

  test('a mailbox that another user of the organisation syncs is refused', async () => {
    await site.connect(ada, 'contacts', site.people.ada);
    const alan = await site.signedIn(site.people.alan);
    const before = await stored();
    const landed = await site.connect(alan, 'tasks', site.people.ada);
    expect(landing(landed)).toEqual(['/marketplace/microsoft', 'tasks', 'mailbox_taken']);
    expect(await stored()).toEqual(before);
  });

  test('an enabled sync keeps its account; a disabled one may take another', async () => {
    await site.connect(ada, 'contacts', site.people.ada);
    const before = await stored();
    const landed = await site.connect(ada, 'contacts', site.people.stranger);
    expect(landing(landed)).toEqual(['/marketplace/microsoft', 'contacts', 'other_account']);
    expect(landed.location?.searchParams.get('message')).toContain(site.people.ada.upn);
    expect(await stored()).toEqual(before);
    await ada.post('/api/setups/contacts/disable');
    expect(landing(await site.connect(ada, 'contacts', site.people.stranger))[2]).toBeNull();
    const card = (await ada.get('/api/setups/contacts')).body;
    expect(card.setup.account.username).toBe(site.people.stranger.upn);
  });

  test('nobody sees or touches the setup of another user', async () => {
    await site.connect(ada, 'contacts', site.people.ada);
    const alan = await site.signedIn(site.people.alan);
    expect((await alan.get('/api/setups/contacts')).body).toMatchObject({
      setup: null,
      status: { state: 'not_enabled', enable: { active: true } },
    });
    await changesNothing(() => alan.post('/api/setups/contacts/disable'));
    expect((await alan.get('/api/marketplace/microsoft')).body.cards).toHaveLength(3);
  });
});
