import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { EITHER_DATABASE, type TestDatabase } from '../support/databases.ts';
import type { Browser } from './browser.ts';
import { salesProfile } from './sales-profile.ts';
import { openSite, type Site } from './site.ts';

describe.each(EITHER_DATABASE)('many records at once, on $name', ({ open }) => {
  let database: TestDatabase;
  let site: Site;
  let ada: Browser;
  let grace: Browser;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    site = await openSite(database.database);
    ada = await site.signedIn(site.people.ada);
    grace = await site.signedIn(site.people.grace);
  });
  afterEach(() => site.close());

  const rows = () => site.organisation.tenant.select('record').orderBy('id').selectAll().execute();
  const create = async (browser: Browser, module: string, ...data: unknown[]): Promise<string[]> => {
    const { body } = await browser.post(`/crm/v8/${module}`, { data });
    return body.data.map((item: { details: { id: string } }) => item.details.id);
  };
  const lead = (Last_Name: string) => ({ Last_Name, Company: 'Babbage Ltd', Lead_Status: 'Not Contacted' });
  const setStatus = (browser: Browser, ids: readonly string[], Lead_Status: unknown) =>
    browser.post('/crm/v8/Leads/actions/mass_change_status', { data: [{ Lead_Status }], ids });
  const statuses = async () => (await rows()).map(({ fields }) => fields['Lead_Status']);

  describe('the status of leads', () => {
    test('is given to all of them, and those out of reach are told one by one', async () => {
      const own = await create(ada, 'Leads', lead('One'), lead('Two'));
      const [foreign = ''] = await create(grace, 'Leads', lead('Three'));
      const { status, body } = await setStatus(ada, [...own, foreign], 'Contacted');
      expect([status, body.data.map(({ code }: { code: string }) => code)]).toEqual([
        207,
        ['SUCCESS', 'SUCCESS', 'INVALID_DATA'],
      ]);
      expect(body.data[2].details).toEqual({ id: foreign });
      expect(await statuses()).toEqual(['Contacted', 'Contacted', 'Not Contacted']);
      expect((await setStatus(grace, [foreign], 'Junk Lead')).status).toBe(200);
    });

    test.each(['Crm_Implied_Mass_Change_Status_Leads', 'Crm_Implied_Edit_Leads'] as const)(
      'takes %s',
      async (permission) => {
        const ids = await create(ada, 'Leads', lead('One'));
        await salesProfile(site).without(permission);
        const before = await rows();
        const { status, body } = await setStatus(ada, ids, 'Contacted');
        expect([status, body.code, body.details.permissions]).toEqual([403, 'NO_PERMISSION', [permission]]);
        expect(await rows()).toEqual(before);
      },
    );

    test('is one of the list, and written only where the field may be', async () => {
      const ids = await create(ada, 'Leads', lead('One'));
      const before = await rows();
      const unknown = await setStatus(ada, ids, 'Delighted');
      expect([unknown.status, unknown.body.data[0].code, unknown.body.data[0].details]).toEqual([
        400,
        'INVALID_DATA',
        {
          api_name: 'Lead_Status',
          json_path: '$.data[0].Lead_Status',
          supported_values: expect.arrayContaining(['Contacted']),
        },
      ]);
      expect((await setStatus(ada, ids, null)).body.data[0].details.json_path).toBe('$.data[0].Lead_Status');
      await salesProfile(site).restrict({ Leads: { Lead_Status: 'read_only' } });
      const restricted = await setStatus(ada, ids, 'Contacted');
      expect([restricted.status, restricted.body.data[0].details.rule]).toEqual([403, 'field_read_only']);
      expect(await rows()).toEqual(before);
    });

    test('is a matter of leads', async () => {
      const { status, body } = await ada.post('/crm/v8/Deals/actions/mass_change_status', {
        data: [{ Lead_Status: 'Contacted' }],
        ids: ['1'],
      });
      expect([status, body.code]).toEqual([400, 'INVALID_MODULE']);
      const ids = Array.from({ length: 501 }, (_, index) => String(index + 1));
      expect((await setStatus(ada, ids, 'Contacted')).body).toMatchObject({
        code: 'LIMIT_EXCEEDED',
        details: { limit: 500, json_path: '$.ids' },
      });
    });
  });

  describe('deleting', () => {
    const ACTIVITIES = [
      ['Tasks', { Subject: 'Call back' }, 'Crm_Implied_Mass_Delete_Tasks'],
      [
        'Events',
        {
          Event_Title: 'Review',
          Start_DateTime: '2026-12-01T10:00:00Z',
          End_DateTime: '2026-12-01T11:00:00Z',
        },
        'Crm_Implied_Mass_Delete_Events',
      ],
      [
        'Calls',
        {
          Subject: 'Intro',
          Call_Type: 'Inbound',
          Call_Start_Time: '2026-12-01T10:00:00Z',
          Call_Duration: '10:00',
        },
        'Crm_Implied_Mass_Delete_Calls',
      ],
    ] as const;

    test.each(ACTIVITIES)(
      'many %s takes %3$s, by either address; one does not',
      async (module, activity, permission) => {
        const [first, second, third, fourth] = await create(
          ada,
          module,
          activity,
          activity,
          activity,
          activity,
        );
        const byAddress = await ada.send('DELETE', `/crm/v8/${module}?ids=${first},${second}`);
        expect([byAddress.status, byAddress.body.data.length]).toEqual([200, 2]);

        await salesProfile(site).without(permission);
        const before = await rows();
        const refused = [
          await ada.send('DELETE', `/crm/v8/${module}?ids=${third},${fourth}`),
          await ada.post(`/crm/v8/${module}/actions/mass_delete`, { ids: [third] }),
        ];
        for (const { status, body } of refused) {
          expect([status, body.code, body.details.permissions]).toEqual([403, 'NO_PERMISSION', [permission]]);
        }
        expect(await rows()).toEqual(before);
        expect((await ada.send('DELETE', `/crm/v8/${module}?ids=${third}`)).status).toBe(200);
        expect((await ada.send('DELETE', `/crm/v8/${module}/${fourth}`)).status).toBe(200);

        await salesProfile(site).with(permission);
        const [last] = await create(ada, module, activity);
        expect((await ada.post(`/crm/v8/${module}/actions/mass_delete`, { ids: [last] })).status).toBe(200);
      },
    );

    test('many notes takes Delete, because notes have no Mass Delete', async () => {
      const [about = ''] = await create(ada, 'Leads', lead('One'));
      const note = { Note_Content: 'x', Parent_Id: { id: about }, $se_module: 'Leads' };
      const [first, second] = await create(ada, 'Notes', note, note);
      expect((await ada.send('DELETE', `/crm/v8/Notes?ids=${first},${second}`)).status).toBe(200);
    });
  });
});
