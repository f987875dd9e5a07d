import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readSetup, type SetupRow } from '@syncgrant/store';
import { DATABASE_KINDS, type TestDatabase } from '../support/databases.ts';
import type { Browser } from './browser.ts';
import { salesProfile } from './sales-profile.ts';
import { openSite, type Site } from './site.ts';

describe.each(DATABASE_KINDS)('an invitation on $name', ({ open }) => {
  let database: TestDatabase;
  let site: Site;
  let ada: Browser;
  let setup: SetupRow;
  let id: string;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    site = await openSite(database.database);
    ada = await site.signedIn(site.people.ada);
    await site.connect(ada, 'meetings', site.people.ada);
    const { tenant, adaId } = site.organisation;
    await tenant.update('setup').set({ phase: 'active' }).execute();
    const stored = await readSetup(tenant, adaId, 'meetings');
    if (stored === null) throw new Error('no setup');
    setup = stored;
    id = await addMeeting(site.people.ada.upn);
    await invite(id);
  });
  afterEach(() => site.close());

  const addMeeting = async (participant: string): Promise<string> => {
    const { body } = await ada.post('/crm/v8/Events', {
      data: [
        {
          Event_Title: 'Review',
          Start_DateTime: '2026-12-01T10:00:00+00:00',
          End_DateTime: '2026-12-01T11:00:00+00:00',
          Participants: [{ type: 'email', participant, name: 'Ada' }],
        },
      ],
    });
    return body.data[0].details.id;
  };
  /** As the sync leaves it behind: the meeting is in Ada's mailbox, and somebody else's. */
  const invite = (recordId: string, traits: object = {}) =>
    site.organisation.tenant
      .insert('link', {
        setup_id: setup.id,
        correlation_id: recordId,
        item_id: `item-${recordId}`,
        record_id: recordId,
        container_id: null,
        seen: JSON.stringify({
          state: 'present',
          item: {
            values: {},
            etag: null,
            lastModifiedAt: null,
            traits: {
              private: false,
              role: 'attendee',
              series: 'single',
              iCalUId: null,
              attendeeCount: 1,
              invitedAs: site.people.ada.upn,
              ...traits,
            },
          },
        }),
        created_at: new Date(),
      })
      .execute();
  const path = (recordId = id) => `/crm/v8/Events/${recordId}`;
  const answer = (given: string, who = ada, recordId = id) =>
    who.post(`${path(recordId)}/actions/answer`, { answer: given });
  const invitation = async (who = ada, recordId = id) =>
    (await who.get(`${path(recordId)}/invitation`)).body.invitation;
  const participants = async () => (await ada.get(path())).body.data[0].Participants;
  const stored = async () =>
    (await site.organisation.tenant.select('link').select('own_answer').execute()).flatMap(
      ({ own_answer: own }) => own ?? [],
    );
  const wanted = async () =>
    (
      await site.organisation.tenant
        .select('microsoft_account')
        .where('id', '=', setup.account_id)
        .select('wanted')
        .executeTakeFirstOrThrow()
    ).wanted;

  test('is answered in the record, and the answer left to the sync at once', async () => {
    expect(await invitation()).toEqual({ answer: null, waiting: false });
    const before = await wanted();
    expect((await answer('tentative')).status).toBe(200);
    expect(await participants()).toMatchObject([{ name: 'Ada', status: 'tentative' }]);
    expect(await invitation()).toEqual({ answer: 'tentative', waiting: true });
    expect(await stored()).toMatchObject([
      { answer: 'tentative', start: '2026-12-01T10:00:00Z', end: '2026-12-01T11:00:00Z' },
    ]);
    expect(await wanted()).toBeGreaterThan(before);
    await answer('declined');
    expect(await stored()).toMatchObject([{ answer: 'declined' }]);
  });

  test.each([['cancelled'], ['private']])('that is %s is none to be answered', async (trait) => {
    const other = await addMeeting(site.people.ada.upn);
    await invite(other, { [trait]: true });
    expect(await invitation(ada, other)).toBeNull();
    expect((await answer('accepted', ada, other)).body.code).toBe('NOT_POSSIBLE_NOW');
  });

  test('is not one to a meeting that is in no mailbox, is one’s own, or has other participants', async () => {
    const [nowhere, own, others] = [
      await addMeeting(site.people.ada.upn),
      await addMeeting(site.people.ada.upn),
      await addMeeting(site.people.alan.upn),
    ];
    await invite(own, { role: 'owner' });
    await invite(others);
    for (const meeting of [nowhere, own, others]) {
      expect(await invitation(ada, meeting)).toBeNull();
      expect((await answer('accepted', ada, meeting)).status).toBe(409);
    }
    expect(await stored()).toEqual([]);
  });

  test('of one is not answered by another', async () => {
    const grace = await site.signedIn(site.people.grace);
    expect(await invitation(grace)).toBeNull();
    expect((await answer('declined', grace)).status).toBe(409);
    expect(await participants()).toMatchObject([{ name: 'Ada' }]);
    expect(await stored()).toEqual([]);
  });

  test('can be answered while the sync is paused, and not once it is disabled', async () => {
    const { tenant } = site.organisation;
    await tenant.update('setup').set({ own_pause_since: new Date() }).execute();
    expect((await answer('accepted')).status).toBe(200);
    await tenant.update('setup').set({ phase: 'disabled' }).execute();
    expect((await answer('declined')).status).toBe(409);
    expect(await stored()).toMatchObject([{ answer: 'accepted' }]);
  });

  test('takes Edit, and a field of participants that the profile lets one write', async () => {
    await salesProfile(site).without('Crm_Implied_Edit_Events');
    expect((await answer('accepted')).body.code).toBe('NO_PERMISSION');
    expect(await invitation()).toEqual({ answer: null, waiting: false });
    await salesProfile(site).with('Crm_Implied_Edit_Events');
    await salesProfile(site).restrict({ Events: { Participants: 'read_only' } });
    expect((await answer('accepted')).body.code).toBe('NO_PERMISSION');
    expect(await invitation()).toEqual({ answer: null, waiting: false });
    await salesProfile(site).restrict({ Events: { Participants: 'hidden' } });
    expect((await answer('accepted')).body.code).toBe('NO_PERMISSION');
    expect(await invitation()).toBeNull();
    expect(await stored()).toEqual([]);
    await salesProfile(site).restrict({});
    expect((await answer('accepted')).status).toBe(200);
  });
});
