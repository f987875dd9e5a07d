import { beforeEach, describe, expect, it } from 'vitest';
import {
  beginRemoval,
  disableSetup,
  inTransaction,
  takesPartIn,
  Tenant,
  type RecordRow,
} from '@syncgrant/store';
import type { Company, GraphAnswer } from '../support/company.ts';
import { DATABASE_KINDS } from '../support/databases.ts';
import { useCompany } from '../support/use-company.ts';

let ada: Company;
let ben: Company;

const inDays = (days: number, time: string): string =>
  `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}T${time}`;
const event = (subject: string, more: object = {}) => ({
  subject,
  start: { dateTime: inDays(3, '10:00:00'), timeZone: 'UTC' },
  end: { dateTime: inDays(3, '11:00:00'), timeZone: 'UTC' },
  attendees: [{ type: 'required', emailAddress: { address: 'ben@example.test', name: 'Ben' } }],
  ...more,
});
const record = (title: string, more: object = {}) => ({
  Event_Title: title,
  Start_DateTime: `${inDays(2, '09:00:00')}+00:00`,
  End_DateTime: `${inDays(2, '10:00:00')}+00:00`,
  Participants: [{ type: 'email', participant: 'ben@example.test' }],
  ...more,
});
const eventsOf = async (company: Company): Promise<GraphAnswer[]> =>
  (await company.graph('GET', '/me/events?$top=100')).value;
const subjectsOf = async (company: Company) =>
  (await eventsOf(company)).map(({ subject }) => String(subject));
async function eventOf(company: Company, subject: string): Promise<GraphAnswer> {
  const found = (await eventsOf(company)).find((one) => one.subject === subject);
  if (found === undefined) throw new Error(`no ${subject}`);
  return found;
}
const titles = async () => (await ada.records('meetings')).map(({ fields }) => String(fields['Event_Title']));
async function theRecord(): Promise<RecordRow> {
  const [found, ...others] = await ada.records('meetings');
  if (found === undefined || others.length > 0) throw new Error(`not one record: ${(await titles()).join()}`);
  return found;
}
/** The meetings of others that the user sees in the CRM, by their sync alone. */
async function seenBy({ userId }: Company): Promise<string[]> {
  const records = await ada.records('meetings');
  const nowhere = { userId, email: 'nobody@nowhere.test' };
  const seen = await takesPartIn(
    ada.tenant,
    nowhere,
    records.map(({ id }) => id),
  );
  return records.filter(({ id }) => seen.has(id)).map(({ fields }) => String(fields['Event_Title']));
}
const inTenant = <T>(body: (tenant: Tenant) => Promise<T>) =>
  inTransaction(ada.deps.db, (transaction) => body(new Tenant(transaction, ada.tenant.organisationId)));
const disable = ({ userId }: Company) =>
  inTenant((tenant) => disableSetup(tenant, userId, 'meetings', ada.clock.now()));
const removeCopiesOf = ({ userId }: Company, people: number) =>
  inTenant((tenant) => beginRemoval(tenant, userId, 'meetings', people, ada.clock.now()));
const mailsDuring = async (act: () => Promise<void>) => {
  const before = ada.emulator.mailLog.length;
  await act();
  return ada.emulator.mailLog.slice(before).flatMap(({ to, kind }) => to.map((who) => `${kind} ${who}`));
};
async function settleBoth(): Promise<void> {
  for (let round = 0; round < 2; round += 1) {
    await ada.settle();
    await ben.settle();
  }
}
async function enableAgain(company: Company): Promise<void> {
  await company.connect('meetings');
  await company.configure('meetings');
  await company.settle();
  await company.start('meetings');
  await company.settle();
}

