import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readCard } from '@syncgrant/agent';
import { MOST_NAMED_USERS, type Card, type Impact } from '@syncgrant/contracts';
import {
  permissionOf,
  RECORD_FIELDS,
  SYNC_MODULE_NAMES,
  type PermissionName,
  type ProblemClass,
  type SetupPhase,
} from '@syncgrant/core';
import { DecisionContexts, inviteUser, readGrantFacts } from '@syncgrant/store';
import { EITHER_DATABASE, type TestDatabase } from '../support/databases.ts';
import type { Answer, Browser } from './browser.ts';
import { grantState, openSite, type Site } from './site.ts';

/** A change by its own request, and the request that previews it. */
interface Tried {
  readonly preview: (browser?: Browser) => Promise<Answer>;
  readonly save: (browser?: Browser) => Promise<Answer>;
}

const PHASES: readonly SetupPhase[] = ['active', 'first_sync', 'configuring', 'preview_ready', 'disabled'];
const PROBLEMS: readonly (ProblemClass | null)[] = [null, 'sign_in', 'throttled', 'defect'];

describe.each(EITHER_DATABASE)('what a change of grants would do, on $name', ({ open }) => {
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

  const switches = (profileId: string, enabled: boolean, ...names: readonly PermissionName[]): Tried => {
    const permissions_details = names.map((name) => ({ id: permissionOf(name).id, enabled }));
    const body = { profiles: [{ permissions_details }] };
    return {
      preview: (browser = grace) => browser.post(`/api/profiles/${profileId}/impact`, body),
      save: (browser = grace) => browser.put(`/crm/v8/settings/profiles/${profileId}`, body),
    };
  };
  const deletion = (profileId: string, transferTo?: string): Tried => ({
    preview: (browser = grace) =>
      browser.post(`/api/profiles/${profileId}/deletion-impact`, { transfer_to: transferTo }),
    save: (browser = grace) => {
      const query = transferTo === undefined ? '' : `?transfer_to=${transferTo}`;
      return browser.send('DELETE', `/crm/v8/settings/profiles/${profileId}${query}`);
    },
  });
  const user = (id: string, asked: { profile?: { id: string }; status?: 'active' | 'inactive' }): Tried => ({
    preview: (browser = grace) => browser.post(`/api/users/${id}/impact`, { users: [asked] }),
    save: (browser = grace) => browser.put(`/crm/v8/users/${id}`, { users: [asked] }),
  });
  const organisation = (asked: { edition?: string; dataCenter?: string }): Tried => ({
    preview: (browser = grace) => browser.post('/api/organisation/impact', asked),
    save: (browser = grace) => browser.put('/api/organisation', asked),
  });
  const extension = (enabled: boolean): Tried => ({
    preview: (browser = grace) => browser.post('/api/extensions/microsoft/impact', { enabled }),
    save: (browser = grace) => browser.put('/api/extensions/microsoft', { enabled }),
  });
  const field = (name: string, profileIds: readonly string[], access: string): Tried => {
    const id = RECORD_FIELDS.Contacts.find(({ apiName }) => apiName === name)?.id;
    const profiles = profileIds.map((profile) => ({ id: profile, permission_type: access }));
    const body = { fields: [{ profiles }] };
    return {
      preview: (browser = grace) => browser.post(`/api/fields/${id}/impact?module=Contacts`, body),
      save: (browser = grace) =>
        browser.send('PATCH', `/crm/v8/settings/fields/${id}?module=Contacts`, { json: body }),
    };
  };

  /** People whose setups are in every condition, each with a setup of every module. */
  async function hire(count: number, profileId: string): Promise<void> {
    const { tenant } = site.organisation;
    const now = site.clock.now();
    for (let number = 0; number < count; number += 1) {
      const email = `${randomUUID()}@example.test`;
      const lastName = `Person ${String(number).padStart(3, '0')}`;
      const userId = await inviteUser(
        tenant,
        { email, firstName: null, lastName, profileId, timeZone: 'UTC' },
        now,
      );
      if (userId === null) throw new Error('there already');
      const problem = PROBLEMS[number % PROBLEMS.length] ?? null;
      const stored =
        problem === null ? null : JSON.stringify({ class: problem, since: now.toISOString(), detail: '' });
      const { id: accountId } = await tenant
        .insert('microsoft_account', {
          user_id: userId,
          tenant_id: randomUUID(),
          object_id: randomUUID(),
          username: email,
          display_name: lastName,
          granted_scopes: '[]',
          problem: number % 8 < 4 ? stored : null,
          created_at: now,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      const setups = SYNC_MODULE_NAMES.map((module, place) => {
        const turn = number + place;
        return {
          user_id: userId,
          account_id: accountId,
          module,
          phase: PHASES[turn % PHASES.length] ?? 'active',
          own_pause_since: turn % 7 === 0 ? now : null,
          problem: stored,
          confirmation:
            turn % 6 === 0
              ? JSON.stringify({ deletions: 3, linkCount: 9, peopleMailed: 0, since: now.toISOString() })
              : null,
          last_good_end_at: now,
          created_at: now,
        };
      });
      await tenant.insert('setup', setups).execute();
    }
  }

  /** The status of every sync of everybody, as its user's card shows it. */
  async function cards(): Promise<ReadonlyMap<string, Card['status']>> {
    const { tenant } = site.organisation;
    const users = await tenant.select('crm_user').select('id').execute();
    const found = new Map<string, Card['status']>();
    for (const { id } of users) {
      const facts = await readGrantFacts(tenant, id);
      if (facts === null) continue;
      for (const module of SYNC_MODULE_NAMES) {
        const card = await readCard(new DecisionContexts(), tenant, facts, module, site.clock.now());
        if (card.setup !== null && card.setup.phase !== 'disabled') found.set(`${id} ${module}`, card.status);
      }
    }
    return found;
  }

  const HELD_BACK = ['paused', 'unavailable'];

  /** Previews, which changes nothing, saves, and holds every status against what was said. */
  async function comesTrue({ preview, save }: Tried): Promise<Impact> {
    const state = await grantState(site);
    const before = await cards();
    const { status, body } = await preview();
    expect(status).toBe(200);
    expect(await grantState(site)).toEqual(state);
    expect((await save()).status).toBe(200);
    const after = await cards();

    const happened = [...before].flatMap(([key, was]) => {
      const is = after.get(key);
      if (is === undefined || (was.state === is.state && was.reason === is.reason)) return [];
      const held = HELD_BACK.includes(is.state);
      return [{ key, from: was.state, to: is.state, reason: held ? is.reason : null, held }];
    });
    const said: Impact['setups'] = body.setups;
    const reasonOf = (change: { to: string; reason: string }) =>
      HELD_BACK.includes(change.to) ? change.reason : null;
    const told = said.changes.flatMap((change) =>
      Array<string>(change.count).fill([change.module, change.from, change.to, reasonOf(change)].join(' ')),
    );
    expect(told.toSorted()).toEqual(
      happened.map(({ key, from, to, reason }) => [key.split(' ')[1], from, to, reason].join(' ')).toSorted(),
    );
    const named = said.users.flatMap(({ id, setups }) =>
      setups.map((change) => [`${id} ${change.module}`, change.from, change.to, reasonOf(change)].join(' ')),
    );
    const real = happened.map(({ key, from, to, reason }) => [key, from, to, reason].join(' '));
    // Of many users the preview names some.
    const expected = said.more ? real.filter((change) => named.includes(change)) : real;
    expect(named.toSorted()).toEqual(expected.toSorted());
    return body;
  }

  test('what is said comes true for every sync, whatever it was doing', { timeout: 60_000 }, async () => {
    const { salesProfileId, standardProfileId, adaId } = site.organisation;
    await hire(20, salesProfileId);
    await hire(6, standardProfileId);
    const { setups } = await comesTrue(switches(salesProfileId, false, 'Crm_Implied_Mscal_Sync'));
    expect(setups.pausing).toBeGreaterThan(0);
    expect(setups.resuming).toBe(0);
    await comesTrue(switches(salesProfileId, false, 'Crm_Implied_View_Contacts'));
    await comesTrue(field('Phone', [salesProfileId], 'hidden'));
    await comesTrue(switches(salesProfileId, false, 'Crm_Implied_Mscontact_Sync'));
    await comesTrue(extension(false));
    await comesTrue(organisation({ edition: 'Free' }));
    await comesTrue(organisation({ edition: 'Professional', dataCenter: 'CN' }));
    await comesTrue(organisation({ dataCenter: 'EU' }));
    await comesTrue(extension(true));
    const back = await comesTrue(switches(salesProfileId, true, 'Crm_Implied_Mscal_Sync'));
    expect(back.setups.resuming).toBe(setups.pausing);
    const someone = (
      await site.organisation.tenant
        .select('setup')
        .where('user_id', '<>', adaId)
        .where('phase', '=', 'active')
        .select('user_id')
        .executeTakeFirstOrThrow()
    ).user_id;
    await comesTrue(user(someone, { status: 'inactive' }));
    await comesTrue(user(someone, { profile: { id: standardProfileId }, status: 'active' }));
    await comesTrue(user(someone, { profile: { id: salesProfileId } }));
    await comesTrue(deletion(salesProfileId, standardProfileId));
  });

  test('what users gain and lose is said with names, and only as far as it has an effect', async () => {
    const { salesProfileId, adaId } = site.organisation;
    const { profiles, userCount } = await comesTrue(
      switches(salesProfileId, false, 'Crm_Implied_View_Contacts', 'Crm_Implied_Export_Leads'),
    );
    expect(userCount).toBe(1);
    expect(profiles).toMatchObject([
      {
        from: { id: salesProfileId, name: 'Sales' },
        to: { id: salesProfileId, name: 'Sales' },
        userCount: 1,
        permissions: { gained: [] },
        fields: [],
        syncs: [
          {
            module: 'contacts',
            change: 'lost',
            before: { granted: true, reason: 'permission_on' },
            after: { granted: false, reason: 'module_access_lost' },
            effects: { gained: [], lost: ['create', 'edit', 'delete'] },
          },
        ],
      },
    ]);
    const [impact] = profiles;
    const lost = impact?.permissions.lost.map(({ name }) => name);
    expect(lost).toEqual(expect.arrayContaining(['Crm_Implied_View_Contacts', 'Crm_Implied_Edit_Contacts']));
    // Sheet View and Manage Reports stand in for Export.
    expect(impact?.modules.map(({ module }) => module)).toEqual(['Contacts']);
    expect(impact?.modules[0]?.lost).toContainEqual({ action: 'view', via: null });

    const hidden = await comesTrue(field('Phone', [salesProfileId], 'read_only'));
    expect(hidden.profiles[0]).toMatchObject({
      fields: [
        { module: 'Contacts', field: 'Phone', label: 'Phone', before: 'read_write', after: 'read_only' },
      ],
    });
    const gone = await comesTrue(user(adaId, { status: 'inactive' }));
    expect(gone.userCount).toBe(1);
    expect(gone.profiles[0]?.permissions.lost.length).toBeGreaterThan(50);
    const nobody = await comesTrue(switches(salesProfileId, true, 'Crm_Implied_View_Contacts'));
    expect(nobody).toMatchObject({ userCount: 0, profiles: [], setups: { changes: [], users: [] } });
  });

  test('of many people the first are named, and all are counted', { timeout: 60_000 }, async () => {
    const { salesProfileId } = site.organisation;
    await hire(MOST_NAMED_USERS + 15, salesProfileId);
    const { setups, userCount } = await comesTrue(extension(false));
    expect(userCount).toBe(MOST_NAMED_USERS + 15 + 3);
    expect(setups.users.length).toBe(MOST_NAMED_USERS);
    expect(setups.more).toBe(true);
    const names = setups.users.map(({ name }) => name);
    expect(names).toEqual(names.toSorted());
  });

  test('a preview is refused as the change itself is', async () => {
    const { salesProfileId, standardProfileId, graceId, adaId } = site.organisation;
    const ada = await site.signedIn(site.people.ada);
    const tried: readonly (readonly [Tried, Browser])[] = [
      [switches(standardProfileId, false, 'Crm_Implied_Mscal_Sync'), grace],
      [switches('7', false, 'Crm_Implied_Mscal_Sync'), grace],
      [switches(site.otherOrganisation.profileId, false, 'Crm_Implied_Mscal_Sync'), grace],
      [deletion(salesProfileId), grace],
      [deletion(salesProfileId, salesProfileId), grace],
      [deletion(salesProfileId, '7'), grace],
      [user(graceId, { status: 'inactive' }), grace],
      [user(adaId, { profile: { id: '7' } }), grace],
      [user('7', { status: 'inactive' }), grace],
      [organisation({}), grace],
      [field('Last_Name', [salesProfileId], 'hidden'), grace],
      [field('Phone', ['7'], 'hidden'), grace],
      [switches(salesProfileId, false, 'Crm_Implied_Mscal_Sync'), ada],
      [deletion(salesProfileId, standardProfileId), ada],
      [user(adaId, { status: 'inactive' }), ada],
      [organisation({ edition: 'Free' }), ada],
      [extension(false), ada],
      [field('Phone', [salesProfileId], 'hidden'), ada],
    ];
    const before = await grantState(site);
    for (const [{ preview, save }, browser] of tried) {
      const said = await preview(browser);
      const saved = await save(browser);
      expect(said.status).toBeGreaterThanOrEqual(400);
      expect([said.status, said.body]).toEqual([saved.status, saved.body]);
    }
    expect(await grantState(site)).toEqual(before);
  });
});
