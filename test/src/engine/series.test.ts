import { describe, expect, it } from 'vitest';
import { openIntents, readSetup, type RecordRow } from '@syncgrant/store';
import type { Company, GraphAnswer } from '../support/company.ts';
import { DATABASE_KINDS } from '../support/databases.ts';
import { readBy, withReadings } from '../support/readings.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;

/** A Monday three weeks before the clocks of Berlin, Ada's zone, go forward. */
const MONDAY = '2040-03-05';
const BEN = 'ben@elsewhere.test';
const WEEKLY = { RRULE: 'FREQ=WEEKLY;BYDAY=MO' };

const meeting = (more: Record<string, unknown> = {}) => ({
  Event_Title: 'Planning',
  Start_DateTime: `${MONDAY}T10:00:00+01:00`,
  End_DateTime: `${MONDAY}T11:00:00+01:00`,
  Recurring_Activity: WEEKLY,
  ...more,
});
const withBen = { Participants: [{ type: 'email', participant: BEN }] };

const atMicrosoft = async (): Promise<GraphAnswer[]> =>
  (await company.graph('GET', '/me/events?$top=100')).value;
const onlyEvent = async (): Promise<GraphAnswer> => {
  const events = await atMicrosoft();
  expect(events).toHaveLength(1);
  return events[0];
};
const onlyRecord = async (): Promise<RecordRow> => {
  const records = await company.records('meetings');
  expect(records).toHaveLength(1);
  if (records[0] === undefined) throw new Error('no record');
  return records[0];
};
/** When the occurrences of a span begin, in UTC. */
const starts = async (from: string, to: string): Promise<string[]> => {
  const { id } = await onlyEvent();
  const { value } = await company.graph(
    'GET',
    `/me/events/${id}/instances?startDateTime=${from}T00:00:00Z&endDateTime=${to}T00:00:00Z`,
  );
  return value.map(({ start }: GraphAnswer) => start.dateTime.slice(0, 16));
};
/** Requests that wrote, and mail that went out, while something was done. */
const during = async (act: () => Promise<void>) => {
  const logged = company.emulator.log.length;
  const mailed = company.emulator.mailLog.length;
  await act();
  return {
    writes: company.emulator.log
      .slice(logged)
      .filter(({ method, path }) => method !== 'GET' && path.includes('/events')).length,
    mails: company.emulator.mailLog.slice(mailed).flatMap(({ to, kind }) => to.map((who) => [who, kind])),
  };
};

