import { describe, expect, it } from 'vitest';
import type { Company, GraphAnswer } from '../support/company.ts';
import { DATABASE_KINDS } from '../support/databases.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;

const inDays = (days: number, time: string): string =>
  `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}T${time}`;
const event = (subject: string, more: object = {}) => ({
  subject,
  start: { dateTime: inDays(3, '10:00:00'), timeZone: 'UTC' },
  end: { dateTime: inDays(3, '11:00:00'), timeZone: 'UTC' },
  ...more,
});
const atMicrosoft = async (): Promise<GraphAnswer[]> =>
  (await company.graph('GET', '/me/events?$top=100')).value;

describe.each(DATABASE_KINDS)('a meetings sync on $name', (kind) => {
  useCompany(kind, (opened) => {
    company = opened;
  });

  it('carries single meetings both ways, times and place included', async () => {
    await company.addRecord('meetings', {
      Event_Title: 'Board',
      Start_DateTime: `${inDays(2, '09:00:00')}+00:00`,
      End_DateTime: `${inDays(2, '10:30:00')}+00:00`,
      Venue: 'Room 4',
    });
    await company.graph('POST', '/me/events', event('Review', { location: { displayName: 'Room 5' } }));
    await company.enable('meetings');
    const records = await company.records('meetings');
    expect(records.map(({ fields }) => [fields['Event_Title'], fields['Venue']])).toEqual([
      ['Board', 'Room 4'],
      ['Review', 'Room 5'],
    ]);
    const board = (await atMicrosoft()).find(({ subject }) => subject === 'Board');
    expect(board).toMatchObject({ start: { dateTime: `${inDays(2, '09:00:00')}.0000000`, timeZone: 'UTC' } });

    const review = (await atMicrosoft()).find(({ subject }) => subject === 'Review');
    await company.graph('PATCH', `/me/events/${review.id}`, { subject: 'Long review' });
    await company.changeRecord('meetings', records[0]?.id ?? '', { Venue: 'Room 9' });
    await company.settle();
    expect((await company.records('meetings')).map(({ fields }) => fields['Event_Title'])).toEqual([
      'Board',
      'Long review',
    ]);
    expect((await atMicrosoft()).find(({ subject }) => subject === 'Board').location.displayName).toBe(
      'Room 9',
    );
  });

  it('mails nobody for a first sync of meetings that others attend, nor for a tick without changes', async () => {
    await company.graph(
      'POST',
      '/me/events',
      event('With Ben', {
        attendees: [{ type: 'required', emailAddress: { address: 'ben@elsewhere.test' } }],
      }),
    );
    const mailed = company.emulator.mailLog.length;
    await company.enable('meetings');
    await company.settle();
    expect(company.emulator.mailLog.length).toBe(mailed);
  });

  it('keeps the details of a private meeting out of the CRM and never overwrites them', async () => {
    await company.graph(
      'POST',
      '/me/events',
      event('Doctor', { sensitivity: 'private', location: { displayName: 'Clinic' } }),
    );
    await company.enable('meetings');
    const [record] = await company.records('meetings');
    expect(JSON.stringify(record?.fields)).not.toMatch(/Doctor|Clinic/);
    await company.changeRecord('meetings', record?.id ?? '', { Event_Title: 'Busy', Venue: 'Nowhere' });
    await company.settle();
    expect((await atMicrosoft())[0]).toMatchObject({
      subject: 'Doctor',
      location: { displayName: 'Clinic' },
    });
  });

  it('carries a series as one record with its rule, and neither loses nor doubles it', async () => {
    const start = inDays(1, '08:00:00');
    await company.graph('POST', '/me/events', {
      subject: 'Stand-up',
      start: { dateTime: start, timeZone: 'UTC' },
      end: { dateTime: start.replace('08:00', '08:15'), timeZone: 'UTC' },
      recurrence: {
        pattern: { type: 'daily', interval: 1 },
        range: { type: 'numbered', startDate: start.slice(0, 10), numberOfOccurrences: 10 },
      },
    });
    await company.enable('meetings');
    await company.settle();
    const records = await company.records('meetings');
    expect(records).toHaveLength(1);
    expect(JSON.stringify(records[0]?.fields['Recurring_Activity'])).toContain('FREQ=DAILY');
    const [master] = await atMicrosoft();
    const { value } = await company.graph(
      'GET',
      `/me/events/${master.id}/instances?startDateTime=${inDays(0, '00:00:00')}Z&endDateTime=${inDays(20, '00:00:00')}Z`,
    );
    expect(value).toHaveLength(10);
    await company.graph('PATCH', `/me/events/${value[2].id}`, { subject: 'Stand-up, remote' });
    await company.settle();
    expect((await company.records('meetings')).map(({ fields }) => fields['Event_Title'])).toEqual([
      'Stand-up',
      'Stand-up, remote',
    ]);
    expect(await atMicrosoft()).toHaveLength(1);
  });

  it('keeps an all-day meeting on its days in a zone east of Greenwich', async () => {
    await company.graph('POST', '/me/events', {
      subject: 'Fair',
      isAllDay: true,
      start: { dateTime: inDays(4, '00:00:00'), timeZone: 'Europe/Berlin' },
      end: { dateTime: inDays(6, '00:00:00'), timeZone: 'Europe/Berlin' },
    });
    await company.enable('meetings');
    const [record] = await company.records('meetings');
    expect(record?.fields['All_day']).toBe(true);
    expect(String(record?.fields['Start_DateTime']).slice(0, 10)).toBe(inDays(4, '').slice(0, 10));
  });
});
