import { describe, expect, it } from 'vitest';
import type { RecordRow } from '@syncgrant/store';
import type { Company, GraphAnswer } from '../support/company.ts';
import { DATABASE_KINDS } from '../support/databases.ts';
import { readBy, withReadings } from '../support/readings.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;

/** Mondays; between the third and the fourth the clocks of Berlin, Ada's zone, go forward. */
const MONDAYS = ['2040-03-05', '2040-03-12', '2040-03-19', '2040-03-26', '2040-04-02'] as const;
const [FIRST, SECOND, THIRD, FOURTH] = MONDAYS;
const BEN = 'ben@elsewhere.test';
const RRULE = 'FREQ=WEEKLY;BYDAY=MO';
const withBen = { Participants: [{ type: 'email', participant: BEN }] };

const weekly = (more: Record<string, unknown> = {}) => ({
  Event_Title: 'Planning',
  Start_DateTime: `${FIRST}T10:00:00+01:00`,
  End_DateTime: `${FIRST}T11:00:00+01:00`,
  Recurring_Activity: { RRULE },
  ...more,
});
const leavingOut = (...dates: string[]) => ({ Recurring_Activity: { RRULE, EXDATE: dates.join(',') } });

const onlyRecord = async (): Promise<RecordRow> => {
  const [record, ...others] = await company.records('meetings');
  if (record === undefined || others.length > 0) throw new Error('not one record');
  return record;
};
const master = async (): Promise<GraphAnswer> => {
  const { value } = await company.graph('GET', '/me/events?$top=100');
  expect(value).toHaveLength(1);
  return value[0];
};
/** The days on which the series takes place at Microsoft, of those five Mondays' weeks. */
const days = async (): Promise<string[]> => {
  const { id } = await master();
  const { value } = await company.graph(
    'GET',
    `/me/events/${id}/instances?startDateTime=${FIRST}T00:00:00Z&endDateTime=2040-04-07T00:00:00Z`,
  );
  return value.map(({ start }: GraphAnswer) => start.dateTime.slice(0, 10));
};
const without = (...dates: string[]): string[] => MONDAYS.filter((date) => !dates.includes(date));

const during = async (act: () => Promise<void>) => {
  const logged = company.emulator.log.length;
  const mailed = company.emulator.mailLog.length;
  await act();
  return {
    writes: company.emulator.log
      .slice(logged)
      .filter(({ method, path }) => method !== 'GET' && path.includes('/events'))
      .map(({ method }) => method),
    mails: company.emulator.mailLog.slice(mailed).flatMap(({ to, kind }) => to.map((who) => [who, kind])),
  };
};
const atRest = async () => {
  const before = await company.records('meetings');
  const quiet = await during(async () => {
    await company.settle();
    company.clock.advance(10 * 60_000);
    await company.settle();
  });
  expect(quiet).toEqual({ writes: [], mails: [] });
  expect(await company.records('meetings')).toEqual(before);
};
const wait = async () => {
  for (let minute = 0; minute < 5; minute += 1) {
    company.clock.advance(5 * 60_000);
    await company.settle();
  }
};

