import { describe, expect, it } from 'vitest';
import type { RecordRow } from '@syncgrant/store';
import type { Company, GraphAnswer } from '../support/company.ts';
import { DATABASE_KINDS } from '../support/databases.ts';
import { readBy, withReadings } from '../support/readings.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;

/** A Monday three weeks before the clocks of Berlin, Ada's zone, go forward. */
const MONDAY = '2040-03-05';
const SECOND = '2040-03-12';
const THIRD = '2040-03-19';
const AFTER_CHANGE = '2040-03-26';
const BEN = 'ben@elsewhere.test';
const RRULE = 'FREQ=WEEKLY;BYDAY=MO';
const ZONE = 'Europe/Berlin';

const weekly = (more: Record<string, unknown> = {}) => ({
  subject: 'Planning',
  start: { dateTime: `${MONDAY}T10:00:00`, timeZone: ZONE },
  end: { dateTime: `${MONDAY}T11:00:00`, timeZone: ZONE },
  recurrence: {
    pattern: { type: 'weekly', interval: 1, daysOfWeek: ['monday'], firstDayOfWeek: 'monday' },
    range: { type: 'noEnd', startDate: MONDAY },
  },
  ...more,
});
const at = (date: string, hour: number) => ({ dateTime: `${date}T${hour}:00:00`, timeZone: ZONE });

const createSeries = async (more: Record<string, unknown> = {}): Promise<string> =>
  (await company.graph('POST', '/me/events', weekly(more))).id;
const instances = async (seriesId: string): Promise<GraphAnswer[]> =>
  (
    await company.graph(
      'GET',
      `/me/events/${seriesId}/instances?startDateTime=${MONDAY}T00:00:00Z&endDateTime=2040-04-20T00:00:00Z&$top=50`,
    )
  ).value;
const occurrence = async (seriesId: string, date: string): Promise<GraphAnswer> => {
  const found = (await instances(seriesId)).find(({ originalStart }) => originalStart.startsWith(date));
  if (found === undefined) throw new Error(`no occurrence on ${date}`);
  return found;
};
const series = async (): Promise<RecordRow> => {
  const [record, ...others] = (await company.records('meetings')).filter(
    ({ fields }) => fields['Recurring_Activity'] !== null,
  );
  if (record === undefined || others.length > 0) throw new Error('not one series');
  return record;
};
const exceptions = async (): Promise<RecordRow[]> =>
  (await company.records('meetings')).filter(({ series_id: id }) => id !== null);
const excluded = async (): Promise<unknown> => (await series()).fields['Recurring_Activity'];

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
const NOTHING = { writes: 0, mails: [] };

/** Both sides are as they are, and stay so. */
const atRest = async () => {
  const before = await company.records('meetings');
  const quiet = await during(async () => {
    await company.settle();
    company.clock.advance(10 * 60_000);
    await company.settle();
  });
  expect(quiet).toEqual(NOTHING);
  expect(await company.records('meetings')).toEqual(before);
};

