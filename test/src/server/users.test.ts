import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { registerProgram } from '../conformance/program.ts';
import { EITHER_DATABASE, type TestDatabase } from '../support/databases.ts';
import type { Answer, Browser } from './browser.ts';
import { salesProfile } from './sales-profile.ts';
import { grantState, openSite, type Site } from './site.ts';

const USERS = '/crm/v8/users';

describe.each(EITHER_DATABASE)('users, on $name', ({ open }) => {
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

  const names = async (browser: Browser, query = '') => {
    const { body } = await browser.get(`${USERS}${query}`);
    return body === undefined ? [] : body.users.map((user: { last_name: string }) => user.last_name);
  };
  const remove = (id: string, query = '', browser = grace) =>
    browser.send('DELETE', `${USERS}/${id}${query}`);
  const told = ({ status, body }: Answer) => {
    const [{ code, details }] = body.users ?? [body];
    return [status, code, details?.rule ?? details?.param_name ?? null];
  };
  async function changesNothing(attempt: () => Promise<Answer>): Promise<Answer> {
    const before = await grantState(site);
    const answer = await attempt();
    expect(await grantState(site)).toEqual(before);
    return answer;
  }
  const create = async (browser: Browser, module: string, ...data: object[]): Promise<string[]> => {
    const { body } = await browser.post(`/crm/v8/${module}`, { data });
    return body.data.map(({ details }: { details: { id: string } }) => details.id);
  };
  const ownedBy = async (userId: string): Promise<string[]> => {
    const { tenant } = site.organisation;
    const rows = await tenant.select('record').where('owner_id', '=', userId).select('id').execute();
    return rows.map(({ id }) => id);
  };
  /** Alan's role reports to Ada's. */
  async function adaAboveAlan(): Promise<void> {
    const role = async (name: string, above?: string) => {
      const given = above === undefined ? { name } : { name, reporting_to: { id: above } };
      return (await grace.post('/crm/v8/settings/roles', { roles: [given] })).body.roles[0].details.id;
    };
    const lead = await role('Lead');
    const member = await role('Member', lead);
    const { adaId, alanId } = site.organisation;
    await grace.put(USERS, {
      users: [
        { id: adaId, role: { id: lead } },
        { id: alanId, role: { id: member } },
      ],
    });
  }

  describe('seeing others', () => {
    const reads = (): readonly string[] => [
      USERS,
      `${USERS}/${site.organisation.graceId}`,
      `${USERS}/actions/count`,
    ];

    test('takes View Users Information or Manage Users; oneself is seen always', async () => {
      const ada = await site.signedIn(site.people.ada);
      for (const path of reads()) {
        const { status, body } = await ada.get(path);
        expect([status, body.details.permissions]).toEqual([403, ['Crm_Implied_View_Users_Information']]);
      }
      expect(await names(ada, '?type=CurrentUser')).toEqual(['Lovelace']);
      expect((await ada.get(`${USERS}/actions/count?type=CurrentUser`)).body).toEqual({ count: 1 });
      expect((await ada.get(`${USERS}/${site.organisation.adaId}`)).status).toBe(200);
      for (const permission of ['Crm_Implied_View_Users_Information', 'Crm_Implied_Manage_Users'] as const) {
        await salesProfile(site).with(permission);
        for (const path of reads()) expect((await ada.get(path)).status).toBe(200);
        expect(await names(ada)).toEqual(['Hopper', 'Lovelace', 'Turing']);
        await salesProfile(site).without(permission);
      }
    });

    test('ends at those who report to one with List Subordinates only', async () => {
      await adaAboveAlan();
      const { graceId, alanId, adaId } = site.organisation;
      const ada = await site.signedIn(site.people.ada);
      await salesProfile(site).with(
        'Crm_Implied_View_Users_Information',
        'Crm_Implied_List_Subordinate_Users',
        'Crm_Implied_Export_Users',
      );
      expect(await names(ada)).toEqual(['Lovelace', 'Turing']);
      expect(await names(ada, `?ids=${graceId},${alanId}`)).toEqual(['Turing']);
      expect((await ada.get(`${USERS}/actions/count`)).body).toEqual({ count: 2 });
      expect((await ada.get(`${USERS}/actions/export`)).text.trim().split('\r\n')).toHaveLength(3);
      for (const id of [alanId, adaId]) expect((await ada.get(`${USERS}/${id}`)).status).toBe(200);
      const above = await ada.get(`${USERS}/${graceId}`);
      expect(told(above)).toEqual([403, 'NO_PERMISSION', 'not_subordinate']);
      expect(above.body.details.permissions).toEqual(['Crm_Implied_List_Subordinate_Users']);
      await salesProfile(site).without('Crm_Implied_List_Subordinate_Users');
      expect(await names(ada)).toEqual(['Hopper', 'Lovelace', 'Turing']);
    });

    test('leaves the names of owners visible without it', async () => {
      const ada = await site.signedIn(site.people.ada);
      const [id] = await create(ada, 'Contacts', { Last_Name: 'Kowalski' });
      const { body } = await ada.get(`/crm/v8/Contacts/${id}`);
      expect(body.data[0].Owner).toMatchObject({ id: site.organisation.adaId, name: 'Lovelace' });
    });

    test('counts and lists by type and by id', async () => {
      const { alanId } = site.organisation;
      await grace.put(`${USERS}/${alanId}`, { users: [{ status: 'inactive' }] });
      const count = async (type: string) =>
        (await grace.get(`${USERS}/actions/count?type=${type}`)).body.count;
      expect([await count('AllUsers'), await count('ActiveUsers'), await count('AdminUsers')]).toEqual([
        3, 2, 1,
      ]);
      expect(await names(grace, '?type=DeactiveUsers')).toEqual(['Turing']);
      expect(await names(grace, `?ids=${alanId},${site.otherOrganisation.userId}`)).toEqual(['Turing']);
    });
  });

  describe('an export', () => {
    test('takes Export Users and seeing others, and holds a line for each user', async () => {
      const ada = await site.signedIn(site.people.ada);
      const [exporting, viewing] = [
        'Crm_Implied_Export_Users',
        'Crm_Implied_View_Users_Information',
      ] as const;
      for (const [held, lacking] of [
        [viewing, exporting],
        [exporting, viewing],
      ] as const) {
        await salesProfile(site).with(held);
        await salesProfile(site).without(lacking);
        const refused = await ada.get(`${USERS}/actions/export`);
        expect([refused.status, refused.body.details.permissions]).toEqual([403, [lacking]]);
      }
      await salesProfile(site).with(exporting, viewing);
      const { status, headers, text } = await ada.get(`${USERS}/actions/export`);
      expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
      const { graceId } = site.organisation;
      expect(text.trimEnd().split('\r\n').slice(0, 2)).toEqual([
        'id,first_name,last_name,email,role,profile,status,confirm,time_zone,microsoft',
        `${graceId},Grace,Hopper,${site.people.grace.upn},CEO,Administrator,active,true,UTC,false`,
      ]);
      expect(text.trimEnd().split('\r\n')).toHaveLength(4);
    });

    test('holds no cell that a spreadsheet would run, and every user however many there are', async () => {
      const { tenant, standardProfileId } = site.organisation;
      const { role_id } = await tenant.select('crm_user').select('role_id').executeTakeFirstOrThrow();
      const users = Array.from({ length: 600 }, (_, index) => ({
        email: `u${index}@example.test`,
        first_name: null,
        last_name: index === 0 ? '=1+1' : `User ${index}`,
        profile_id: standardProfileId,
        role_id,
        status: 'active' as const,
        time_zone: 'UTC',
      }));
      await tenant.insert('crm_user', users).execute();
      const { text } = await grace.get(`${USERS}/actions/export`);
      const lines = text.trimEnd().split('\r\n');
      expect(lines).toHaveLength(604);
      expect(lines.filter((line) => line.split(',')[2]?.startsWith('='))).toEqual([]);
      expect(new Set(lines.map((line) => line.split(',')[0])).size).toBe(604);
    });
  });

  describe('several at once', () => {
    test('are changed each by itself, with an audit entry each', async () => {
      const { adaId, alanId, graceId, standardProfileId } = site.organisation;
      const before = await grantState(site);
      const { status, body } = await grace.put(USERS, {
        users: [
          { id: adaId, profile: { id: standardProfileId } },
          { id: graceId, status: 'inactive' },
          { id: alanId, profile: { id: '7' } },
          { id: '7', status: 'inactive' },
          { id: alanId, status: 'inactive' },
        ],
      });
      expect(status).toBe(207);
      expect(body.users.map(({ code }: { code: string }) => code)).toEqual([
        'SUCCESS',
        'INVALID_REQUEST',
        'INVALID_DATA',
        'INVALID_DATA',
        'SUCCESS',
      ]);
      expect(body.users[2].details).toEqual({ api_name: 'profile', json_path: '$.users[2].profile' });
      const after = await grantState(site);
      expect([after.revision, after.audit.length]).toEqual([before.revision + 2, before.audit.length + 2]);
    });

    test('are at most ten, and need Manage Users', async () => {
      const { adaId } = site.organisation;
      const users = Array.from({ length: 11 }, () => ({ id: adaId, status: 'active' }));
      const many = await changesNothing(() => grace.put(USERS, { users }));
      expect([many.status, many.body.code, many.body.details.limit]).toEqual([400, 'LIMIT_EXCEEDED', 10]);
      const ada = await site.signedIn(site.people.ada);
      const own = await changesNothing(() => ada.put(USERS, { users: users.slice(0, 1) }));
      expect([own.status, own.body.details.permissions]).toEqual([403, ['Crm_Implied_Manage_Users']]);
    });
  });

  describe('a deleted user', () => {
    test('is gone from every list but that of deleted ones, and cannot act any more', async () => {
      const { adaId } = site.organisation;
      const ada = await site.signedIn(site.people.ada);
      const program = await registerProgram(site, grace, ['ZohoCRM.users.READ']);
      const { accessToken } = await program.tokensFrom(ada);
      const byProgram = () =>
        site.browser().get(`${USERS}?type=CurrentUser`, { authorization: `Zoho-oauthtoken ${accessToken}` });
      expect((await byProgram()).status).toBe(200);
      const before = await grantState(site);

      const { status, body } = await remove(adaId);
      expect([status, body.users]).toEqual([
        200,
        [
          {
            code: 'SUCCESS',
            details: { id: adaId, transferred: 0, more_records: false, records_left: 0 },
            message: 'User deleted',
            status: 'success',
          },
        ],
      ]);
      expect(await names(grace)).toEqual(['Hopper', 'Turing']);
      expect(await names(grace, '?type=DeletedUsers')).toEqual(['Lovelace']);
      expect((await grace.get(`${USERS}/${adaId}`)).status).toBe(400);
      expect([(await ada.get('/api/session')).status, (await byProgram()).status]).toEqual([401, 401]);
      const after = await grantState(site);
      expect(after.revision).toBe(before.revision + 1);
      expect(after.audit.at(-1)).toMatchObject({ action: 'user.delete', subject: 'user Lovelace' });
      expect(told(await changesNothing(() => remove(adaId)))).toEqual([400, 'ID_ALREADY_DELETED', null]);
    });

    test('leaves their records to another, whose feed gets them', async () => {
      const { adaId, alanId, tenant } = site.organisation;
      const ada = await site.signedIn(site.people.ada);
      const records = [
        ...(await create(ada, 'Contacts', { Last_Name: 'Kowalski' }, { Last_Name: 'Böhm' })),
        ...(await create(ada, 'Leads', { Last_Name: 'Lead', Company: 'C' })),
      ];
      const { body } = await remove(adaId, `?transfer_to_id=${alanId}`);
      expect(body.users[0].details).toEqual({
        id: adaId,
        transferred: 3,
        more_records: false,
        records_left: 0,
      });
      expect((await ownedBy(alanId)).toSorted()).toEqual(records.toSorted());
      const feed = await tenant
        .select('feed_entry')
        .where('record_id', '=', records[0] ?? '')
        .orderBy('owner_id')
        .orderBy('position')
        .select(['owner_id', 'kind'])
        .execute();
      expect(feed).toEqual([
        { owner_id: adaId, kind: 'changed' },
        { owner_id: adaId, kind: 'left' },
        { owner_id: alanId, kind: 'changed' },
      ]);
      const shown = await grace.get(`/crm/v8/Contacts/${records[0]}`);
      expect(shown.body.data[0]).toMatchObject({ Owner: { id: alanId }, Created_By: { name: 'Lovelace' } });
    });

    test('can have their records transferred later, step by step until none is left', async () => {
      const { adaId, alanId, tenant } = site.organisation;
      const rows = Array.from({ length: 620 }, (_, index) => ({
        module: index % 2 === 0 ? ('Contacts' as const) : ('Accounts' as const),
        owner_id: adaId,
        fields: JSON.stringify({ Last_Name: `C${index}`, Account_Name: `A${index}` }),
        created_by: adaId,
        modified_by: adaId,
      }));
      await tenant.insert('record', rows).execute();
      expect((await remove(adaId)).body.users[0].details.records_left).toBe(620);
      const step = async () => (await remove(adaId, `?transfer_to_id=${alanId}`)).body.users[0].details;
      expect(await step()).toEqual({ id: adaId, transferred: 500, more_records: true, records_left: 120 });
      expect(await step()).toEqual({ id: adaId, transferred: 120, more_records: false, records_left: 0 });
      expect(await step()).toEqual({ id: adaId, transferred: 0, more_records: false, records_left: 0 });
      expect(await ownedBy(alanId)).toHaveLength(620);
    });

    test('can be deleted by several requests at once, and each record is transferred once', async () => {
      const { adaId, alanId, tenant } = site.organisation;
      const rows = Array.from({ length: 60 }, (_, index) => ({
        module: 'Contacts' as const,
        owner_id: adaId,
        fields: JSON.stringify({ Last_Name: `C${index}` }),
        created_by: adaId,
        modified_by: adaId,
      }));
      await tenant.insert('record', rows).execute();
      const before = await grantState(site);
      const answers = await Promise.all([1, 2, 3].map(() => remove(adaId, `?transfer_to_id=${alanId}`)));
      const steps = answers.map(({ body }) => body.users[0].details);
      expect(steps.reduce((sum, { transferred }) => sum + transferred, 0)).toBe(60);
      expect(steps.map(({ more_records }) => more_records)).toEqual([false, false, false]);
      expect((await grantState(site)).revision).toBe(before.revision + 1);
      const versions = await tenant.select('record').select('version').distinct().execute();
      expect(versions).toEqual([{ version: 2 }]);
    });

    test('keeps the meetings of which the other has a record already', async () => {
      const { adaId, alanId, tenant } = site.organisation;
      const meeting = (owner_id: string, ical_uid: string) => ({
        module: 'Events' as const,
        owner_id,
        fields: JSON.stringify({ Event_Title: 'Weekly' }),
        ical_uid,
        created_by: adaId,
        modified_by: adaId,
      });
      await tenant
        .insert('record', [meeting(adaId, 'shared'), meeting(adaId, 'own'), meeting(alanId, 'shared')])
        .execute();
      const { body } = await remove(adaId, `?transfer_to_id=${alanId}`);
      expect(body.users[0].details).toMatchObject({ transferred: 1, more_records: false, records_left: 1 });
      expect(await ownedBy(alanId)).toHaveLength(2);
    });

    test('leaves records only to an active user of the organisation, and by who may see all records', async () => {
      const { adaId, alanId, graceId } = site.organisation;
      for (const id of ['7', site.otherOrganisation.userId]) {
        const answer = await changesNothing(() => remove(adaId, `?transfer_to_id=${id}`));
        expect(told(answer)).toEqual([400, 'INVALID_DATA', 'transfer_to_id']);
      }
      const itself = await changesNothing(() => remove(adaId, `?transfer_to_id=${adaId}`));
      expect(told(itself)).toEqual([400, 'INVALID_DATA', 'transfer_to_itself']);
      await grace.put(`${USERS}/${alanId}`, { users: [{ status: 'inactive' }] });
      const inactive = await changesNothing(() => remove(adaId, `?transfer_to_id=${alanId}`));
      expect(told(inactive)).toEqual([400, 'INVALID_DATA', 'transfer_to_id']);

      await salesProfile(site).with('Crm_Implied_Manage_Users');
      await salesProfile(site).without('Crm_Implied_Access_All_Records');
      const ada = await site.signedIn(site.people.ada);
      const blind = await changesNothing(() => remove(alanId, `?transfer_to_id=${graceId}`, ada));
      expect([blind.status, blind.body.details.permissions]).toEqual([
        403,
        ['Crm_Implied_Access_All_Records'],
      ]);
      expect((await remove(alanId, '', ada)).status).toBe(200);
      const later = await remove(alanId, `?transfer_to_id=${adaId}`, ada);
      expect(later.body.details.permissions).toEqual(['Crm_Implied_Access_All_Records']);
    });

    test('is never oneself, the last administrator, of another organisation, or gone without Manage Users', async () => {
      const { adaId, graceId, alanId, administratorProfileId } = site.organisation;
      expect(told(await changesNothing(() => remove(graceId)))).toEqual([
        400,
        'INVALID_REQUEST',
        'last_administrator',
      ]);
      expect(told(await changesNothing(() => remove(site.otherOrganisation.userId)))).toEqual([
        400,
        'INVALID_DATA',
        null,
      ]);
      const ada = await site.signedIn(site.people.ada);
      const denied = await changesNothing(() => remove(alanId, '', ada));
      expect([denied.status, denied.body.details.permissions]).toEqual([403, ['Crm_Implied_Manage_Users']]);
      await grace.put(`${USERS}/${alanId}`, { users: [{ profile: { id: administratorProfileId } }] });
      expect(told(await changesNothing(() => remove(graceId)))).toEqual([400, 'INVALID_REQUEST', 'own_user']);
      await salesProfile(site).with('Crm_Implied_Manage_Users');
      expect((await remove(graceId, '', ada)).status).toBe(200);
      expect(told(await changesNothing(() => remove(alanId, '', ada)))).toEqual([
        400,
        'INVALID_REQUEST',
        'last_administrator',
      ]);
      expect(await names(ada)).toEqual(['Lovelace', 'Turing']);
      expect(adaId).not.toBe(alanId);
    });

    test('can be invited again under the same address, sign in and connect the same mailbox', async () => {
      const { adaId, salesProfileId, tenant } = site.organisation;
      const setups = () =>
        tenant.select('setup').orderBy('id').select(['id', 'user_id', 'phase', 'account_id']).execute();
      const ada = await site.signedIn(site.people.ada);
      await site.connect(ada, 'contacts', site.people.ada);
      const before = await setups();
      await remove(adaId);
      expect(await setups()).toEqual(before);
      const { token_box, released_at } = await tenant
        .select('microsoft_account')
        .where('user_id', '=', adaId)
        .select(['token_box', 'released_at'])
        .executeTakeFirstOrThrow();
      expect([token_box, released_at instanceof Date]).toEqual([null, true]);

      const { body } = await grace.post(USERS, {
        users: [{ last_name: 'Byron', email: site.people.ada.upn, profile: { id: salesProfileId } }],
      });
      const again = await site.signedIn(site.people.ada);
      expect((await again.get('/api/session')).body.user.id).toBe(body.users[0].details.id);
      expect((await again.get('/api/setups/contacts')).body.status.state).toBe('not_enabled');
      const landed = await site.connect(again, 'contacts', site.people.ada);
      expect(landed.location?.searchParams.get('error')).toBeNull();
      const after = await setups();
      expect(after).toHaveLength(2);
      expect(after[0]).toEqual(before[0]);
      expect(after[1]?.user_id).toBe(body.users[0].details.id);
      expect(after[1]?.account_id).not.toBe(before[0]?.account_id);
    });
  });
});
