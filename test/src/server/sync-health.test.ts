import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { BY_URGENCY, readCard } from '@syncgrant/agent';
import { SYNCS_PER_PAGE, type SyncLine } from '@syncgrant/contracts';
import { permissionOf, SETUP_STATES, type PermissionName } from '@syncgrant/core';
import { addTick, DecisionContexts, insertLinks, readGrantFacts, updateLink } from '@syncgrant/store';
import { DATABASE_KINDS, type TestDatabase } from '../support/databases.ts';
import { hireStaff } from '../support/staff.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';

const HOUR_MS = 60 * 60_000;

describe.each(DATABASE_KINDS)('the syncs of everybody, on $name', ({ open }) => {
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

  const hire = (count: number, profileId = site.organisation.salesProfileId) =>
    hireStaff(site.organisation.tenant, count, profileId, site.clock.now());
  const setPermissions = async (enabled: boolean, ...names: readonly PermissionName[]) => {
    const permissions_details = names.map((name) => ({ id: permissionOf(name).id, enabled }));
    const answer = await grace.put(`/crm/v8/settings/profiles/${site.organisation.salesProfileId}`, {
      profiles: [{ permissions_details }],
    });
    expect(answer.status).toBe(200);
  };
  /** Every line of a list, page by page. */
  const all = async (query = ''): Promise<SyncLine[]> => {
    const lines: SyncLine[] = [];
    for (let page = 1; page < 20; page += 1) {
      const { status, body } = await grace.get(`/api/sync-health?page=${page}${query}`);
      expect(status).toBe(200);
      lines.push(...body.syncs);
      if (body.syncs.length < SYNCS_PER_PAGE) return lines;
    }
    throw new Error('the list has no end');
  };
  const setupsOf = (userId: string) =>
    site.organisation.tenant
      .select('setup')
      .where('user_id', '=', userId)
      .orderBy('module')
      .selectAll()
      .execute();
  /** An item of a setup that waits for something, or was refused. */
  const addLink = async (setupId: string, name: string, wait: { held?: string; failures?: number }) => {
    const { tenant } = site.organisation;
    const [link] = await insertLinks(
      tenant,
      setupId,
      [{ correlationId: name, itemId: name }],
      site.clock.now(),
    );
    await updateLink(tenant, link?.id ?? '', {
      heldReason: wait.held ?? null,
      failures: wait.failures ?? 0,
      problem: wait.failures === undefined ? null : `A secret about ${name}`,
    });
  };

  test('each sync is listed with the state, reason and moments that its user sees', async () => {
    const [someone = ''] = await hire(40);
    await setPermissions(false, 'Crm_Implied_Mstask_Sync');
    for (const { id } of await setupsOf(someone)) await addLink(id, 'Surgery', { failures: 2 });

    const lines = await all();
    expect(lines).toHaveLength(120);
    const { tenant } = site.organisation;
    const seen = new Set<string>();
    for (const { user, module, status, failedCount } of lines) {
      const facts = await readGrantFacts(tenant, user.id);
      if (facts === null) throw new Error('no such user');
      const card = await readCard(new DecisionContexts(), tenant, facts, module, new Date());
      const { state, reason, who, since, progress, enable } = card.status;
      expect({ module, status, failedCount }).toMatchObject({
        module,
        status: { state, reason, who, since, progress, enable },
        failedCount: card.setup?.failedCount,
      });
      expect(status.message).not.toMatch(/\byou\b|\byour\b/i);
      seen.add(state);
    }
    expect([...seen].toSorted()).toEqual(
      SETUP_STATES.filter((state) => state !== 'unavailable' && state !== 'removing').toSorted(),
    );
  });

  test('every state has a place in the order of the list', () => {
    expect(BY_URGENCY.toSorted()).toEqual(SETUP_STATES.toSorted());
  });

  test('the counts of states and reasons are those of the lists that they lead to', async () => {
    await hire(30);
    await setPermissions(false, 'Crm_Implied_Mscontact_Sync');
    const { body } = await grace.get('/api/sync-health');
    expect(body.total).toBe(90);
    const order = body.states.map(({ state }: { state: (typeof SETUP_STATES)[number] }) =>
      BY_URGENCY.indexOf(state),
    );
    expect(order).toEqual(order.toSorted((one: number, other: number) => one - other));
    for (const { state, count } of body.states) {
      const lines = await all(`&state=${state}`);
      expect([state, lines.length, new Set(lines.map(({ status }) => status.state))]).toEqual([
        state,
        count,
        new Set([state]),
      ]);
    }
    for (const { state, reason, count } of body.reasons) {
      const lines = await all(`&state=${state}&reason=${reason}`);
      expect([reason, lines.length]).toEqual([reason, count]);
      expect(lines.every(({ status }) => status.reason === reason)).toBe(true);
    }
  });

  test('lists are narrowed and sorted by the server, and pages neither lose nor repeat a line', async () => {
    const [someone = ''] = await hire(20);
    await hire(2, site.organisation.standardProfileId);
    const keys = (lines: readonly SyncLine[]) =>
      lines.map(({ user, module }) => `${user.name} ${user.id} ${module}`);
    expect(new Set(keys(await all('&sort=name'))).size).toBe(66);
    expect(keys(await all('&sort=name'))).toEqual(keys(await all('&sort=name')).toSorted());
    const lines = await all();
    for (const [state, alike] of Map.groupBy(lines, ({ status }) => status.state))
      expect([state, keys(alike)]).toEqual([state, keys(alike).toSorted()]);
    const byState = (await all('&sort=state&order=desc')).map(({ status }) =>
      BY_URGENCY.indexOf(status.state),
    );
    expect(byState).toEqual(byState.toSorted((one, other) => other - one));
    const lastSyncs = (await all('&sort=last_sync')).flatMap(({ lastSyncAt }) => lastSyncAt ?? []);
    expect(lastSyncs).toEqual(lastSyncs.toSorted());

    expect((await all('&module=tasks')).every(({ module }) => module === 'tasks')).toBe(true);
    expect(await all(`&profile=${site.organisation.standardProfileId}`)).toHaveLength(6);
    expect(await all('&word=pErSoN%20003')).toHaveLength(3);
    expect(await all('&word=%25')).toHaveLength(0);
    const { username } = (await all('&sort=name')).find(({ user }) => user.id === someone)?.account ?? {};
    expect(await all(`&word=${username}`)).toHaveLength(3);
    const wrong = await grace.get('/api/sync-health?state=happy');
    expect([wrong.status, wrong.body.code]).toEqual([400, 'INVALID_DATA']);
  });

  test('of one user it tells how many items wait for what, and not what they are or what was said of them', async () => {
    const [someone = ''] = await hire(1);
    const [setup] = await setupsOf(someone);
    const setupId = setup?.id ?? '';
    await addLink(setupId, 'Surgery', { held: 'read_only_field' });
    await addLink(setupId, 'Divorce', { held: 'read_only_field' });
    await addLink(setupId, 'Bankruptcy', { failures: 3 });
    const { status, body, text } = await grace.get(`/api/sync-health/users/${someone}`);
    expect(status).toBe(200);
    expect(body.waiting).toEqual([
      expect.objectContaining({ module: setup?.module, kind: 'held', reason: 'read_only_field', count: 2 }),
      expect.objectContaining({ module: setup?.module, kind: 'failed', reason: 'refused', count: 1 }),
    ]);
    expect(body.syncs).toHaveLength(3);
    expect(body.accounts).toHaveLength(1);
    expect(text).not.toMatch(/Surgery|Divorce|Bankruptcy|secret/);
  });

  test('runs are listed newest first, and come to sums by hour and day, empty ones included', async () => {
    const [someone = ''] = await hire(1);
    const [setup] = await setupsOf(someone);
    const accountId = setup?.account_id ?? '';
    const { tenant } = site.organisation;
    const now = site.clock.now();
    const run = async (hoursAgo: number, requests: number) => {
      const at = new Date(now.getTime() - hoursAgo * HOUR_MS);
      await addTick(tenant, {
        id: String(1_000 - hoursAgo),
        accountId,
        begunAt: at,
        endedAt: at,
        kind: 'done',
        more: false,
        requests,
        throttled: 1,
        modules: [{ module: 'contacts', items: { created: 2, failed: 1, held: 5 }, problem: 'throttled' }],
        wish: 'fulfilled',
      });
    };
    await run(5 * 24, 7);
    await run(2, 5);
    await run(2, 4).catch(() => undefined); // The id is taken: nothing of it counts.
    await run(0, 3);

    const listed = (await grace.get(`/api/sync-health/accounts/${accountId}/ticks`)).body;
    expect(listed.ticks.map(({ requests }: { requests: number }) => requests)).toEqual([3, 5, 7]);
    const sum = (points: readonly Record<string, number>[], key: string) =>
      points.reduce((total, point) => total + (point[key] ?? 0), 0);
    const day = (await grace.get('/api/sync-health/series?span=24h')).body;
    expect([day.step, day.points.length, sum(day.points, 'requests')]).toEqual(['hour', 24, 8]);
    expect(day.points.at(-1)).toMatchObject({ ticks: 1, troubled: 1, written: 2, failed: 1, throttled: 1 });
    const week = (await grace.get('/api/sync-health/series?span=7d')).body;
    expect([week.step, week.points.length, sum(week.points, 'requests')]).toEqual(['day', 7, 15]);
    const month = (await grace.get('/api/sync-health/series?span=30d')).body;
    expect([month.points.length, sum(month.points, 'ticks')]).toEqual([30, 3]);
  });

  test('needs the permission to manage users, and ends with it', async () => {
    const [someone = ''] = await hire(1);
    const accountId = (await setupsOf(someone))[0]?.account_id;
    const ada = await site.signedIn(site.people.ada);
    const paths = [
      '/api/sync-health',
      '/api/sync-health/series',
      `/api/sync-health/users/${someone}`,
      `/api/sync-health/accounts/${accountId}/ticks`,
    ];
    for (const path of paths) {
      const { status, body } = await ada.get(path);
      expect([path, status, body.code]).toEqual([path, 403, 'NO_PERMISSION']);
    }
    await setPermissions(true, 'Crm_Implied_Manage_Users');
    for (const path of paths) expect((await ada.get(path)).status).toBe(200);
  });

  test('ends at those who report to one with List Subordinates only', async () => {
    const [someone = ''] = await hire(1);
    const accountId = (await setupsOf(someone))[0]?.account_id;
    await setPermissions(true, 'Crm_Implied_Manage_Users', 'Crm_Implied_List_Subordinate_Users');
    const ada = await site.signedIn(site.people.ada);
    expect((await ada.get('/api/sync-health')).body).toMatchObject({ syncs: [], total: 0, profiles: [] });
    for (const path of [`users/${someone}`, `accounts/${accountId}/ticks`]) {
      const { status, body } = await ada.get(`/api/sync-health/${path}`);
      expect([status, body.details.rule]).toEqual([403, 'not_subordinate']);
    }
  });

  test('another organisation’s syncs do not exist', async () => {
    const { tenant, profileId } = site.otherOrganisation;
    const [stranger = ''] = await hireStaff(tenant, 3, profileId, site.clock.now());
    const { account_id: accountId } = await tenant
      .select('setup')
      .where('user_id', '=', stranger)
      .select('account_id')
      .executeTakeFirstOrThrow();
    expect((await grace.get('/api/sync-health')).body).toMatchObject({ total: 0, states: [], profiles: [] });
    expect((await grace.get(`/api/sync-health?profile=${profileId}`)).body.total).toBe(0);
    for (const path of [`users/${stranger}`, `accounts/${accountId}/ticks`]) {
      const { status, body } = await grace.get(`/api/sync-health/${path}`);
      expect([status, body.code]).toEqual([400, 'INVALID_DATA']);
    }
  });
});