describe.each(withReadings(DATABASE_KINDS))('series of meetings on $name', (kind) => {
  useCompany(kind, async (opened) => {
    company = opened;
    await readBy(company, kind.reading, MONDAY);
  });

  it("creates a CRM series as a series in its owner's zone, which keeps its time of day", async () => {
    await company.addRecord('meetings', meeting());
    await company.enable('meetings');
    expect(await onlyEvent()).toMatchObject({
      type: 'seriesMaster',
      originalStartTimeZone: 'W. Europe Standard Time',
    });
    expect(await starts('2040-03-19', '2040-04-03')).toEqual([
      '2040-03-19T09:00',
      '2040-03-26T08:00',
      '2040-04-02T08:00',
    ]);
    const quiet = await during(async () => {
      await company.settle();
      company.clock.advance(10 * 60_000);
      await company.settle();
    });
    expect(quiet).toEqual({ writes: 0, mails: [] });
    expect((await onlyRecord()).fields['Recurring_Activity']).toEqual(WEEKLY);
  });

  it.each([
    ['FREQ=DAILY;INTERVAL=2;COUNT=4', 'daily', 'numbered'],
    ['FREQ=WEEKLY;UNTIL=2040-04-02', 'weekly', 'endDate'],
    ['FREQ=MONTHLY;BYMONTHDAY=5', 'absoluteMonthly', 'noEnd'],
    ['FREQ=MONTHLY;BYDAY=1MO;COUNT=6', 'relativeMonthly', 'numbered'],
    ['FREQ=YEARLY', 'absoluteYearly', 'noEnd'],
    ['FREQ=YEARLY;BYMONTH=3;BYDAY=1MO;UNTIL=20500401T215900Z', 'relativeYearly', 'endDate'],
  ])('%s becomes a %s pattern with a %s range and stays', async (RRULE, pattern, range) => {
    await company.addRecord('meetings', meeting({ Recurring_Activity: { RRULE } }));
    await company.enable('meetings');
    const before = await onlyRecord();
    expect((await onlyEvent()).recurrence).toMatchObject({
      pattern: { type: pattern },
      range: { type: range },
    });
    expect(await during(() => company.settle())).toEqual({ writes: 0, mails: [] });
    expect(await onlyRecord()).toEqual(before);
  });

  it('carries an all-day series on its days', async () => {
    const allDay = {
      All_day: true,
      Start_DateTime: `${MONDAY}T00:00:00+00:00`,
      End_DateTime: `${MONDAY}T23:59:00+00:00`,
    };
    await company.addRecord('meetings', meeting(allDay));
    await company.enable('meetings');
    const event = await onlyEvent();
    expect(event).toMatchObject({
      isAllDay: true,
      type: 'seriesMaster',
      recurrence: { range: { startDate: MONDAY } },
    });
    expect(event.start.dateTime.slice(0, 10)).toBe(MONDAY);
    expect((await onlyRecord()).fields).toMatchObject(allDay);
  });

  it('takes the first day of the rule for the start where the record begins on another', async () => {
    await company.addRecord('meetings', meeting({ Recurring_Activity: { RRULE: 'FREQ=WEEKLY;BYDAY=WE' } }));
    await company.enable('meetings');
    expect(await starts(MONDAY, '2040-03-15')).toEqual(['2040-03-07T09:00', '2040-03-14T09:00']);
    await company.settle();
    expect((await onlyRecord()).fields['Start_DateTime']).toBe('2040-03-07T09:00:00+00:00');
    expect(await during(() => company.settle())).toEqual({ writes: 0, mails: [] });
  });

  it('moves a series from the CRM in one request, and writes to those invited once', async () => {
    await company.addRecord('meetings', meeting(withBen));
    await company.enable('meetings');
    const { id } = await onlyRecord();
    const { id: itemId } = await onlyEvent();
    const moved = await during(async () => {
      await company.changeRecord('meetings', id, {
        Start_DateTime: '2040-03-06T14:00:00+01:00',
        End_DateTime: '2040-03-06T15:00:00+01:00',
        Recurring_Activity: { RRULE: 'FREQ=WEEKLY;BYDAY=TU;COUNT=5' },
      });
      await company.settle();
    });
    expect(moved).toEqual({ writes: 1, mails: [[BEN, 'update']] });
    expect((await onlyEvent()).id).toBe(itemId);
    expect(await starts(MONDAY, '2040-05-01')).toEqual([
      '2040-03-06T13:00',
      '2040-03-13T13:00',
      '2040-03-20T13:00',
      '2040-03-27T12:00',
      '2040-04-03T12:00',
    ]);
    expect(await during(() => company.settle())).toEqual({ writes: 0, mails: [] });
  });

  it('writes to nobody for what nobody sees', async () => {
    await company.addRecord('meetings', meeting(withBen));
    await company.enable('meetings');
    const { id } = await onlyRecord();
    const reminded = await during(async () => {
      await company.changeRecord('meetings', id, { Remind_At: [{ unit: 30, period: 'minutes' }] });
      await company.settle();
    });
    expect(reminded).toEqual({ writes: 1, mails: [] });
    const untouched = await during(async () => {
      await company.changeRecord('meetings', id, { Recurring_Activity: WEEKLY });
      await company.settle();
    });
    expect(untouched).toEqual({ writes: 0, mails: [] });
  });

  it('makes a series of a single meeting and back, as one item and one record', async () => {
    await company.addRecord('meetings', meeting({ Recurring_Activity: null }));
    await company.enable('meetings');
    const { id: itemId } = await onlyEvent();
    const { id } = await onlyRecord();
    const types = async () => [(await onlyEvent()).type, (await onlyEvent()).id === itemId];

    await company.changeRecord('meetings', id, { Recurring_Activity: WEEKLY });
    await company.settle();
    expect(await types()).toEqual(['seriesMaster', true]);
    await company.changeRecord('meetings', id, { Recurring_Activity: null });
    await company.settle();
    expect(await types()).toEqual(['singleInstance', true]);

    const range = { type: 'noEnd', startDate: MONDAY };
    const recurrence = { pattern: { type: 'daily', interval: 3 }, range };
    await company.graph('PATCH', `/me/events/${itemId}`, { recurrence });
    await company.settle();
    expect(await onlyRecord()).toMatchObject({
      id,
      fields: { Recurring_Activity: { RRULE: 'FREQ=DAILY;INTERVAL=3' } },
    });
    await company.graph('PATCH', `/me/events/${itemId}`, { recurrence: null });
    await company.settle();
    expect(await onlyRecord()).toMatchObject({ id, fields: { Recurring_Activity: null } });
    expect(await during(() => company.settle())).toEqual({ writes: 0, mails: [] });
  });

  it('keeps one record when the whole series moves at Microsoft, changed occurrences and all', async () => {
    await company.addRecord('meetings', meeting());
    await company.enable('meetings');
    const { id } = await onlyRecord();
    const { id: itemId } = await onlyEvent();
    const { value } = await company.graph(
      'GET',
      `/me/events/${itemId}/instances?startDateTime=${MONDAY}T00:00:00Z&endDateTime=2040-04-01T00:00:00Z`,
    );
    await company.graph('PATCH', `/me/events/${value[1].id}`, { subject: 'Planning, remote' });
    await company.graph('DELETE', `/me/events/${value[2].id}`);
    await company.settle();
    const zone = 'Europe/Berlin';
    await company.graph('PATCH', `/me/events/${itemId}`, {
      start: { dateTime: '2040-03-08T16:00:00', timeZone: zone },
      end: { dateTime: '2040-03-08T17:30:00', timeZone: zone },
      recurrence: {
        pattern: { type: 'weekly', interval: 1, daysOfWeek: ['thursday'], firstDayOfWeek: 'monday' },
        range: { type: 'noEnd', startDate: '2040-03-08' },
      },
    });
    expect(await during(() => company.settle())).toEqual({ writes: 0, mails: [] });
    expect(await onlyRecord()).toMatchObject({
      id,
      fields: {
        Event_Title: 'Planning',
        Start_DateTime: '2040-03-08T15:00:00+00:00',
        End_DateTime: '2040-03-08T16:30:00+00:00',
        Recurring_Activity: { RRULE: 'FREQ=WEEKLY;BYDAY=TH' },
      },
    });
    await onlyEvent();
  });

  it('finds a series again whose answer was lost, with what was changed meanwhile, and creates no second one', async () => {
    await company.enable('meetings');
    const { id } = await company.addRecord('meetings', meeting());
    company.emulator.addFaults([
      { match: { method: 'POST', path: '/events' }, count: 1, action: { loseResponse: true } },
    ]);
    await company.tick();
    expect(company.emulator.faults).toEqual([]);
    const setup = await readSetup(company.tenant, company.userId, 'meetings');
    expect(await openIntents(company.tenant, setup?.id ?? '')).toHaveLength(1);
    await company.changeRecord('meetings', id, {
      Start_DateTime: `${MONDAY}T12:00:00+01:00`,
      End_DateTime: `${MONDAY}T13:00:00+01:00`,
    });
    for (let minute = 0; minute < 5; minute += 1) {
      company.clock.advance(5 * 60_000);
      await company.settle();
    }
    expect(await starts(MONDAY, '2040-03-13')).toEqual(['2040-03-05T11:00', '2040-03-12T11:00']);
    expect(await onlyRecord()).toMatchObject({ id, fields: { Start_DateTime: `${MONDAY}T12:00:00+01:00` } });
    expect(await openIntents(company.tenant, setup?.id ?? '')).toEqual([]);
  });

  it('deletes what was deleted on the other side: the series whole, or one whose answer was lost', async () => {
    const first = await company.addRecord('meetings', meeting(withBen));
    await company.enable('meetings');
    const { id: itemId } = await onlyEvent();
    const { value } = await company.graph(
      'GET',
      `/me/events/${itemId}/instances?startDateTime=${MONDAY}T00:00:00Z&endDateTime=2040-04-01T00:00:00Z`,
    );
    await company.graph('PATCH', `/me/events/${value[1].id}`, { subject: 'Planning, remote' });
    const deleted = await during(async () => {
      await company.removeRecord('meetings', first.id);
      await company.settle();
    });
    expect(deleted).toEqual({ writes: 1, mails: [[BEN, 'cancellation']] });
    expect(await atMicrosoft()).toEqual([]);

    const second = await company.addRecord(
      'meetings',
      meeting({ Recurring_Activity: { RRULE: 'FREQ=WEEKLY' } }),
    );
    company.emulator.addFaults([
      { match: { method: 'POST', path: '/events' }, count: 1, action: { loseResponse: true } },
    ]);
    await company.tick();
    expect(await atMicrosoft()).toHaveLength(1);
    await company.removeRecord('meetings', second.id);
    for (let minute = 0; minute < 5; minute += 1) {
      company.clock.advance(5 * 60_000);
      await company.settle();
    }
    expect(await atMicrosoft()).toEqual([]);
    expect(await company.records('meetings')).toEqual([]);

    await company.addRecord('meetings', meeting());
    await company.settle();
    await company.graph('DELETE', `/me/events/${(await onlyEvent()).id}`);
    await company.settle();
    expect(await company.records('meetings')).toEqual([]);
  });

  it('writes a move once though its answer was lost, and leaves the rule in the words of the CRM', async () => {
    const rule = { RRULE: 'FREQ=WEEKLY;UNTIL=2040-04-30' };
    await company.addRecord('meetings', meeting({ ...withBen, Recurring_Activity: rule }));
    await company.enable('meetings', { conflictPolicy: 'crm' });
    const { id } = await onlyRecord();
    company.emulator.addFaults([
      { match: { method: 'PATCH', path: '/events' }, count: 1, action: { loseResponse: true } },
    ]);
    const moved = await during(async () => {
      await company.changeRecord('meetings', id, {
        Start_DateTime: '2040-03-06T14:00:00+01:00',
        End_DateTime: '2040-03-06T15:00:00+01:00',
      });
      for (let minute = 0; minute < 5; minute += 1) {
        company.clock.advance(5 * 60_000);
        await company.settle();
      }
    });
    expect(company.emulator.faults).toEqual([]);
    expect(moved.mails).toEqual([[BEN, 'update']]);
    expect(await starts(MONDAY, '2040-03-15')).toEqual(['2040-03-06T13:00', '2040-03-13T13:00']);
    expect((await onlyRecord()).fields['Recurring_Activity']).toEqual(rule);
  });

  it('invites nobody again to a series that was called off at Microsoft and edited in the CRM', async () => {
    await company.addRecord('meetings', meeting(withBen));
    await company.enable('meetings');
    const { id } = await onlyRecord();
    await company.graph('DELETE', `/me/events/${(await onlyEvent()).id}`);
    const after = await during(async () => {
      await company.changeRecord('meetings', id, { Venue: 'Room 4' });
      await company.settle();
      await company.changeRecord('meetings', id, { Event_Title: 'Planning?' });
      await company.settle();
    });
    expect(after).toEqual({ writes: 0, mails: [] });
    expect(await atMicrosoft()).toEqual([]);
    expect((await onlyRecord()).fields).toMatchObject({ Event_Title: 'Planning?', Venue: 'Room 4' });
  });
});