describe.each(withReadings(DATABASE_KINDS))('dates that the CRM leaves out on $name', (kind) => {
  useCompany(kind, async (opened) => {
    company = opened;
    await readBy(company, kind.reading, FIRST);
  });

  it('cancels their occurrences at Microsoft, and writes to those who attend them, once for each', async () => {
    await company.addRecord('meetings', weekly(withBen));
    await company.enable('meetings');
    const { id } = await onlyRecord();
    const cancelled = await during(async () => {
      await company.changeRecord('meetings', id, leavingOut(SECOND, FOURTH));
      await company.settle();
    });
    expect(cancelled).toEqual({
      writes: ['DELETE', 'DELETE'],
      mails: [
        [BEN, 'cancellation'],
        [BEN, 'cancellation'],
      ],
    });
    expect(await days()).toEqual(without(SECOND, FOURTH));
    expect((await onlyRecord()).fields).toMatchObject(leavingOut(SECOND, FOURTH));
    await atRest();
  });

  it('creates a series at Microsoft without them, and meets there what Microsoft cancels', async () => {
    await company.addRecord('meetings', weekly(leavingOut(SECOND)));
    await company.enable('meetings');
    expect(await days()).toEqual(without(SECOND));
    const { id } = await master();
    const { value } = await company.graph(
      'GET',
      `/me/events/${id}/instances?startDateTime=${THIRD}T00:00:00Z&endDateTime=${FOURTH}T00:00:00Z`,
    );
    await company.graph('DELETE', `/me/events/${value[0].id}`);
    await company.changeRecord('meetings', (await onlyRecord()).id, leavingOut(SECOND, FOURTH));
    await company.settle();
    expect(await days()).toEqual(without(SECOND, THIRD, FOURTH));
    expect((await onlyRecord()).fields).toMatchObject(leavingOut(SECOND, THIRD, FOURTH));
    await atRest();
  });

  it('cancels once though the answer was lost, and what is not there is nothing to cancel', async () => {
    await company.addRecord('meetings', weekly(withBen));
    await company.enable('meetings');
    const { id } = await onlyRecord();
    company.emulator.addFaults([
      { match: { method: 'DELETE', path: '/events' }, count: 1, action: { loseResponse: true } },
    ]);
    const cancelled = await during(async () => {
      await company.changeRecord('meetings', id, leavingOut('2040-03-13', THIRD));
      await wait();
    });
    expect(company.emulator.faults).toEqual([]);
    expect(cancelled.mails).toEqual([[BEN, 'cancellation']]);
    expect(await days()).toEqual(without(THIRD));
    expect((await onlyRecord()).fields).toMatchObject(leavingOut('2040-03-13', THIRD));
    await atRest();
  });

  it('moves a series before it cancels, so that the move undoes nothing', async () => {
    await company.addRecord('meetings', weekly());
    await company.enable('meetings');
    const { id } = await onlyRecord();
    await company.changeRecord('meetings', id, {
      Start_DateTime: `${FIRST}T14:00:00+01:00`,
      End_DateTime: `${FIRST}T15:00:00+01:00`,
      ...leavingOut(SECOND),
    });
    await company.settle();
    expect(await days()).toEqual(without(SECOND));
    expect((await master()).start.dateTime.slice(0, 16)).toBe(`${FIRST}T13:00`);
    expect((await onlyRecord()).fields).toMatchObject(leavingOut(SECOND));
    await atRest();
  });

  it('gives up exceptions and excluded dates of a series that the CRM moves, as Microsoft does', async () => {
    await company.addRecord('meetings', weekly(leavingOut(SECOND)));
    await company.enable('meetings');
    const { id: recordId } = await onlyRecord();
    const { id } = await master();
    const { value } = await company.graph(
      'GET',
      `/me/events/${id}/instances?startDateTime=${THIRD}T00:00:00Z&endDateTime=${FOURTH}T00:00:00Z`,
    );
    await company.graph('PATCH', `/me/events/${value[0].id}`, { subject: 'Retro' });
    await company.settle();
    expect(await company.records('meetings')).toHaveLength(2);
    await company.changeRecord('meetings', recordId, {
      Start_DateTime: `${FIRST}T14:00:00+01:00`,
      End_DateTime: `${FIRST}T15:00:00+01:00`,
    });
    await company.settle(); // The move goes out;
    await company.settle(); // what Microsoft made of it comes back.
    expect(await onlyRecord()).toMatchObject({ id: recordId, fields: { Recurring_Activity: { RRULE } } });
    expect(await days()).toEqual([...MONDAYS]);
    await atRest();
  });

  it('carries all-day series, whose days are those of the series', async () => {
    const allDay = {
      All_day: true,
      Start_DateTime: `${FIRST}T00:00:00+00:00`,
      End_DateTime: `${FIRST}T23:59:00+00:00`,
    };
    await company.addRecord('meetings', weekly({ ...allDay, ...leavingOut(FOURTH) }));
    await company.enable('meetings');
    expect(await days()).toEqual(without(FOURTH));
    await atRest();
  });

  it('splits a series in the CRM, “this and following”: two series on both sides, nobody told twice', async () => {
    await company.addRecord('meetings', weekly({ ...withBen, ...leavingOut(SECOND) }));
    await company.enable('meetings');
    const { id } = await onlyRecord();
    const split = await during(async () => {
      await company.changeRecord('meetings', id, {
        Recurring_Activity: { RRULE: `${RRULE};UNTIL=20400319T225900Z`, EXDATE: SECOND },
      });
      await company.addRecord(
        'meetings',
        weekly({
          ...withBen,
          Start_DateTime: `${FOURTH}T15:00:00+02:00`,
          End_DateTime: `${FOURTH}T16:00:00+02:00`,
        }),
      );
      await company.settle();
    });
    expect(split.mails).toHaveLength(2);
    expect(split.mails).toEqual(
      expect.arrayContaining([
        [BEN, 'invitation'],
        [BEN, 'update'],
      ]),
    );
    const { value } = await company.graph(
      'GET',
      `/me/calendarView?startDateTime=${FIRST}T00:00:00Z&endDateTime=2040-04-04T00:00:00Z&$top=50`,
    );
    expect(value.map(({ start }: GraphAnswer) => start.dateTime.slice(0, 16))).toEqual([
      `${FIRST}T09:00`,
      `${THIRD}T09:00`,
      `${FOURTH}T13:00`,
      '2040-04-02T13:00',
    ]);
    expect(await company.records('meetings')).toHaveLength(2);
    await atRest();
  });

  it('takes over a split at Microsoft as two series, with what the first one left out', async () => {
    await company.addRecord('meetings', weekly(leavingOut(SECOND)));
    await company.enable('meetings');
    const { id, recurrence, subject } = await master();
    const zone = 'Europe/Berlin';
    await company.graph('PATCH', `/me/events/${id}`, {
      recurrence: { ...recurrence, range: { type: 'endDate', startDate: FIRST, endDate: THIRD } },
    });
    await company.graph('POST', '/me/events', {
      subject,
      start: { dateTime: `${FOURTH}T15:00:00`, timeZone: zone },
      end: { dateTime: `${FOURTH}T16:00:00`, timeZone: zone },
      recurrence: { pattern: recurrence.pattern, range: { type: 'noEnd', startDate: FOURTH } },
    });
    expect(await during(() => company.settle())).toEqual({ writes: [], mails: [] });
    const records = await company.records('meetings');
    expect(records.map(({ fields }) => fields['Recurring_Activity'])).toMatchObject([
      { EXDATE: SECOND },
      { RRULE },
    ]);
    expect(records[1]?.fields['Start_DateTime']).toBe(`${FOURTH}T13:00:00+00:00`);
    await atRest();
  });
});
