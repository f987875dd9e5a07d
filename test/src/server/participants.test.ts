import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ENDPOINTS } from '@syncgrant/contracts';
import type { ItemTraits, Seen } from '@syncgrant/core';
import { insertLinks, readSetup } from '@syncgrant/store';
import { DATABASE_KINDS, type TestDatabase } from '../support/databases.ts';
import type { Answer, Browser } from './browser.ts';
import { callRecords } from './record-requests.ts';
import { salesProfile } from './sales-profile.ts';
import { openSite, type Site } from './site.ts';

const ABOUT_RECORDS = ENDPOINTS.filter(({ access }) => access.kind === 'record');
const TRAITS: ItemTraits = {
  private: false,
  role: 'attendee',
  series: 'single',
  iCalUId: 'uid',
  attendeeCount: 2,
};
const ALL_RECORDS = 'Crm_Implied_Access_All_Records';

describe.each(DATABASE_KINDS)('meetings in which somebody takes part, on $name', ({ open }) => {
  let database: TestDatabase;
  let site: Site;
  let ada: Browser;
  let alan: Browser;
  let grace: Browser;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    site = await openSite(database.database);
    ada = await site.signedIn(site.people.ada);
    alan = await site.signedIn(site.people.alan);
    grace = await site.signedIn(site.people.grace);
  });
  afterEach(() => site.close());

  const rows = () => site.organisation.tenant.select('record').orderBy('id').selectAll().execute();
  const create = async (browser: Browser, module: string, values: object): Promise<string> => {
    const { body, text } = await browser.post(`/crm/v8/${module}`, { data: [values] });
    const id: unknown = body.data?.[0]?.details?.id;
    if (typeof id !== 'string') throw new Error(text);
    return id;
  };
  const meeting = (title: string, participants: readonly object[] = [], more: object = {}) =>
    create(grace, 'Events', {
      Event_Title: title,
      Start_DateTime: '2026-03-02T10:00:00Z',
      End_DateTime: '2026-03-02T11:00:00Z',
      Participants: participants,
      ...more,
    });
  const asUser = (id: string) => ({ type: 'user', participant: id });
  const atAddress = (address: string) => ({ type: 'email', participant: address });
  const titles = async (browser: Browser, query = ''): Promise<unknown[]> => {
    const { body } = await browser.get(`/crm/v8/Events?fields=Event_Title${query}`);
    return (body?.data ?? []).map((row: { Event_Title: unknown }) => row.Event_Title);
  };
  const mayNot = ({ status, body }: Answer) => {
    const { code, details } = body.data?.[0] ?? body;
    return [status, code, details.permissions];
  };

  /** Alan's sync is on, and has the record in his mailbox. */
  async function inAlansMailbox(recordId: string, seen: Seen): Promise<void> {
    const { tenant, alanId } = site.organisation;
    await site.connect(alan, 'meetings', site.people.alan);
    await tenant.update('setup').where('user_id', '=', alanId).set({ phase: 'active' }).execute();
    const setup = await readSetup(tenant, alanId, 'meetings');
    const link = { correlationId: recordId, itemId: 'item', recordId, seen };
    await insertLinks(tenant, setup?.id ?? '', [link], site.clock.now());
  }
  const present = (traits: Partial<ItemTraits> = {}): Seen => ({
    state: 'present',
    item: { values: {}, etag: null, lastModifiedAt: null, traits: { ...TRAITS, ...traits } },
  });

  test('are seen by those whom the record invites, as users or at their addresses, and by nobody else', async () => {
    const { adaId } = site.organisation;
    await meeting('As a user', [asUser(adaId)]);
    await meeting('At the address', [atAddress(site.people.ada.upn.toUpperCase())]);
    await meeting('As a contact', [{ type: 'contact', participant: '7', Email: site.people.ada.upn }]);
    await meeting('Of others', [atAddress(site.people.stranger.upn), asUser('7')]);
    expect(await titles(ada)).toEqual(['As a contact', 'At the address', 'As a user']);
    expect(await titles(alan)).toEqual([]);
    expect(await titles(grace)).toHaveLength(4);
  });

  test('are seen while they stand in the mailbox and its sync is on', async () => {
    const { tenant, alanId } = site.organisation;
    const id = await meeting('Review');
    expect(await titles(alan)).toEqual([]);
    await inAlansMailbox(id, present());
    expect(await titles(alan)).toEqual(['Review']);
    expect(await titles(ada)).toEqual([]);

    const link = (seen: Seen) =>
      tenant
        .update('link')
        .set({ seen: JSON.stringify(seen) })
        .execute();
    await link({ state: 'deleted', at: '2026-03-01T00:00:00Z', traits: TRAITS });
    expect(await titles(alan)).toEqual([]);
    await link(present({ cancelled: true }));
    expect(await titles(alan)).toEqual([]);
    await link(present());
    expect(await titles(alan)).toEqual(['Review']);
    const setup = (phase: 'disabled' | 'active') =>
      tenant.update('setup').where('user_id', '=', alanId).set({ phase }).execute();
    await setup('disabled');
    expect(await titles(alan)).toEqual([]);
    await setup('active');
    expect((await alan.get(`/crm/v8/Events/${id}`)).status).toBe(200);
  });

  test('are in every answer in which the own ones are, with what belongs to them', async () => {
    const id = await meeting('Walrus', [asUser(site.organisation.adaId)], { Venue: 'Pier' });
    await meeting('Of others');
    const form = new FormData();
    form.set('file', new Blob(['agenda']), 'agenda.txt');
    await grace.send('POST', `/crm/v8/Events/${id}/Attachments`, { body: form });
    const answers = await Promise.all(
      [
        `/${id}`,
        '?fields=Event_Title',
        `?fields=Event_Title&ids=${id}`,
        '?fields=Event_Title&sort_by=Modified_Time&sort_order=asc',
        '/search?word=walrus',
        '/search?criteria=(Event_Title:equals:Walrus)',
        '/search?criteria=(Venue:starts_with:Pi)',
        '/actions/export',
      ].map((path) => ada.get(`/crm/v8/Events${path}`)),
    );
    expect(answers.map(({ status, text }) => [status, text.includes('Walrus')])).toEqual(
      answers.map(() => [200, true]),
    );
    expect(answers.filter(({ text }) => text.includes('Of others'))).toEqual([]);
    expect((await ada.get('/crm/v8/Events/actions/count')).body).toEqual({ count: 1 });
    const files = await ada.get(`/crm/v8/Events/${id}/Attachments?fields=File_Name`);
    expect(files.body.data[0].File_Name).toBe('agenda.txt');
    expect((await ada.get(`/crm/v8/Events/${id}/Notes?fields=Note_Title`)).status).toBe(204);
    const copy = await ada.post(`/crm/v8/Events/${id}/actions/clone`, {});
    expect(copy.status).toBe(201);
  });

  test('are listed with the own ones in one order, page by page', async () => {
    const { adaId } = site.organisation;
    const expected: string[] = [];
    for (let number = 0; number < 9; number += 1) {
      const title = `Meeting ${number}`;
      expected.unshift(title);
      const participants = number === 4 ? [atAddress(site.people.ada.upn)] : [asUser(adaId)];
      if (number % 3 === 0) await meeting(title, participants, { Owner: { id: adaId } });
      else await meeting(title, participants);
    }
    expect(await titles(ada)).toEqual(expected);
    const found: unknown[] = [];
    let query = '&per_page=2';
    for (let page = 0; page < 5; page += 1) {
      const { body } = await ada.get(`/crm/v8/Events?fields=Event_Title${query}`);
      found.push(...body.data.map((row: { Event_Title: string }) => row.Event_Title));
      query = `&per_page=2&page_token=${body.info.next_page_token}`;
    }
    expect(found).toEqual(expected);
    expect(await titles(ada, '&per_page=4&page=2')).toEqual(expected.slice(4, 8));
    expect(await titles(ada, '&sort_by=Created_Time&sort_order=asc')).toEqual(expected.toReversed());
    expect((await ada.get('/crm/v8/Events/actions/count')).body).toEqual({ count: 9 });
    const searched = await ada.get('/crm/v8/Events/search?word=meeting&per_page=5');
    expect([searched.body.data.length, searched.body.info.more_records]).toEqual([5, true]);
  });

  test('are viewed and no more: whoever takes part is told what it would take', async () => {
    const { adaId } = site.organisation;
    const id = await meeting('Review', [asUser(adaId)]);
    const before = await rows();
    const note = { data: [{ Note_Content: 'x' }] };
    const answers = [
      await ada.put(`/crm/v8/Events/${id}`, { data: [{ Venue: 'Elsewhere' }] }),
      await ada.put('/crm/v8/Events', { data: [{ id, Venue: 'Elsewhere' }] }),
      await ada.post('/crm/v8/Events/upsert', { data: [{ id, Venue: 'Elsewhere' }] }),
      await ada.send('DELETE', `/crm/v8/Events/${id}`),
      await ada.send('DELETE', `/crm/v8/Events?ids=${id}`),
      await ada.post(`/crm/v8/Events/${id}/actions/change_owner`, { owner: { id: adaId } }),
      await ada.post('/crm/v8/Events/actions/change_owner', { ids: [id], owner: { id: adaId } }),
      await ada.post(`/crm/v8/Events/${id}/Notes`, note),
    ];
    expect(answers.map(mayNot)).toEqual(answers.map(() => [403, 'NO_PERMISSION', [ALL_RECORDS]]));
    for (const endpoint of ABOUT_RECORDS.filter(({ id: name }) => name !== 'cloneRecord'))
      await callRecords(ada, endpoint, 'Events', { recordId: id, namedId: id });
    const [after] = (await rows()).filter((row) => row.id === id);
    expect(after).toEqual(before[0]);
    expect(await site.organisation.tenant.select('attachment').select('id').execute()).toEqual([]);
  });

  test('need the right to view meetings, and hide what is hidden', async () => {
    const profile = salesProfile(site);
    const id = await meeting('Review', [asUser(site.organisation.adaId)], { Venue: 'Secret' });
    await profile.restrict({ Events: { Venue: 'hidden', Participants: 'hidden' } });
    const { status, text } = await ada.get(`/crm/v8/Events/${id}`);
    expect([status, /Secret|"Participants"/.test(text), text.includes('Review')]).toEqual([200, false, true]);
    expect((await ada.get('/crm/v8/Events/search?word=secret')).status).toBe(204);
    await profile.without('Crm_Implied_View_Events');
    expect(mayNot(await ada.get(`/crm/v8/Events/${id}`))).toEqual([
      403,
      'NO_PERMISSION',
      ['Crm_Implied_View_Events'],
    ]);
  });

  test('end with the invitation, and once they are deleted', async () => {
    const { adaId } = site.organisation;
    const first = await meeting('First', [asUser(adaId)]);
    const second = await meeting('Second', [asUser(adaId)]);
    await grace.put(`/crm/v8/Events/${first}`, { data: [{ Participants: [] }] });
    await grace.send('DELETE', `/crm/v8/Events/${second}`);
    expect(await titles(ada)).toEqual([]);
    for (const id of [first, second]) expect((await ada.get(`/crm/v8/Events/${id}`)).status).toBe(204);
    expect((await ada.get('/crm/v8/Events/deleted')).status).toBe(204);
  });

  test('open nothing of another organisation, and nothing of another module', async () => {
    const other = await site.signedIn(site.people.other);
    await create(other, 'Events', {
      Event_Title: 'Abroad',
      Start_DateTime: '2026-03-02T10:00:00Z',
      End_DateTime: '2026-03-02T11:00:00Z',
      Participants: [atAddress(site.people.ada.upn), asUser(site.organisation.adaId)],
    });
    await create(grace, 'Contacts', { Last_Name: 'Other', Email: site.people.ada.upn });
    expect(await titles(ada)).toEqual([]);
    expect((await ada.get('/crm/v8/Contacts?fields=id')).status).toBe(204);
  });
});
