import { describe, expect, it } from 'vitest';
import { readWaitingItems } from '@syncgrant/agent';
import { readSetup } from '@syncgrant/store';
import type { Company, GraphAnswer } from '../support/company.ts';
import { EITHER_DATABASE } from '../support/databases.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const MONDAY = '2040-03-05';
const SECOND = '2040-03-12';

const weekly = (subject: string) => ({
  subject,
  start: { dateTime: `${MONDAY}T10:00:00`, timeZone: 'Europe/Berlin' },
  end: { dateTime: `${MONDAY}T11:00:00`, timeZone: 'Europe/Berlin' },
  recurrence: {
    pattern: { type: 'weekly', interval: 1, daysOfWeek: ['monday'], firstDayOfWeek: 'monday' },
    range: { type: 'noEnd', startDate: MONDAY },
  },
});

const seriesNamed = async (subject: string): Promise<string> =>
  (await company.graph('GET', '/me/events?$top=100')).value.find(
    (event: GraphAnswer) => event.subject === subject,
  ).id;
const inCrm = async () =>
  (await company.records('meetings')).map(({ fields }) => String(fields['Event_Title'])).toSorted();
const failed = async (): Promise<string[]> => {
  const setup = await readSetup(company.tenant, company.userId, 'meetings');
  if (setup === null) throw new Error('no setup');
  const { items } = await readWaitingItems(company.tenant, setup);
  return items.map(({ kind, title, message }) => `${kind} ${title}: ${message}`);
};

/** Microsoft refuses to show single events, so many times. */
const refuse = (count: number, path = '/events/(?!delta)[^/?]+(\\?|$)') => {
  const action = { status: 400, body: { error: { code: 'ErrorInvalidRequest', message: 'no' } } };
  company.emulator.addFaults([{ match: { method: 'GET', path }, count, action }]);
};
const asksOf = (id: string, from: number): number =>
  company.asked(from).filter(({ method, path }) => method === 'GET' && path.includes(id)).length;
const later = async (ms: number) => {
  company.clock.advance(ms);
  await company.settle();
};

describe.each(EITHER_DATABASE)('a series that Microsoft refuses to show, on $name', (kind) => {
  useCompany(kind, async (opened) => {
    company = opened;
    await company.graph('POST', '/me/events', weekly('Planning'));
    await company.enable('meetings');
  });

  it('is read again after a while, so that its change is not lost', async () => {
    const id = await seriesNamed('Planning');
    const range = `startDateTime=${MONDAY}T00:00:00Z&endDateTime=2040-04-01T00:00:00Z`;
    const { value } = await company.graph('GET', `/me/events/${id}/instances?${range}`);
    await company.graph('DELETE', `/me/events/${value[1].id}`);
    await company.graph('PATCH', `/me/events/${id}`, { subject: 'Stand-up' });
    refuse(1);
    await company.settle();
    expect(company.emulator.faults).toEqual([]);
    expect(await failed()).toEqual(['failed Planning: Microsoft refused to show it.']);
    await later(MINUTE_MS);
    expect(await inCrm()).toEqual(['Stand-up']);
    const [record] = await company.records('meetings');
    expect(record?.fields['Recurring_Activity']).toMatchObject({ EXDATE: SECOND });
    expect(await failed()).toEqual([]);
  });

  it('is taken in later when it is new, once', async () => {
    await company.graph('POST', '/me/events', weekly('Review'));
    refuse(1);
    await company.settle();
    expect(await inCrm()).toEqual(['Planning']);
    await later(MINUTE_MS);
    expect(await inCrm()).toEqual(['Planning', 'Review']);
    await later(HOUR_MS);
    expect(await inCrm()).toEqual(['Planning', 'Review']);
    expect(await failed()).toEqual([]);
  });

  it('is deleted in the CRM though Microsoft did not say at first that it is gone', async () => {
    await company.graph('DELETE', `/me/events/${await seriesNamed('Planning')}`);
    refuse(1);
    await company.settle();
    expect(await inCrm()).toEqual(['Planning']);
    await later(MINUTE_MS);
    expect(await inCrm()).toEqual([]);
  });

  it('for ever, is asked for ever more rarely and holds up nothing else', async () => {
    const id = await seriesNamed('Planning');
    await company.graph('PATCH', `/me/events/${id}`, { subject: 'Stand-up' });
    refuse(1_000, `/events/${encodeURIComponent(id)}`);
    await company.settle();
    const before = company.emulator.log.length;
    await company.graph('POST', '/me/events', weekly('Review'));
    for (let minute = 0; minute < 60; minute += 1) await later(MINUTE_MS);
    expect(await inCrm()).toEqual(['Planning', 'Review']);
    expect(await failed()).toEqual(['failed Planning: Microsoft refused to show it.']);
    const asks = asksOf(encodeURIComponent(id), before);
    expect(asks).toBeGreaterThan(2);
    expect(asks).toBeLessThan(15);
    const told = await company.tenant.select('outcome').where('reason', '=', 'refused').selectAll().execute();
    expect(told).toHaveLength(1);
  });
});
