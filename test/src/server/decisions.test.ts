import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readSetup, type SetupRow } from '@syncgrant/store';
import { EITHER_DATABASE, type TestDatabase } from '../support/databases.ts';
import type { Browser } from './browser.ts';
import { salesProfile } from './sales-profile.ts';
import { openSite, type Site } from './site.ts';

describe.each(EITHER_DATABASE)('what the user of a sync decides, on $name', ({ open }) => {
  let database: TestDatabase;
  let site: Site;
  let ada: Browser;
  let setup: SetupRow;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    site = await openSite(database.database);
    ada = await site.signedIn(site.people.ada);
    await site.connect(ada, 'contacts', site.people.ada);
    const { tenant, adaId } = site.organisation;
    await tenant.update('setup').set({ phase: 'active' }).execute();
    const stored = await readSetup(tenant, adaId, 'contacts');
    if (stored === null) throw new Error('no setup');
    setup = stored;
  });
  afterEach(() => site.close());

  const addContact = async (fields: object): Promise<string> => {
    const { status, body } = await ada.post('/crm/v8/Contacts', { data: [fields] });
    expect(status).toBe(201);
    return body.data[0].details.id;
  };
  const contact = async (id: string) => (await ada.get(`/crm/v8/Contacts/${id}`)).body.data[0];
  const wanted = async () =>
    (
      await site.organisation.tenant
        .select('microsoft_account')
        .where('id', '=', setup.account_id)
        .select('wanted')
        .executeTakeFirstOrThrow()
    ).wanted;

  describe('about a conflict', () => {
    const addConflict = async (
      recordId: string,
      values: { field: string; kept: unknown; lost: unknown },
      setupId = setup.id,
    ) => {
      const { id } = await site.organisation.tenant
        .insert('conflict', {
          setup_id: setupId,
          link_id: '1',
          record_id: recordId,
          field: values.field,
          winner: 'microsoft',
          kept: JSON.stringify(values.kept),
          lost: JSON.stringify(values.lost),
          title: 'Grace Hopper',
          at: new Date('2026-03-01T10:00:00Z'),
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      return id;
    };
    const restore = (id: string, who: Browser = ada) =>
      who.post(`/api/setups/contacts/conflicts/${id}/restore`);
    const listed = async () => (await ada.get('/api/setups/contacts/conflicts')).body.conflicts;

    test('the losing value comes back into the record once, and what it replaced is kept', async () => {
      const id = await addContact({ Last_Name: 'Hopper', Title: 'Admiral' });
      const conflict = await addConflict(id, { field: 'jobTitle', kept: 'Captain', lost: 'Programmer' });
      expect((await ada.get('/api/setups/contacts')).body.setup.conflictCount).toBe(1);
      const before = await wanted();

      const answer = await restore(conflict);
      expect([answer.status, answer.body.setup.conflictCount]).toEqual([200, 0]);
      expect(await contact(id)).toMatchObject({ Title: 'Programmer', Last_Name: 'Hopper' });
      expect(await wanted()).toBeGreaterThan(before);
      expect(await listed()).toMatchObject([{ lost: 'Programmer', replaced: 'Admiral' }]);
      expect((await listed())[0].restoredAt).not.toBeNull();

      await ada.put(`/crm/v8/Contacts/${id}`, { data: [{ Title: 'Rear admiral' }] });
      expect((await restore(conflict)).status).toBe(200);
      expect(await contact(id)).toMatchObject({ Title: 'Rear admiral' });
    });

    test('it takes the rights to edit the record and the field, and a refusal changes nothing', async () => {
      const id = await addContact({ Last_Name: 'Hopper', Title: 'Admiral' });
      const conflict = await addConflict(id, { field: 'jobTitle', kept: 'Captain', lost: 'Programmer' });
      const unchanged = async () => {
        expect(await contact(id)).toMatchObject({ Title: 'Admiral' });
        expect(await listed()).toMatchObject([{ restoredAt: null }]);
      };

      await salesProfile(site).restrict({ Contacts: { Title: 'read_only' } });
      const readOnly = await restore(conflict);
      expect([readOnly.status, readOnly.body.details.api_name]).toEqual([403, 'Title']);
      await unchanged();

      await salesProfile(site).restrict({});
      await salesProfile(site).without('Crm_Implied_Edit_Contacts');
      const noEdit = await restore(conflict);
      expect([noEdit.status, noEdit.body.details.permissions]).toEqual([403, ['Crm_Implied_Edit_Contacts']]);
      await unchanged();
    });

    test('values of a field that was hidden since are not told', async () => {
      const id = await addContact({ Last_Name: 'Hopper' });
      await addConflict(id, { field: 'jobTitle', kept: 'Captain', lost: 'Programmer' });
      await salesProfile(site).restrict({ Contacts: { Title: 'hidden' } });
      expect(await listed()).toMatchObject([{ hidden: true, kept: null, lost: null }]);
    });

    test('times that lost together come back together, in the words of the CRM', async () => {
      await site.connect(ada, 'meetings', site.people.ada);
      const meeting = {
        Event_Title: 'Review',
        Start_DateTime: '2026-03-02T09:00:00+00:00',
        End_DateTime: '2026-03-02T10:00:00+00:00',
      };
      const { body } = await ada.post('/crm/v8/Events', { data: [meeting] });
      const { id } = body.data[0].details;
      const meetings = await readSetup(site.organisation.tenant, site.organisation.adaId, 'meetings');
      const conflict = await addConflict(
        id,
        { field: 'start', kept: '2026-03-02T09:00:00Z', lost: '2026-03-05T14:00:00Z' },
        meetings?.id,
      );
      await addConflict(
        id,
        { field: 'end', kept: '2026-03-02T10:00:00Z', lost: '2026-03-05T15:00:00Z' },
        meetings?.id,
      );
      expect((await ada.post(`/api/setups/meetings/conflicts/${conflict}/restore`)).status).toBe(200);
      const [after] = (await ada.get(`/crm/v8/Events/${id}`)).body.data;
      expect([new Date(after.Start_DateTime), new Date(after.End_DateTime)]).toEqual([
        new Date('2026-03-05T14:00:00Z'),
        new Date('2026-03-05T15:00:00Z'),
      ]);
      const { conflicts } = (await ada.get('/api/setups/meetings/conflicts')).body;
      expect(conflicts.filter(({ restoredAt }: { restoredAt: unknown }) => restoredAt === null)).toEqual([]);
    });

    test('of a record that is gone, of somebody else’s sync, or of none there is nothing to restore', async () => {
      const id = await addContact({ Last_Name: 'Hopper' });
      const conflict = await addConflict(id, { field: 'jobTitle', kept: 'Captain', lost: 'Programmer' });
      const alan = await site.signedIn(site.people.alan);
      expect((await restore(conflict, alan)).status).toBe(400);
      await site.connect(alan, 'contacts', site.people.alan);
      expect((await restore(conflict, alan)).status).toBe(400);
      expect((await restore('999')).status).toBe(400);
      await ada.send('DELETE', `/crm/v8/Contacts/${id}`);
      expect((await restore(conflict)).status).toBe(409);
      expect(await listed()).toMatchObject([{ restoredAt: null }]);
    });
  });

  test('mail is confirmed up to the number that waits, by whoever may sync', async () => {
    const confirm = (peopleMailed: unknown) =>
      ada.post('/api/setups/contacts/confirm-mail', { peopleMailed });
    expect((await confirm(60)).status).toBe(409);
    const confirmation = { deletions: 0, linkCount: 9, peopleMailed: 60, since: '2026-03-01T10:00:00Z' };
    await site.organisation.tenant
      .update('setup')
      .set({ confirmation: JSON.stringify(confirmation) })
      .execute();
    const { status, setup: view } = (await ada.get('/api/setups/contacts')).body;
    expect(status).toMatchObject({ state: 'confirmation_needed', reason: 'many_mailed', who: 'user' });
    expect(status.message).toContain('60 people');
    expect(view.confirmation).toEqual({ deletions: 0, linkCount: 9, peopleMailed: 60 });

    const tooMany = await confirm(61);
    expect([tooMany.status, tooMany.body.details.api_name]).toEqual([400, 'peopleMailed']);
    await salesProfile(site).without('Crm_Implied_Mscontact_Sync');
    expect((await confirm(60)).status).toBe(403);
    await salesProfile(site).with('Crm_Implied_Mscontact_Sync');
    const before = await wanted();
    expect((await confirm(60)).body).toMatchObject({ setup: { confirmation: null } });
    expect(await wanted()).toBeGreaterThan(before);
    const stored = await readSetup(site.organisation.tenant, site.organisation.adaId, 'contacts');
    expect(stored).toMatchObject({ confirmed_mail: 60, confirmed_deletions: 0 });
  });

  test('a failed item of one’s own is tried at once by whoever may sync', async () => {
    const { tenant } = site.organisation;
    const { id } = await tenant
      .insert('link', {
        setup_id: setup.id,
        correlation_id: 'c',
        failures: 2,
        problem: 'Microsoft refused it: no',
        next_attempt_at: new Date('2099-01-01'),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const retry = (who: Browser = ada, link = id) => who.post(`/api/setups/contacts/waiting/${link}/retry`);
    const listed = async () => (await ada.get('/api/setups/contacts/waiting')).body.items;
    expect(await listed()).toMatchObject([{ id, kind: 'failed', message: 'Microsoft refused it: no' }]);

    const alan = await site.signedIn(site.people.alan);
    expect((await retry(alan)).status).toBe(409);
    await site.connect(alan, 'contacts', site.people.alan);
    expect((await retry(alan)).status).toBe(400);
    await salesProfile(site).without('Crm_Implied_Mscontact_Sync');
    expect((await retry()).status).toBe(403);
    await salesProfile(site).with('Crm_Implied_Mscontact_Sync');
    expect((await listed())[0].nextAttemptAt).not.toBeNull();
    expect((await retry(ada, '999')).status).toBe(400);

    const before = await wanted();
    expect((await retry()).status).toBe(200);
    expect((await listed())[0].nextAttemptAt).toBeNull();
    expect(await wanted()).toBeGreaterThan(before);

    // It went through between the look at the list and the press of the button.
    await tenant.update('link').where('id', '=', id).set({ failures: 0, problem: null }).execute();
    expect(await listed()).toEqual([]);
    expect((await retry()).status).toBe(200);
  });

  test('what could be the same more than once is shown without hidden fields, and decided by its owner', async () => {
    const { tenant } = site.organisation;
    const recordId = await addContact({ Last_Name: 'Hopper', Email: 'info@navy.test', Title: 'Admiral' });
    const seen = (lastName: string) => ({
      state: 'present',
      item: {
        values: { lastName, emails: ['info@navy.test'], jobTitle: 'Captain' },
        etag: null,
        lastModifiedAt: null,
        traits: { private: false, role: 'owner', series: 'single', iCalUId: null, attendeeCount: 0 },
      },
    });
    const half = { setup_id: setup.id, held_reason: 'ambiguous_match', created_at: site.clock.now() };
    const [mine, ...theirs] = await tenant
      .insert('link', [
        { ...half, correlation_id: 'r', record_id: recordId },
        { ...half, correlation_id: 'i1', item_id: 'one', seen: JSON.stringify(seen('Hopper')) },
        { ...half, correlation_id: 'i2', item_id: 'two', seen: JSON.stringify(seen('Murray')) },
      ])
      .returning('id')
      .execute();
    await salesProfile(site).restrict({ Contacts: { Title: 'hidden' } });
    const { groups } = (await ada.get('/api/setups/contacts/matches')).body;
    expect(groups).toMatchObject([
      {
        records: [{ id: mine?.id, title: 'Hopper', recordId }],
        items: [
          { title: 'Hopper', recordId: null },
          { title: 'Murray', recordId: null },
        ],
      },
    ]);
    expect(JSON.stringify(groups)).toContain('info@navy.test');
    expect(JSON.stringify(groups)).not.toMatch(/Admiral|Captain/);

    const same = { decision: 'same', recordLinkId: mine?.id, itemLinkId: theirs[1]?.id };
    const decide = (json: object, who: Browser = ada) => who.post('/api/setups/contacts/matches', json);
    const alan = await site.signedIn(site.people.alan);
    await site.connect(alan, 'contacts', site.people.alan);
    expect((await alan.get('/api/setups/contacts/matches')).body.groups).toEqual([]);
    expect((await decide(same, alan)).status).toBe(409);
    expect((await decide({ decision: 'different', linkIds: [] })).status).toBe(400);
    expect((await decide({ ...same, itemLinkId: '999' })).status).toBe(409);
    const decided = async () =>
      tenant.select('link').orderBy('id').select(['same_as', 'stands_alone']).execute();
    expect(await decided()).toEqual([1, 2, 3].map(() => ({ same_as: null, stands_alone: false })));

    const before = await wanted();
    expect((await decide(same)).status).toBe(200);
    expect(await wanted()).toBeGreaterThan(before);
    expect((await decided())[0]).toEqual({ same_as: theirs[1]?.id, stands_alone: false });
  });
});
