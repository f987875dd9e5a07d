import { describe, expect, it } from 'vitest';
import { readSetup } from '@syncgrant/store';
import type { Company, GraphAnswer } from '../support/company.ts';
import { EITHER_DATABASE } from '../support/databases.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;

const SECRETS = ['Doctor', 'Clinic', 'Bring the results', 'sam@elsewhere.example'];
const inDays = (days: number, time: string): string =>
  `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}T${time}`;
const at = (days: number, time: string) => ({ dateTime: inDays(days, time), timeZone: 'UTC' });
const DETAILS = {
  subject: 'Doctor',
  location: { displayName: 'Clinic' },
  body: { contentType: 'html', content: 'Bring the results' },
  attendees: [{ type: 'required', emailAddress: { address: 'sam@elsewhere.example' } }],
};
const PRIVATE = { ...DETAILS, start: at(3, '10:00:00'), end: at(3, '11:00:00'), sensitivity: 'private' };
const DAILY = {
  recurrence: {
    pattern: { type: 'daily', interval: 1 },
    range: { type: 'numbered', startDate: inDays(3, '').slice(0, 10), numberOfOccurrences: 3 },
  },
};
const theEvent = async (): Promise<GraphAnswer> =>
  (await company.graph('GET', '/me/events?$top=100')).value[0];
const patch = async (change: object): Promise<void> => {
  await company.graph('PATCH', `/me/events/${(await theEvent()).id}`, change);
  await company.settle();
};
async function theFields() {
  const [record] = await company.records('meetings');
  if (record === undefined) throw new Error('no record');
  return record.fields;
}
async function changeRecord(fields: Record<string, unknown>): Promise<void> {
  const [record] = await company.records('meetings');
  await company.changeRecord('meetings', record?.id ?? '', fields);
  await company.settle();
}

/** All that the product keeps of the sync, from which pages, lists, events and mails are made. */
async function kept(): Promise<string> {
  const { tenant } = company;
  const everything = await Promise.all([
    tenant.select('record').selectAll().execute(),
    tenant.select('link').selectAll().execute(),
    tenant.select('outcome').selectAll().execute(),
    tenant.select('conflict').selectAll().execute(),
    tenant.select('timeline').selectAll().execute(),
    readSetup(tenant, company.userId, 'meetings'),
  ]);
  return JSON.stringify(everything);
}
const leaks = async (): Promise<readonly string[]> => {
  const text = await kept();
  return SECRETS.filter((secret) => text.includes(secret));
};

