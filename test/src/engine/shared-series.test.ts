import { beforeEach, describe, expect, it } from 'vitest';
import { countCopies } from '@syncgrant/agent';
import {
  beginRemoval,
  inTransaction,
  readSetup,
  takesPartIn,
  Tenant,
  type RecordRow,
} from '@syncgrant/store';
import type { Company, GraphAnswer } from '../support/company.ts';
import { DATABASE_KINDS } from '../support/databases.ts';
import { useCompany } from '../support/use-company.ts';

let ada: Company;
let ben: Company;

/** Mondays before the clocks of Berlin, the zone of both, go forward. */
const MONDAY = '2040-03-05';
const SECOND = '2040-03-12';
const ZONE = 'Europe/Berlin';
const at = (date: string, hour: number) => ({ dateTime: `${date}T${hour}:00:00`, timeZone: ZONE });

const inviteToSeries = async (): Promise<string> => {
  const made = await ada.graph('POST', '/me/events', {
    subject: 'Planning',
    start: at(MONDAY, 10),
    end: at(MONDAY, 11),
    recurrence: {
      pattern: { type: 'weekly', interval: 1, daysOfWeek: ['monday'], firstDayOfWeek: 'monday' },
      range: { type: 'noEnd', startDate: MONDAY },
    },
    attendees: [{ type: 'required', emailAddress: { address: 'ben@example.test', name: 'Ben' } }],
  });
  return made.id;
};
const masters = async (company: Company): Promise<GraphAnswer[]> =>
  (await company.graph('GET', '/me/events?$top=50')).value.filter(
    ({ type }: GraphAnswer) => type === 'seriesMaster',
  );
const instances = async (company: Company): Promise<GraphAnswer[]> => {
  const [master] = await masters(company);
  const window = `startDateTime=${MONDAY}T00:00:00Z&endDateTime=2040-03-24T00:00:00Z&$top=50`;
  return (await company.graph('GET', `/me/events/${master.id}/instances?${window}`)).value;
};
const days = async (company: Company) =>
  (await instances(company)).map(({ start }) => start.dateTime.slice(0, 10));
async function occurrence(company: Company, date: string): Promise<string> {
  const found = (await instances(company)).find(({ originalStart }) => originalStart.startsWith(date));
  if (found === undefined) throw new Error(`no occurrence on ${date}`);
  return found.id;
}

/** What the CRM has: the series, what stands in place of its occurrences, and whose they are. */
async function inCrm() {
  const records = await ada.records('meetings');
  const seen = await takesPartIn(
    ada.tenant,
    { userId: ben.userId, email: 'nobody@nowhere.test' },
    records.map(({ id }) => id),
  );
  const [series, ...others] = records.filter(({ series_id: id }) => id === null);
  if (series === undefined || others.length > 0) throw new Error(`${others.length + 1} series`);
  const rule = series.fields['Recurring_Activity'] as { EXDATE?: string };
  const exceptions = records.filter(({ series_id: id }) => id !== null);
  return {
    leftOut: rule.EXDATE ?? null,
    exceptions: exceptions.map((row) => [row.fields['Event_Title'], row.occurrence_date]),
    apart: exceptions.filter(({ series_id: id }) => id !== series.id).length,
    adas: records.every(isAdas),
    unseenByBen: records.filter(({ id }) => !seen.has(id)).length,
  };
}
const isAdas = ({ owner_id: owner }: RecordRow): boolean => owner === ada.userId;
const WHOLE = { leftOut: null, exceptions: [], apart: 0, adas: true, unseenByBen: 0 };

const ORDERS = [
  ['the organiser’s run comes first', () => [ada, ben]],
  ['the attendee’s run comes first', () => [ben, ada]],
] as const;

async function settleAll(companies: readonly Company[]): Promise<void> {
  for (let round = 0; round < 3; round += 1) for (const company of companies) await company.settle();
}
async function together(): Promise<void> {
  await Promise.all([ada.settle(), ben.settle()]);
  await settleAll([ada, ben]);
}
const mailsDuring = async (act: () => Promise<void>): Promise<number> => {
  const before = ada.emulator.mailLog.length;
  await act();
  return ada.emulator.mailLog.length - before;
};
async function atRest(): Promise<void> {
  const before = await ada.records('meetings');
  expect(await mailsDuring(() => settleAll([ada, ben]))).toBe(0);
  expect(await ada.records('meetings')).toEqual(before);
}

