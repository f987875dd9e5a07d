import { describe, expect, it } from 'vitest';
import type { Behaviour } from '@syncgrant/emulator';
import { readSetup } from '@syncgrant/store';
import type { Company, GraphAnswer } from '../support/company.ts';
import { EITHER_DATABASE } from '../support/databases.ts';
import { steer } from '../support/readings.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;

const MINUTE_MS = 60_000;
const MONDAY = '2040-03-05';

/** What is open about `events/delta` and about how times are read, each way and together. */
const WAYS: readonly Partial<Behaviour>[] = [
  { eventsDeltaStubs: false, allDayReadShift: false },
  { eventsDeltaStubs: true },
  { allDayReadShift: true },
  { emptyDeltaPages: true, repeatedDeltaRows: true, removedInFirstRound: true },
  { eventsDeltaStubs: true, allDayReadShift: true, repeatedDeltaRows: true, replicationDelayMs: MINUTE_MS },
];

const weekly = (subject: string, more: object = {}) => ({
  subject,
  start: { dateTime: `${MONDAY}T10:00:00`, timeZone: 'Europe/Berlin' },
  end: { dateTime: `${MONDAY}T11:00:00`, timeZone: 'Europe/Berlin' },
  recurrence: {
    pattern: { type: 'weekly', interval: 1, daysOfWeek: ['monday'], firstDayOfWeek: 'monday' },
    range: { type: 'noEnd', startDate: MONDAY },
  },
  ...more,
});

/** Runs until everything that may be seen late was seen, and every wait is over. */
async function rest(): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    await company.settle();
    company.clock.advance(5 * MINUTE_MS);
  }
  await company.settle();
}

const events = async (): Promise<GraphAnswer[]> => (await company.graph('GET', '/me/events?$top=100')).value;
const eventNamed = async (subject: string): Promise<GraphAnswer> =>
  (await events()).find((event) => event.subject === subject);
/** Records that repeat: what becomes of single occurrences is another matter. */
const series = async () =>
  (await company.records('meetings')).filter(({ fields }) => fields['Recurring_Activity']);
const sides = async () => ({
  items: (await events())
    .filter(({ type }) => type === 'seriesMaster')
    .map(({ subject }) => String(subject))
    .toSorted(),
  records: (await series()).map(({ fields }) => String(fields['Event_Title'])).toSorted(),
});
const both = (...names: string[]) => ({ items: names, records: names });

describe.each(EITHER_DATABASE)('series with an awkward Microsoft on $name', (kind) => {
  useCompany(kind, (opened) => {
    company = opened;
  });

  it.each(WAYS)('are neither doubled nor lost nor moved under %j', async (behaviour) => {
    await steer(company, behaviour);
    await company.graph('POST', '/me/events', weekly('Planning'));
    await company.graph(
      'POST',
      '/me/events',
      weekly('Fair', {
        isAllDay: true,
        start: { dateTime: `${MONDAY}T00:00:00`, timeZone: 'Europe/Berlin' },
        end: { dateTime: '2040-03-06T00:00:00', timeZone: 'Europe/Berlin' },
      }),
    );
    await company.addRecord('meetings', {
      Event_Title: 'Review',
      Start_DateTime: `${MONDAY}T14:00:00+01:00`,
      End_DateTime: `${MONDAY}T15:00:00+01:00`,
      Recurring_Activity: { RRULE: 'FREQ=WEEKLY;BYDAY=MO' },
    });
    company.clock.advance(5 * MINUTE_MS);
    await company.enable('meetings');
    await rest();
    expect(await sides()).toEqual(both('Fair', 'Planning', 'Review'));
    const fair = (await series()).find(({ fields }) => fields['Event_Title'] === 'Fair');
    expect(fair?.fields).toMatchObject({
      All_day: true,
      Recurring_Activity: { RRULE: 'FREQ=WEEKLY;BYDAY=MO' },
    });
    expect(String(fair?.fields['Start_DateTime']).slice(0, 10)).toBe(MONDAY);

    const { id } = await eventNamed('Planning');
    const range = `startDateTime=${MONDAY}T00:00:00Z&endDateTime=2040-04-01T00:00:00Z`;
    const { value } = await company.graph('GET', `/me/events/${id}/instances?${range}`);
    await company.graph('PATCH', `/me/events/${value[1].id}`, { subject: 'Planning, remote' });
    await company.graph('DELETE', `/me/events/${value[2].id}`);
    await rest();
    expect(await sides()).toEqual(both('Fair', 'Planning', 'Review'));

    await company.graph('PATCH', `/me/events/${id}`, {
      ...weekly('Planning'),
      start: { dateTime: `${MONDAY}T16:00:00`, timeZone: 'Europe/Berlin' },
      end: { dateTime: `${MONDAY}T17:00:00`, timeZone: 'Europe/Berlin' },
    });
    await company.graph('DELETE', `/me/events/${(await eventNamed('Fair')).id}`);
    await rest();
    expect(await sides()).toEqual(both('Planning', 'Review'));
    const moved = (await series()).find(({ fields }) => fields['Event_Title'] === 'Planning');
    expect(Date.parse(String(moved?.fields['Start_DateTime']))).toBe(Date.parse(`${MONDAY}T15:00:00Z`));

    const before = company.emulator.log.length;
    await rest();
    const writes = company.emulator.log
      .slice(before)
      .filter(({ method, path }) => method !== 'GET' && path.includes('/events'));
    expect(writes).toEqual([]);
  });

  it.each([400, 404, 501])(
    'stay as they are while every delta is answered %i, and go on afterwards',
    async (status) => {
      await company.graph('POST', '/me/events', weekly('Planning'));
      await company.enable('meetings');
      await company.graph('PATCH', `/me/events/${(await eventNamed('Planning')).id}`, {
        subject: 'Planning 2',
      });
      const body = { error: { code: 'BadRequest', message: 'no' } };
      company.emulator.addFaults([{ match: { path: '/delta' }, count: 1_000, action: { status, body } }]);
      const problem = async () => (await readSetup(company.tenant, company.userId, 'meetings'))?.problem;
      for (let round = 0; round < 3; round += 1) {
        await company.tick();
        company.clock.advance(30 * MINUTE_MS);
      }
      expect(await problem()).not.toBeNull();
      expect(await sides()).toEqual({ items: ['Planning 2'], records: ['Planning'] });
      await company.emulator.fetch(
        new Request('http://emulator.test/_emulator/faults', { method: 'DELETE' }),
      );
      await rest();
      expect(await problem()).toBeNull();
      expect(await sides()).toEqual(both('Planning 2'));
    },
  );
});