describe.each(withReadings(DATABASE_KINDS))('occurrences of series on $name', (kind) => {
  useCompany(kind, async (opened) => {
    company = opened;
    await readBy(company, kind.reading, MONDAY);
  });

  it('leaves out in the CRM what is cancelled at Microsoft, before the first sync and after', async () => {
    const id = await createSeries();
    await company.graph('DELETE', `/me/events/${(await occurrence(id, SECOND)).id}`);
    await company.enable('meetings');
    expect(await excluded()).toEqual({ RRULE, EXDATE: SECOND });
    await company.graph('DELETE', `/me/events/${(await occurrence(id, AFTER_CHANGE)).id}`);
    expect(await during(() => company.settle())).toEqual(NOTHING);
    expect(await excluded()).toEqual({ RRULE, EXDATE: `${SECOND},${AFTER_CHANGE}` });
    expect(await company.records('meetings')).toHaveLength(1);
    await atRest();
  });

  it('makes a meeting of its own of a moved occurrence, and its changes go on both ways', async () => {
    const id = await createSeries({ attendees: [{ emailAddress: { address: BEN } }] });
    await company.enable('meetings');
    const moved = await occurrence(id, SECOND);
    await company.graph('PATCH', `/me/events/${moved.id}`, {
      subject: 'Planning, later',
      start: at('2040-03-13', 15),
      end: at('2040-03-13', 16),
    });
    expect(await during(() => company.settle())).toEqual(NOTHING);
    expect(await excluded()).toEqual({ RRULE, EXDATE: SECOND });
    const [record] = await exceptions();
    expect(record).toMatchObject({
      series_id: (await series()).id,
      occurrence_date: SECOND,
      fields: {
        Event_Title: 'Planning, later',
        Start_DateTime: '2040-03-13T14:00:00+00:00',
        Recurring_Activity: null,
      },
    });
    await atRest();

    await company.graph('PATCH', `/me/events/${moved.id}`, { location: { displayName: 'Room 2' } });
    await company.settle();
    expect((await exceptions())[0]?.fields['Venue']).toBe('Room 2');
    const written = await during(async () => {
      await company.changeRecord('meetings', record?.id ?? '', { Event_Title: 'Planning, in the CRM' });
      await company.settle();
    });
    expect(written).toEqual({ writes: 1, mails: [[BEN, 'update']] });
    expect(await company.graph('GET', `/me/events/${moved.id}`)).toMatchObject({
      type: 'exception',
      subject: 'Planning, in the CRM',
      location: { displayName: 'Room 2' },
    });
    expect((await company.graph('GET', `/me/events/${id}`)).subject).toBe('Planning');
    await atRest();
  });

  it('takes what was changed before the first sync, whichever comes first in the delta', async () => {
    const id = await createSeries();
    await company.graph('PATCH', `/me/events/${(await occurrence(id, SECOND)).id}`, { subject: 'Retro' });
    await company.graph('DELETE', `/me/events/${(await occurrence(id, THIRD)).id}`);
    await company.enable('meetings');
    expect(await excluded()).toEqual({ RRULE, EXDATE: `${SECOND},${THIRD}` });
    expect((await exceptions()).map(({ fields }) => fields['Event_Title'])).toEqual(['Retro']);
    expect(await company.records('meetings')).toHaveLength(2);
    await atRest();
  });

  it('ends an exception that Microsoft cancels, and leaves its date out', async () => {
    const id = await createSeries();
    await company.enable('meetings');
    const changed = await occurrence(id, SECOND);
    await company.graph('PATCH', `/me/events/${changed.id}`, { subject: 'Retro' });
    await company.settle();
    expect(await exceptions()).toHaveLength(1);
    await company.graph('DELETE', `/me/events/${changed.id}`);
    await company.settle();
    expect(await exceptions()).toEqual([]);
    expect(await excluded()).toEqual({ RRULE, EXDATE: SECOND });
    await atRest();
  });

  it('cancels at Microsoft the occurrence whose record is deleted in the CRM', async () => {
    const id = await createSeries({ attendees: [{ emailAddress: { address: BEN } }] });
    await company.enable('meetings');
    await company.graph('PATCH', `/me/events/${(await occurrence(id, SECOND)).id}`, { subject: 'Retro' });
    await company.settle();
    const cancelled = await during(async () => {
      await company.removeRecord('meetings', (await exceptions())[0]?.id ?? '');
      await company.settle();
    });
    expect(cancelled).toEqual({ writes: 1, mails: [[BEN, 'cancellation']] });
    expect((await instances(id)).map(({ originalStart }) => originalStart.slice(0, 10))).not.toContain(
      SECOND,
    );
    expect(await excluded()).toEqual({ RRULE, EXDATE: SECOND });
    await atRest();
  });

  it('ends the exceptions of a series that moves at Microsoft, and leaves nothing out any more', async () => {
    const id = await createSeries();
    await company.enable('meetings');
    await company.graph('PATCH', `/me/events/${(await occurrence(id, SECOND)).id}`, { subject: 'Retro' });
    await company.graph('DELETE', `/me/events/${(await occurrence(id, THIRD)).id}`);
    await company.settle();
    expect(await exceptions()).toHaveLength(1);
    await company.graph('PATCH', `/me/events/${id}`, { start: at(MONDAY, 16), end: at(MONDAY, 17) });
    expect(await during(() => company.settle())).toEqual(NOTHING);
    expect(await company.records('meetings')).toHaveLength(1);
    expect((await series()).fields).toMatchObject({
      Start_DateTime: `${MONDAY}T15:00:00+00:00`,
      Recurring_Activity: { RRULE },
    });
    expect(await excluded()).toEqual({ RRULE });
    await atRest();
  });

  it('takes the exceptions along when the series is deleted on either side, and tells people once', async () => {
    const make = async () => {
      const id = await createSeries({ attendees: [{ emailAddress: { address: BEN } }] });
      await company.graph('PATCH', `/me/events/${(await occurrence(id, SECOND)).id}`, { subject: 'Retro' });
      return id;
    };
    const first = await make();
    await company.enable('meetings');
    expect(await company.records('meetings')).toHaveLength(2);
    await company.graph('DELETE', `/me/events/${first}`);
    expect(await during(() => company.settle())).toEqual(NOTHING);
    expect(await company.records('meetings')).toEqual([]);

    await make();
    await company.settle();
    const removed = await during(async () => {
      for (const { id } of await company.records('meetings')) await company.removeRecord('meetings', id);
      await company.settle();
    });
    expect(removed).toEqual({ writes: 1, mails: [[BEN, 'cancellation']] });
    expect((await company.graph('GET', '/me/events')).value).toEqual([]);
    expect(await company.records('meetings')).toEqual([]);
    await atRest();
  });

  it('writes an exception once though the answer was lost', async () => {
    const id = await createSeries({ attendees: [{ emailAddress: { address: BEN } }] });
    await company.enable('meetings');
    await company.graph('PATCH', `/me/events/${(await occurrence(id, SECOND)).id}`, { subject: 'Retro' });
    await company.settle();
    company.emulator.addFaults([
      { match: { method: 'PATCH', path: '/events' }, count: 1, action: { loseResponse: true } },
    ]);
    const written = await during(async () => {
      await company.changeRecord('meetings', (await exceptions())[0]?.id ?? '', { Venue: 'Room 9' });
      for (let minute = 0; minute < 5; minute += 1) {
        company.clock.advance(5 * 60_000);
        await company.settle();
      }
    });
    expect(company.emulator.faults).toEqual([]);
    expect(written.mails).toEqual([[BEN, 'update']]);
    expect((await occurrence(id, SECOND)).location.displayName).toBe('Room 9');
    await atRest();
  });

  it('doubles and loses nothing when everything is read anew', async () => {
    const id = await createSeries();
    await company.enable('meetings');
    await company.graph('PATCH', `/me/events/${(await occurrence(id, SECOND)).id}`, { subject: 'Retro' });
    await company.graph('PATCH', `/me/events/${(await occurrence(id, THIRD)).id}`, { subject: 'Demo' });
    await company.settle();
    const before = (await exceptions()).map((record) => record.id);
    await company.emulator.fetch(
      new Request('http://emulator.test/_emulator/expire-delta', {
        method: 'POST',
        body: JSON.stringify({ mailbox: 'ada@example.test' }),
      }),
    );
    await company.graph('DELETE', `/me/events/${(await occurrence(id, THIRD)).id}`);
    await company.graph('PATCH', `/me/events/${(await occurrence(id, AFTER_CHANGE)).id}`, {
      subject: 'Talk',
    });
    await company.settle();
    const records = await exceptions();
    expect(records.map(({ fields }) => fields['Event_Title'])).toEqual(['Retro', 'Talk']);
    expect(records[0]?.id).toBe(before[0]);
    expect(await excluded()).toEqual({ RRULE, EXDATE: `${SECOND},${THIRD},${AFTER_CHANGE}` });
    await atRest();
  });

  it('leaves out again what is cancelled at Microsoft when the CRM takes it back in', async () => {
    const id = await createSeries();
    await company.graph('DELETE', `/me/events/${(await occurrence(id, SECOND)).id}`);
    await company.enable('meetings');
    await company.changeRecord('meetings', (await series()).id, { Recurring_Activity: { RRULE } });
    expect(await during(() => company.settle())).toEqual(NOTHING);
    expect(await excluded()).toEqual({ RRULE, EXDATE: SECOND });
  });

  it('keeps exceptions of long ago where they are', async () => {
    const past = new Date(company.clock.now().getTime() - 90 * 24 * 60 * 60_000).toISOString().slice(0, 10);
    const day = (dateTime: string) => ({ dateTime, timeZone: 'UTC' });
    const { id } = await company.graph('POST', '/me/events', {
      subject: 'Stand-up',
      start: day(`${past}T10:00:00`),
      end: day(`${past}T10:15:00`),
      recurrence: { pattern: { type: 'daily', interval: 1 }, range: { type: 'noEnd', startDate: past } },
    });
    const next = new Date(Date.parse(past) + 5 * 24 * 60 * 60_000).toISOString();
    const { value } = await company.graph(
      'GET',
      `/me/events/${id}/instances?startDateTime=${past}T00:00:00Z&endDateTime=${next}`,
    );
    await company.graph('PATCH', `/me/events/${value[1].id}`, { subject: 'Long' });
    await company.enable('meetings');
    expect(await company.records('meetings')).toHaveLength(1);
    await atRest();
  });
});