describe.each(DATABASE_KINDS)('a series in two mailboxes, on $name', (kind) => {
  useCompany(kind, (opened) => {
    ada = opened;
  });
  beforeEach(async () => {
    ben = await ada.hire('Ben');
    await ada.setPermission('Crm_Implied_Access_All_Records', false);
  });

  describe.each(ORDERS)('of which %s', (_, order) => {
    it('has one record for an occurrence that its organiser changes', async () => {
      await inviteToSeries();
      for (const company of order()) await company.enable('meetings');
      await settleAll(order());
      expect(await inCrm()).toEqual(WHOLE);
      const id = await occurrence(ada, SECOND);
      await ada.graph('PATCH', `/me/events/${id}`, { subject: 'Long planning', end: at(SECOND, 12) });
      expect(await mailsDuring(() => settleAll(order()))).toBe(0);
      const changed = { ...WHOLE, leftOut: SECOND, exceptions: [['Long planning', SECOND]] };
      expect(await inCrm()).toEqual(changed);
      await ada.graph('PATCH', `/me/events/${id}`, { subject: 'Longer planning' });
      await settleAll(order());
      expect(await inCrm()).toEqual({ ...changed, exceptions: [['Longer planning', SECOND]] });
      await atRest();
    });

    it('loses an occurrence that its organiser cancels, also one that was changed before', async () => {
      await inviteToSeries();
      for (const company of order()) await company.enable('meetings');
      await settleAll(order());
      await ada.graph('PATCH', `/me/events/${await occurrence(ada, SECOND)}`, { subject: 'Long planning' });
      await settleAll(order());
      for (const date of [MONDAY, SECOND])
        await ada.graph('DELETE', `/me/events/${await occurrence(ada, date)}`);
      expect(await mailsDuring(() => settleAll(order()))).toBe(0);
      expect(await inCrm()).toEqual({ ...WHOLE, leftOut: `${MONDAY},${SECOND}` });
      await atRest();
    });

    it.each([
      ['may not reach records of others', false],
      ['may edit records of others', true],
    ])('keeps an occurrence that an attendee deletes who %s', async (_may, reaches) => {
      await ada.setPermission('Crm_Implied_Access_All_Records', reaches);
      await inviteToSeries();
      for (const company of order()) await company.enable('meetings');
      await settleAll(order());
      await ada.graph('PATCH', `/me/events/${await occurrence(ada, SECOND)}`, { subject: 'Long planning' });
      await settleAll(order());
      for (const date of [MONDAY, SECOND])
        await ben.graph('DELETE', `/me/events/${await occurrence(ben, date)}`);
      await settleAll(order());
      const { leftOut, exceptions, adas } = await inCrm();
      expect({ leftOut, exceptions, adas }).toEqual({
        leftOut: SECOND,
        exceptions: [['Long planning', SECOND]],
        adas: true,
      });
      expect(await days(ada)).toEqual([MONDAY, SECOND, '2040-03-19']);
      await atRest();
    });
  });

  it('passes to its organiser with what was changed in it, when the organiser comes second', async () => {
    await inviteToSeries();
    await ada.graph('PATCH', `/me/events/${await occurrence(ada, SECOND)}`, { subject: 'Long planning' });
    await ben.enable('meetings');
    expect(await ada.records('meetings')).toHaveLength(2);
    expect(await mailsDuring(() => ada.enable('meetings'))).toBe(0);
    await settleAll([ada, ben]);
    expect(await inCrm()).toEqual({ ...WHOLE, leftOut: SECOND, exceptions: [['Long planning', SECOND]] });
    await atRest();
  });

  it('comes to the same when both runs see a change in the same moment', async () => {
    await inviteToSeries();
    for (const company of [ada, ben]) await company.enable('meetings');
    await ada.graph('PATCH', `/me/events/${await occurrence(ada, SECOND)}`, { subject: 'Long planning' });
    await together();
    expect(await inCrm()).toEqual({ ...WHOLE, leftOut: SECOND, exceptions: [['Long planning', SECOND]] });
    await ada.graph('DELETE', `/me/events/${await occurrence(ada, SECOND)}`);
    await together();
    expect(await inCrm()).toEqual({ ...WHOLE, leftOut: SECOND });
    await atRest();
  });

  it('is called off with its copies as often as was said, stays in the CRM, and is one series when it is sent again', async () => {
    for (const company of [ada, ben]) await company.enable('meetings');
    await ada.addRecord('meetings', {
      Event_Title: 'Planning',
      Start_DateTime: `${MONDAY}T10:00:00+01:00`,
      End_DateTime: `${MONDAY}T11:00:00+01:00`,
      Recurring_Activity: { RRULE: 'FREQ=WEEKLY;BYDAY=MO' },
      Participants: [{ type: 'email', participant: 'ben@example.test' }],
    });
    await settleAll([ada, ben]);
    const setup = await readSetup(ada.tenant, ada.userId, 'meetings');
    if (setup === null) throw new Error('no setup');
    const { peopleMailed } = await countCopies(ada.tenant, setup);
    const removed = await mailsDuring(async () => {
      await inTransaction(ada.deps.db, (transaction) =>
        beginRemoval(
          new Tenant(transaction, ada.tenant.organisationId),
          ada.userId,
          'meetings',
          peopleMailed,
          ada.clock.now(),
        ),
      );
      await settleAll([ada, ben]);
    });
    expect([peopleMailed, removed, await masters(ada)]).toEqual([1, 1, []]);
    expect(await inCrm()).toEqual({ ...WHOLE, unseenByBen: 1 });
    expect(await mailsDuring(() => ada.enable('meetings'))).toBe(1);
    await settleAll([ada, ben]);
    expect(await inCrm()).toEqual(WHOLE);
    await atRest();
  });
});