describe.each(EITHER_DATABASE)('a private meeting, on $name', (kind) => {
  useCompany(kind, (opened) => {
    company = opened;
  });

  it.each(['private', 'confidential'])(
    'of sensitivity %s is busy time and nothing else',
    async (sensitivity) => {
      await company.graph('POST', '/me/events', { ...PRIVATE, sensitivity });
      await company.enable('meetings');
      expect(await theFields()).toMatchObject({ Event_Title: 'Private' });
      expect(await leaks()).toEqual([]);
    },
  );

  it('that repeats is told no more of, in its series and in an occurrence apart', async () => {
    const { id } = await company.graph('POST', '/me/events', { ...PRIVATE, ...DAILY });
    const window = `startDateTime=${inDays(0, '00:00:00Z')}&endDateTime=${inDays(30, '00:00:00Z')}`;
    const { value } = await company.graph('GET', `/me/events/${id}/instances?${window}`);
    await company.graph('PATCH', `/me/events/${value[1].id}`, { location: { displayName: 'Clinic' } });
    await company.enable('meetings');
    const titles = (await company.records('meetings')).map(({ fields }) => fields['Event_Title']);
    expect(titles).toEqual(['Private', 'Private']);
    expect(await leaks()).toEqual([]);
    const patched = { subject: 'Doctor, again', start: at(4, '12:00:00'), end: at(4, '13:00:00') };
    await company.graph('PATCH', `/me/events/${value[1].id}`, patched);
    await company.settle();
    expect(await leaks()).toEqual([]);
  });

  it('that does not go on is told without its details: in previews, in what waits, and in what fails', async () => {
    await company.setPermission('Crm_Implied_Create_Events', false);
    await company.graph('POST', '/me/events', PRIVATE);
    await company.enable('meetings');
    expect(await company.records('meetings')).toEqual([]);
    expect(await kept()).toContain('no_create_permission');
    expect(await leaks()).toEqual([]);
  });

  it('is changed at Microsoft without a word of it, but for its times', async () => {
    await company.graph('POST', '/me/events', { ...PRIVATE, ...DETAILS, subject: 'x' });
    await company.enable('meetings');
    await patch({ ...DETAILS, start: at(3, '12:00:00'), end: at(3, '13:00:00') });
    expect(await theFields()).toMatchObject({
      Event_Title: 'Private',
      Start_DateTime: expect.stringContaining(inDays(3, '12:00:00')),
    });
    expect(await leaks()).toEqual([]);
  });

  it('is never given details by the CRM, and mails nobody for them', async () => {
    await company.graph('POST', '/me/events', PRIVATE);
    await company.enable('meetings');
    const mails = company.emulator.mailLog.length;
    await changeRecord({
      Event_Title: 'Busy',
      Venue: 'Home',
      Description: 'Nothing',
      Participants: [{ type: 'email', participant: 'kim@elsewhere.example' }],
    });
    expect(await theEvent()).toMatchObject(DETAILS_AS_READ);
    expect(company.emulator.mailLog).toHaveLength(mails);
    expect(await leaks()).toEqual([]);
    await changeRecord({ Remind_At: [{ unit: 1, period: 'hours' }] });
    expect(await theEvent()).toMatchObject({ ...DETAILS_AS_READ, reminderMinutesBeforeStart: 60 });
  });

  it('that was none before says nothing new of its details while it is one, and all once it is none again', async () => {
    const open = { subject: 'Review', start: at(3, '10:00:00'), end: at(3, '11:00:00') };
    await company.graph('POST', '/me/events', open);
    await company.enable('meetings');
    await patch({ sensitivity: 'private', ...DETAILS });
    expect(await leaks()).toEqual([]);
    await patch({ start: at(4, '10:00:00'), end: at(4, '11:00:00') });
    expect(await theFields()).toMatchObject({
      Event_Title: 'Review',
      Start_DateTime: expect.stringContaining(inDays(4, '10:00:00')),
    });
    expect(await leaks()).toEqual([]);
    await patch({ sensitivity: 'normal' });
    expect(await theFields()).toMatchObject({
      Event_Title: 'Doctor',
      Venue: 'Clinic',
      Description: 'Bring the results',
      Participants: [{ participant: 'sam@elsewhere.example' }],
    });
  });

  it('stays private whatever is changed in the CRM, which has no word for it', async () => {
    await company.graph('POST', '/me/events', PRIVATE);
    await company.enable('meetings');
    await changeRecord({ Start_DateTime: `${inDays(3, '09:00:00')}+00:00` });
    expect(await theEvent()).toMatchObject({ sensitivity: 'private', subject: 'Doctor' });
    await company.addRecord('meetings', {
      Event_Title: 'Open',
      Start_DateTime: `${inDays(5, '09:00:00')}+00:00`,
      End_DateTime: `${inDays(5, '10:00:00')}+00:00`,
    });
    await company.settle();
    const { value } = await company.graph('GET', '/me/events?$top=100');
    expect(value.find(({ subject }: GraphAnswer) => subject === 'Open').sensitivity).toBe('normal');
  });

  it('of somebody else shows an attendee’s colleagues nothing either', async () => {
    const ben = await company.hire('Ben');
    await company.graph('POST', '/me/events', {
      ...PRIVATE,
      attendees: [{ type: 'required', emailAddress: { address: 'ben@example.test' } }],
    });
    await ben.enable('meetings');
    await company.enable('meetings');
    expect(await company.records('meetings')).toHaveLength(1);
    expect(await theFields()).toMatchObject({ Event_Title: 'Private' });
    expect(await leaks()).toEqual([]);
  });
});

const DETAILS_AS_READ = {
  subject: 'Doctor',
  location: { displayName: 'Clinic' },
  body: { content: expect.stringContaining('Bring the results') },
  attendees: [{ emailAddress: { address: 'sam@elsewhere.example' } }],
};
