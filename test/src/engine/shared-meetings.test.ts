import { beforeEach, describe, expect, it } from 'vitest';
import type { RecordRow } from '@syncgrant/store';
import type { Company, GraphAnswer } from '../support/company.ts';
import { DATABASE_KINDS } from '../support/databases.ts';
import { steer, withReadings } from '../support/readings.ts';
import { useCompany } from '../support/use-company.ts';

let ada: Company;
let ben: Company;

const inDays = (days: number, time: string): string =>
  `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}T${time}`;
const invited = (...names: string[]) => ({
  attendees: names.map((name) => ({
    type: 'required',
    emailAddress: { address: `${name}@example.test`, name },
  })),
});
const event = (subject: string, more: object = {}) => ({
  subject,
  start: { dateTime: inDays(3, '10:00:00'), timeZone: 'UTC' },
  end: { dateTime: inDays(3, '11:00:00'), timeZone: 'UTC' },
  ...more,
});
const eventsOf = async (company: Company): Promise<GraphAnswer[]> =>
  (await company.graph('GET', '/me/events?$top=100')).value;
const eventOf = async (company: Company, subject: string): Promise<GraphAnswer> =>
  (await eventsOf(company)).find((found) => found.subject === subject);
const titles = async (): Promise<unknown[]> =>
  (await ada.records('meetings')).map(({ fields }) => fields['Event_Title']);
async function theRecord(): Promise<RecordRow> {
  const records = await ada.records('meetings');
  expect(records).toHaveLength(1);
  const [record] = records;
  if (record === undefined) throw new Error('no record');
  return record;
}
async function linksOf(company: Company): Promise<{ record_id: string | null }[]> {
  return company.tenant
    .select('link')
    .innerJoin('setup', 'setup.id', 'link.setup_id')
    .where('setup.user_id', '=', company.userId)
    .select('link.record_id')
    .execute();
}
async function settleBoth(): Promise<void> {
  for (let round = 0; round < 2; round += 1) {
    await ada.settle();
    await ben.settle();
  }
}