describe.each(DATABASE_KINDS)('a meeting of two who see their own records alone, on $name', (kind) => {
  useCompany(kind, (opened) => {
    ada = opened;
  });
  beforeEach(async () => {
    ben = await ada.hire('Ben');
    await ada.setPermission('Crm_Implied_Access_All_Records', false);
  });

  it('is seen by both, whoever came first, and is the organiser’s', async () => {
    await ada.graph('POST', '/me/events', event('Review'));
    await ben.enable('meetings');
    const before = await theRecord();
    expect(before.owner_id).toBe(ben.userId);
    const mails = await mailsDuring(async () => {
      await ada.enable('meetings');
      await settleBoth();
    });
    expect(mails).toEqual([]);
    expect(await theRecord()).toMatchObject({ id: before.id, owner_id: ada.userId, fields: before.fields });
    expect(await seenBy(ben)).toEqual(['Review']);
    expect(await seenBy(ada)).toEqual([]);

    await ada.changeRecord('meetings', before.id, { Venue: 'Room 9' });
    await settleBoth();
    expect((await eventOf(ben, 'Review')).location.displayName).toBe('Room 9');
    await ada.graph('PATCH', `/me/events/${(await eventOf(ada, 'Review')).id}`, { subject: 'Long review' });
    await settleBoth();
    expect([await titles(), await seenBy(ben)]).toEqual([['Long review'], ['Long review']]);
  });

  it('is seen until its organiser calls it off, or the attendee removes it', async () => {
    await ada.graph('POST', '/me/events', event('Review'));
    await ada.graph('POST', '/me/events', event('Retro'));
    await ada.enable('meetings');
    await ben.enable('meetings');
    expect(await seenBy(ben)).toEqual(['Review', 'Retro']);
    await ben.graph('DELETE', `/me/events/${(await eventOf(ben, 'Review')).id}`);
    await settleBoth();
    expect([await titles(), await seenBy(ben)]).toEqual([['Review', 'Retro'], ['Retro']]);
    await ada.graph('DELETE', `/me/events/${(await eventOf(ada, 'Retro')).id}`);
    await ben.settle();
    expect(await seenBy(ben)).toEqual([]);
  });

  it('is one record of the organiser’s when both syncs find it in the same moment', async () => {
    for (let index = 0; index < 30; index += 1)
      await ada.graph('POST', '/me/events', event(`Review ${index}`));
    for (const company of [ada, ben]) {
      await company.connect('meetings');
      await company.configure('meetings');
      await company.settle();
      await company.start('meetings');
    }
    await Promise.all([ada.settle(), ben.settle()]);
    await settleBoth();
    const records = await ada.records('meetings');
    expect(records).toHaveLength(30);
    expect(records.every(({ owner_id: owner }) => owner === ada.userId)).toBe(true);
    expect(await seenBy(ben)).toHaveLength(30);
    expect(await eventsOf(ben)).toHaveLength(30);
  });

  it('stays its owner’s who ends the sync, and the other’s copy stays as it is', async () => {
    await ada.graph('POST', '/me/events', event('Review'));
    await ada.enable('meetings');
    await ben.enable('meetings');
    await disable(ada);
    await ada.graph('PATCH', `/me/events/${(await eventOf(ada, 'Review')).id}`, { subject: 'Renamed' });
    await settleBoth();
    expect(await theRecord()).toMatchObject({ owner_id: ada.userId, fields: { Event_Title: 'Review' } });
    expect(await seenBy(ben)).toEqual(['Review']);
    await enableAgain(ada);
    await settleBoth();
    expect(await theRecord()).toMatchObject({ owner_id: ada.userId, fields: { Event_Title: 'Renamed' } });
    expect([await subjectsOf(ada), await subjectsOf(ben)]).toEqual([['Renamed'], ['Renamed']]);
  });

  it('goes on being brought in at once by the other who may, when the owner’s sync ends', async () => {
    await ada.setPermission('Crm_Implied_Access_All_Records', true);
    await ada.graph('POST', '/me/events', event('Review'));
    await ada.enable('meetings');
    await ben.enable('meetings');
    await ada.graph('PATCH', `/me/events/${(await eventOf(ada, 'Review')).id}`, { subject: 'Renamed' });
    await ben.settle();
    expect(await titles()).toEqual(['Review']);
    await disable(ada);
    await ben.settle();
    expect(await titles()).toEqual(['Renamed']);
    expect((await theRecord()).owner_id).toBe(ada.userId);
  });

  it('is left by both in the same moment without waiting for each other in a circle', async () => {
    for (let index = 0; index < 5; index += 1)
      await ada.graph('POST', '/me/events', event(`Review ${index}`));
    await ada.enable('meetings');
    await ben.enable('meetings');
    const ended = await Promise.all([disable(ada), disable(ben)]);
    expect(ended.map((setup) => setup?.phase)).toEqual(['disabled', 'disabled']);
    expect((await titles()).length).toBe(5);
  });

  it('is called off at Microsoft with its copies, stays in the CRM, and is one record when it is sent again', async () => {
    await ada.enable('meetings');
    await ben.enable('meetings');
    await ada.addRecord('meetings', record('Planning'));
    await settleBoth();
    const { id } = await theRecord();
    expect(await seenBy(ben)).toEqual(['Planning']);
    const removal = await mailsDuring(async () => {
      await removeCopiesOf(ada, 1);
      await settleBoth();
    });
    expect(removal).toEqual(['cancellation ben@example.test']);
    expect(await theRecord()).toMatchObject({ id, owner_id: ada.userId });
    expect([await subjectsOf(ada), await seenBy(ben)]).toEqual([[], []]);
    const again = await mailsDuring(async () => {
      await enableAgain(ada);
      await settleBoth();
    });
    expect(again).toEqual(['invitation ben@example.test']);
    expect(await theRecord()).toMatchObject({ id, owner_id: ada.userId });
    expect(await seenBy(ben)).toEqual(['Planning']);
    expect(await subjectsOf(ada)).toEqual(['Planning']);
  });

  it('joins its record again when an attendee who had removed it is invited anew', async () => {
    await ada.graph('POST', '/me/events', event('Review'));
    await ada.enable('meetings');
    await ben.enable('meetings');
    const { id } = await eventOf(ada, 'Review');
    await ben.graph('DELETE', `/me/events/${(await eventOf(ben, 'Review')).id}`);
    await settleBoth();
    await ada.graph('PATCH', `/me/events/${id}`, { attendees: [] });
    await settleBoth();
    await ada.graph('PATCH', `/me/events/${id}`, { attendees: event('').attendees });
    await settleBoth();
    expect(await subjectsOf(ben)).toEqual(['Review']);
    expect(await theRecord()).toMatchObject({ owner_id: ada.userId });
    expect(await seenBy(ben)).toEqual(['Review']);
  });
});