describe.each(withReadings(DATABASE_KINDS))('a meeting in two mailboxes, on $name', (kind) => {
  useCompany(kind, async (opened) => {
    ada = opened;
    await steer(ada, kind.reading.behaviour);
  });
  beforeEach(async () => {
    ben = await ada.hire('Ben');
  });

  it('is one record with two links when the organiser came first', async () => {
    await ada.graph('POST', '/me/events', event('Review', invited('ben')));
    await ada.enable('meetings');
    await ben.enable('meetings');
    const record = await theRecord();
    expect(record.owner_id).toBe(ada.userId);
    expect(await linksOf(ben)).toEqual([{ record_id: record.id }]);
    expect(await linksOf(ada)).toEqual([{ record_id: record.id }]);
  });

  it('is the organiser’s record once the organiser comes, and keeps what it held', async () => {
    await ada.graph('POST', '/me/events', event('Review', invited('ben')));
    await ben.enable('meetings');
    const before = await theRecord();
    expect(before.owner_id).toBe(ben.userId);
    const mails = ada.emulator.mailLog.length;
    await ada.enable('meetings');
    await settleBoth();
    const after = await theRecord();
    expect(after).toMatchObject({ id: before.id, owner_id: ada.userId, fields: before.fields });
    expect(await eventsOf(ada)).toHaveLength(1);
    expect(await eventsOf(ben)).toHaveLength(1);
    expect(ada.emulator.mailLog).toHaveLength(mails);

    const { id } = await eventOf(ada, 'Review');
    await ada.graph('PATCH', `/me/events/${id}`, { subject: 'Long review' });
    await settleBoth();
    expect(await titles()).toEqual(['Long review']);
    await ada.changeRecord('meetings', after.id, { Venue: 'Room 9' });
    await settleBoth();
    expect((await eventOf(ben, 'Long review')).location.displayName).toBe('Room 9');
  });

  it('is one record when it was made in the CRM and sent from there', async () => {
    await ada.enable('meetings');
    await ben.enable('meetings');
    await ada.addRecord('meetings', {
      Event_Title: 'Planning',
      Start_DateTime: `${inDays(2, '09:00:00')}+00:00`,
      End_DateTime: `${inDays(2, '10:00:00')}+00:00`,
      Participants: [{ type: 'email', participant: 'ben@example.test' }],
    });
    await settleBoth();
    expect(await titles()).toEqual(['Planning']);
    expect(await eventsOf(ben)).toHaveLength(1);
  });

  it('is one record even when the copy arrives before the organiser’s run knows what it sent', async () => {
    await ada.enable('meetings');
    await ben.enable('meetings');
    await ada.addRecord('meetings', {
      Event_Title: 'Planning',
      Start_DateTime: `${inDays(2, '09:00:00')}+00:00`,
      End_DateTime: `${inDays(2, '10:00:00')}+00:00`,
      Participants: [{ type: 'email', participant: 'ben@example.test' }],
    });
    let between = 0;
    ada.whenAnswered(/events$/, async () => {
      await ben.settle();
      between = (await ada.records('meetings')).length;
    });
    await settleBoth();
    expect(between).toBe(1);
    ada.clock.advance(5 * 60_000);
    await settleBoth();
    await theRecord();
  });

  it('has its content from the organiser alone, and answers from everybody', async () => {
    await ada.graph('POST', '/me/events', event('Review', invited('ben')));
    await ada.enable('meetings');
    await ben.enable('meetings');
    const copy = await eventOf(ben, 'Review');
    await ben.graph('POST', `/me/events/${copy.id}/tentativelyAccept`, { sendResponse: false });
    await ben.settle();
    expect((await theRecord()).fields['Participants']).toMatchObject([
      { participant: 'ben@example.test', status: 'tentative' },
    ]);
    await ben.graph('POST', `/me/events/${copy.id}/accept`, { sendResponse: true });
    await ada.settle();
    expect((await theRecord()).fields['Participants']).toMatchObject([{ status: 'accepted' }]);
  });

  it('loses an attendee who declines or removes the copy, and nothing else', async () => {
    await ada.graph('POST', '/me/events', event('Review', invited('ben')));
    await ada.enable('meetings');
    await ben.enable('meetings');
    await ben.graph('DELETE', `/me/events/${(await eventOf(ben, 'Review')).id}`);
    const mails = ada.emulator.mailLog.length;
    await settleBoth();
    expect((await theRecord()).fields['Participants']).toMatchObject([
      { participant: 'ben@example.test', status: 'declined' },
    ]);
    expect(await eventsOf(ada)).toHaveLength(1);
    await ada.changeRecord('meetings', (await theRecord()).id, { Description: 'Agenda' });
    await settleBoth();
    expect(await eventsOf(ada)).toHaveLength(1);
    expect((await theRecord()).fields['Participants']).toMatchObject([{ status: 'declined' }]);
    expect(ada.emulator.mailLog.slice(mails).map(({ kind: mail }) => mail)).toEqual(['update']);
  });

  it('survives its owner’s decline, and is not sent out from the owner’s mailbox again', async () => {
    const cleo = await ada.hire('Cleo');
    await ada.graph('POST', '/me/events', event('Review', invited('ben', 'cleo')));
    await ben.enable('meetings');
    await cleo.enable('meetings');
    const { id } = await theRecord();
    const copy = await eventOf(ben, 'Review');
    await ben.graph('POST', `/me/events/${copy.id}/decline`, { sendResponse: false });
    await ben.settle();
    await cleo.settle();
    expect((await theRecord()).owner_id).toBe(ben.userId);
    await ben.changeRecord('meetings', id, { Description: 'Notes' });
    await ben.settle();
    expect(await eventsOf(ben)).toEqual([]);

    /* Whoever is left brings the content in. */
    await ada.graph('PATCH', `/me/events/${(await eventOf(ada, 'Review')).id}`, { subject: 'Moved review' });
    await cleo.settle();
    expect(await titles()).toEqual(['Moved review']);

    /* That nobody is left any more is no reason to delete what its owner edits. */
    await cleo.tenant.update('setup').where('user_id', '=', cleo.userId).set({ phase: 'disabled' }).execute();
    await ben.changeRecord('meetings', id, { Description: 'More notes' });
    await ben.settle();
    expect((await theRecord()).fields['Description']).toBe('More notes');
  });

  it('is called off for all when the organiser deletes it, on either side', async () => {
    await ada.graph('POST', '/me/events', event('Review', invited('ben')));
    await ada.graph('POST', '/me/events', event('Retro', invited('ben')));
    await ada.enable('meetings');
    await ben.enable('meetings');
    await ada.graph('DELETE', `/me/events/${(await eventOf(ada, 'Review')).id}`);
    const retro = (await ada.records('meetings')).find(({ fields }) => fields['Event_Title'] === 'Retro');
    await ada.removeRecord('meetings', retro?.id ?? '');
    await ben.settle();
    expect((await eventOf(ben, 'Retro')).isCancelled).toBe(false);
    await settleBoth();
    expect(await titles()).toEqual([]);
    expect(await eventsOf(ada)).toEqual([]);
    expect((await linksOf(ben)).filter(({ record_id: id }) => id !== null)).toEqual([]);
  });

  it('waits for a paused organiser, and goes on with the attendees when the organiser’s sync has ended', async () => {
    await ada.graph('POST', '/me/events', event('Review', invited('ben')));
    await ada.enable('meetings');
    await ben.enable('meetings');
    const adasSetup = () => ada.tenant.update('setup').where('user_id', '=', ada.userId);
    await adasSetup().set({ own_pause_since: ada.clock.now() }).execute();
    const { id } = await eventOf(ada, 'Review');
    await ada.graph('PATCH', `/me/events/${id}`, { subject: 'Renamed' });
    await settleBoth();
    expect(await titles()).toEqual(['Review']);
    await adasSetup().set({ own_pause_since: null }).execute();
    await settleBoth();
    expect(await titles()).toEqual(['Renamed']);

    await adasSetup().set({ phase: 'disabled' }).execute();
    await ada.graph('PATCH', `/me/events/${id}`, { subject: 'Renamed again' });
    await settleBoth();
    expect(await titles()).toEqual(['Renamed again']);
    await adasSetup().set({ phase: 'active' }).execute();
    await settleBoth();
    expect(await titles()).toEqual(['Renamed again']);
    await theRecord();
  });

  it('stays with whom it was given to, and attendees go on answering', async () => {
    const cleo = await ada.hire('Cleo');
    await ada.graph('POST', '/me/events', event('Review', invited('ben')));
    await ada.enable('meetings');
    await ben.enable('meetings');
    await cleo.enable('meetings');
    const { id } = await theRecord();
    await ada.giveRecord('meetings', id, cleo.userId);
    await settleBoth();
    await cleo.settle();
    await ben.graph('POST', `/me/events/${(await eventOf(ben, 'Review')).id}/accept`, {
      sendResponse: false,
    });
    await settleBoth();
    await cleo.settle();
    expect(await theRecord()).toMatchObject({ id, owner_id: cleo.userId });
    expect((await theRecord()).fields['Participants']).toMatchObject([{ status: 'accepted' }]);
    expect(await eventsOf(cleo)).toEqual([]);
    expect(await eventsOf(ada)).toHaveLength(1);
  });

  it('shows an attendee without a view of others’ records nothing of it, and has nothing written by them', async () => {
    await ada.graph('POST', '/me/events', event('Review', invited('ben')));
    await ada.enable('meetings');
    await ada.changeRecord('meetings', (await theRecord()).id, { Description: 'Secret of the CRM' });
    await ben.setPermission('Crm_Implied_Access_All_Records', false);
    await ben.enable('meetings');
    const record = await theRecord();
    await ben.graph('POST', `/me/events/${(await eventOf(ben, 'Review')).id}/accept`, {
      sendResponse: false,
    });
    await ben.settle();
    expect((await theRecord()).version).toBe(record.version);
    const stored = await ben.tenant
      .select('link')
      .innerJoin('setup', 'setup.id', 'link.setup_id')
      .where('setup.user_id', '=', ben.userId)
      .select('base_crm')
      .execute();
    expect(JSON.stringify(stored)).not.toContain('Secret');
    await ben.setPermission('Crm_Implied_Access_All_Records', true);
    await ben.settle();
    expect((await theRecord()).fields['Participants']).toMatchObject([{ status: 'accepted' }]);
  });

  it('is left to the attendee who wrote it down before by an organiser who may not see records of others', async () => {
    await ben.addRecord('meetings', {
      Event_Title: 'Review',
      Start_DateTime: `${inDays(3, '10:00:00')}+00:00`,
      End_DateTime: `${inDays(3, '11:00:00')}+00:00`,
    });
    await ada.graph('POST', '/me/events', event('Review', invited('ben')));
    await ben.enable('meetings');
    await ada.setPermission('Crm_Implied_Access_All_Records', false);
    await ada.enable('meetings');
    await settleBoth();
    expect((await theRecord()).owner_id).toBe(ben.userId);
    await ada.setPermission('Crm_Implied_Access_All_Records', true);
    await settleBoth();
    expect((await theRecord()).owner_id).toBe(ada.userId);
  });

  it('is no meeting of several where two have imported the same calendar', async () => {
    await ada.enable('meetings');
    await ben.enable('meetings');
    await ada.graph('POST', '/me/events', event('Holiday'));
    await ada.settle();
    const { id } = await theRecord();
    await ben.graph('POST', '/me/events', event('Holiday'));
    await ben.tenant
      .update('shared_meeting')
      .where('record_id', '=', id)
      .set({ ical_uid: (await eventOf(ben, 'Holiday')).iCalUId })
      .execute();
    await settleBoth();
    expect(await titles()).toEqual(['Holiday', 'Holiday']);
    await ben.graph('DELETE', `/me/events/${(await eventOf(ben, 'Holiday')).id}`);
    await settleBoth();
    expect(await titles()).toEqual(['Holiday']);
    expect(await eventsOf(ada)).toHaveLength(1);
  });

  it('is one record when both syncs find it in the same moment', async () => {
    for (let index = 0; index < 60; index += 1)
      await ada.graph('POST', '/me/events', event(`Review ${index}`, invited('ben')));
    for (const company of [ada, ben]) {
      await company.connect('meetings');
      await company.configure('meetings');
      await company.settle();
      await company.start('meetings');
    }
    await Promise.all([ada.settle(), ben.settle()]);
    await settleBoth();
    expect(await titles()).toHaveLength(60);
    expect((await ada.records('meetings')).every(({ owner_id: owner }) => owner === ada.userId)).toBe(true);
    expect(await eventsOf(ben)).toHaveLength(60);
    expect(await eventsOf(ada)).toHaveLength(60);
  });
});
