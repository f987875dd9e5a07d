import { beforeEach, describe, expect, it } from 'vitest';
import { answerBy, recordMapping, withAnswer, type Answer } from '@syncgrant/core';
import {
  inTransaction,
  invitationOf,
  keepAnswer,
  Tenant,
  updateRecord,
  type RecordRow,
} from '@syncgrant/store';
import type { Company, GraphAnswer } from '../support/company.ts';
import { EITHER_DATABASE } from '../support/databases.ts';
import { useCompany } from '../support/use-company.ts';

let ada: Company;
let ben: Company;

const BEN = 'ben@example.test';
const MAPPING = recordMapping('meetings', {});
const inDays = (days: number, time: string): string =>
  `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}T${time}`;
const at = (days: number, time: string) => ({ dateTime: inDays(days, time), timeZone: 'UTC' });
const event = (more: object = {}) => ({
  subject: 'Review',
  start: at(3, '10:00:00'),
  end: at(3, '11:00:00'),
  attendees: [{ type: 'required', emailAddress: { address: BEN, name: 'Ben' } }],
  ...more,
});
const SERIES = {
  recurrence: {
    pattern: { type: 'daily', interval: 1 },
    range: { type: 'numbered', startDate: inDays(3, '').slice(0, 10), numberOfOccurrences: 4 },
  },
};

const eventsOf = async (company: Company): Promise<GraphAnswer[]> =>
  (await company.graph('GET', '/me/events?$top=100')).value;
const copyOf = async (): Promise<GraphAnswer> => (await eventsOf(ben))[0];
const responses = (): string[] =>
  ben.emulator.mailLog.filter(({ kind }) => kind === 'response').map(({ from }) => from);
const answersSent = (): string[] =>
  ben.emulator.log
    .filter(({ path }) => /\/(accept|tentativelyAccept|decline)$/.test(path))
    .map(({ path }) => path);

async function theRecord(): Promise<RecordRow> {
  const [record, ...others] = await ben.records('meetings');
  expect(others).toEqual([]);
  if (record === undefined) throw new Error('no record');
  return record;
}
const answerInCrm = async () => answerBy(MAPPING.fromRecord((await theRecord()).fields), BEN);
const answerInMailbox = async () => (await copyOf()).responseStatus.response;
const answerAtOrganiser = async () => (await eventsOf(ada))[0].attendees[0].status.response;

/** What the record page does: the answer into the record, and a word for the sync that it was the user's own. */
async function answer(given: Answer, record?: RecordRow): Promise<void> {
  const { id, fields, module } = record ?? (await theRecord());
  const meeting = MAPPING.fromRecord(fields);
  await inTransaction(ben.deps.db, async (transaction) => {
    const tenant = new Tenant(transaction, ben.tenant.organisationId);
    const found = await invitationOf(tenant, ben.userId, id);
    const writer = { userId: ben.userId, origin: 'user', now: ben.clock.now() } as const;
    const answers = withAnswer(meeting, BEN, given) ?? [];
    await updateRecord(tenant, writer, { module, id }, { fields: MAPPING.toRecord({ answers }, meeting) });
    const { start = null, end = null } = meeting;
    if (typeof start !== 'string' || typeof end !== 'string') throw new Error('no time');
    const own = { answer: given, at: ben.clock.now().toISOString(), start, end };
    await keepAnswer(tenant, found?.link.id ?? '', own);
  });
  ben.clock.advance(1000);
}
const waiting = async (): Promise<unknown[]> =>
  (await ben.tenant.select('link').select('own_answer').execute()).flatMap(
    ({ own_answer: own }) => own ?? [],
  );

describe.each(EITHER_DATABASE)('an answer to an invitation, on $name', (kind) => {
  useCompany(kind, (opened) => {
    ada = opened;
  });
  beforeEach(async () => {
    ben = await ada.hire('Ben');
  });

  it.each([
    ['accepted', 'accepted'],
    ['tentative', 'tentativelyAccepted'],
  ] as const)('%s in the CRM reaches mailbox and organiser, once', async (given, response) => {
    await ada.graph('POST', '/me/events', event());
    await ben.enable('meetings');
    await answer(given);
    for (let round = 0; round < 3; round += 1) await ben.settle();
    expect(await answerInMailbox()).toBe(response);
    expect(await answerAtOrganiser()).toBe(response);
    expect(responses()).toEqual([BEN]);
    expect(answersSent()).toHaveLength(1);
    expect(await answerInCrm()).toBe(given);
    expect(await waiting()).toEqual([]);
  });

  it('of a decline takes the meeting off the calendar, and the record stays', async () => {
    await ada.graph('POST', '/me/events', event());
    await ben.enable('meetings');
    await answer('declined');
    for (let round = 0; round < 3; round += 1) await ben.settle();
    expect(await eventsOf(ben)).toEqual([]);
    expect(await answerAtOrganiser()).toBe('declined');
    expect(await answerInCrm()).toBe('declined');
    expect(responses()).toEqual([BEN]);
  });

  it('of a decline is asked for anew when the organiser sends the meeting again', async () => {
    await ada.graph('POST', '/me/events', event());
    await ben.enable('meetings');
    await answer('declined');
    await ben.settle();
    const { id } = (await eventsOf(ada))[0];
    await ada.graph('PATCH', `/me/events/${id}`, { start: at(4, '10:00:00'), end: at(4, '11:00:00') });
    await ben.settle();
    expect(await answerInCrm()).toBeNull();
    await answer('accepted');
    await ben.settle();
    expect(await answerInMailbox()).toBe('accepted');
    expect(responses()).toEqual([BEN, BEN]);
  });

  it('is not sent where the organiser wants none, and stands in the mailbox all the same', async () => {
    await ada.graph('POST', '/me/events', event({ responseRequested: false }));
    await ben.enable('meetings');
    await answer('accepted');
    await ben.settle();
    expect(await answerInMailbox()).toBe('accepted');
    expect(responses()).toEqual([]);
  });

  it('that Microsoft refuses is told, waits, and stays in the CRM', async () => {
    await ada.graph('POST', '/me/events', event());
    await ben.enable('meetings');
    const body = { error: { code: 'ErrorInvalidRequest', message: 'No.' } };
    ben.emulator.addFaults([{ match: { path: '/accept$' }, count: 1, action: { status: 400, body } }]);
    await answer('accepted');
    await ben.settle();
    expect(await answerInMailbox()).toBe('notResponded');
    expect(await answerInCrm()).toBe('accepted');
    ben.clock.advance(60 * 60_000);
    await ben.settle();
    expect(await answerInMailbox()).toBe('accepted');
    expect(responses()).toEqual([BEN]);
  });

  it.each(['accepted', 'declined'] as const)(
    'whose own answer was lost is not sent twice: %s',
    async (given) => {
      await ada.graph('POST', '/me/events', event());
      await ben.enable('meetings');
      const path = '/(accept|decline)$';
      ben.emulator.addFaults([{ match: { path }, count: 1, action: { loseResponse: true } }]);
      await answer(given);
      await ben.settle();
      expect(await waiting()).toHaveLength(1);
      for (let round = 0; round < 3; round += 1) {
        ben.clock.advance(10 * 60_000);
        await ben.settle();
      }
      expect(responses()).toEqual([BEN]);
      expect(answersSent()).toHaveLength(1);
      expect(await answerInCrm()).toBe(given);
      expect(await waiting()).toEqual([]);
    },
  );

  it('is not sent twice either when the mailbox is slow to tell of it', async () => {
    await ada.graph('POST', '/me/events', event());
    await ben.enable('meetings');
    ben.emulator.addFaults([{ match: { path: '/accept$' }, count: 1, action: { loseResponse: true } }]);
    await ben.emulator.fetch(
      new Request('http://emulator.test/_emulator/behaviour', {
        method: 'POST',
        body: JSON.stringify({ replicationDelayMs: 60 * 60_000 }),
      }),
    );
    await answer('accepted');
    await ben.settle();
    ben.clock.advance(10 * 60_000);
    await ben.settle();
    expect(responses()).toEqual([BEN]);
    expect(answersSent()).toHaveLength(1);
    expect(await waiting()).toEqual([]);
  });

  it('given while the sync was paused flows once after the resume', async () => {
    await ada.graph('POST', '/me/events', event());
    await ben.enable('meetings');
    await ben.setPermission('Crm_Implied_Mscal_Sync', false);
    await answer('tentative');
    await answer('accepted');
    await ben.settle();
    expect(answersSent()).toEqual([]);
    await ben.setPermission('Crm_Implied_Mscal_Sync', true);
    await ben.settle();
    await ben.settle();
    expect(await answerInMailbox()).toBe('accepted');
    expect(responses()).toEqual([BEN]);
  });

  it('for a time at which the meeting is no more is not sent', async () => {
    await ada.graph('POST', '/me/events', event());
    await ben.enable('meetings');
    await ben.setPermission('Crm_Implied_Mscal_Sync', false);
    await answer('accepted');
    const { id } = (await eventsOf(ada))[0];
    await ada.graph('PATCH', `/me/events/${id}`, { start: at(4, '10:00:00'), end: at(4, '11:00:00') });
    await ben.setPermission('Crm_Implied_Mscal_Sync', true);
    await ben.settle();
    await ben.settle();
    expect(answersSent()).toEqual([]);
    expect(await answerInCrm()).toBeNull();
    expect(await waiting()).toEqual([]);
  });

  it('that somebody else writes into the record is not sent in the user’s name', async () => {
    await ada.graph('POST', '/me/events', event());
    await ada.enable('meetings');
    await ben.enable('meetings');
    const { id, fields } = await theRecord();
    const meeting = MAPPING.fromRecord(fields);
    const answers = withAnswer(meeting, BEN, 'accepted') ?? [];
    await ada.changeRecord('meetings', id, MAPPING.toRecord({ answers }, meeting));
    await ben.settle();
    await ada.settle();
    expect(answersSent()).toEqual([]);
    expect(await answerInMailbox()).toBe('notResponded');
  });

  it.each([
    ['crm', 'accepted', 'accepted'],
    ['microsoft', 'tentative', 'tentativelyAccepted'],
  ] as const)(
    'given differently on both sides goes by the policy: %s wins',
    async (conflictPolicy, crm, microsoft) => {
      await ada.graph('POST', '/me/events', event());
      await ben.enable('meetings', { conflictPolicy });
      await answer('accepted');
      await ben.graph('POST', `/me/events/${(await copyOf()).id}/tentativelyAccept`, { sendResponse: true });
      await ben.settle();
      await ben.settle();
      expect(await answerInCrm()).toBe(crm);
      expect(await answerInMailbox()).toBe(microsoft);
      expect(await waiting()).toEqual([]);
      const conflicts = await ben.tenant.select('conflict').select(['field', 'winner']).execute();
      expect(conflicts).toEqual([{ field: 'answers', winner: conflictPolicy }]);
    },
  );

  it('of two who share a record goes from each mailbox for itself', async () => {
    await ada.graph('POST', '/me/events', event());
    await ada.enable('meetings');
    await ben.enable('meetings');
    await answer('accepted');
    await ben.settle();
    await ada.settle();
    await ben.settle();
    expect(await answerAtOrganiser()).toBe('accepted');
    expect(responses()).toEqual([BEN]);
    expect((await theRecord()).owner_id).toBe(ada.userId);
    const updates = ada.emulator.mailLog.filter(({ kind: mail }) => mail === 'update');
    expect(updates).toEqual([]);
  });

  it('of a series answers all of it, and of an occurrence with a record of its own that one', async () => {
    const { id } = await ada.graph('POST', '/me/events', event(SERIES));
    const window = `startDateTime=${inDays(0, '00:00:00Z')}&endDateTime=${inDays(30, '00:00:00Z')}`;
    const instances = async (company: Company, of: string): Promise<GraphAnswer[]> =>
      (await company.graph('GET', `/me/events/${of}/instances?${window}`)).value;
    const [, second] = await instances(ada, id);
    await ada.graph('PATCH', `/me/events/${second.id}`, { subject: 'Review of the second' });
    await ben.enable('meetings');
    const records = await ben.records('meetings');
    expect(records).toHaveLength(2);
    const series = records.find(({ series_id: of }) => of === null);
    const exception = records.find(({ series_id: of }) => of !== null);
    await answer('accepted', series);
    await ben.settle();
    await answer('declined', exception);
    await ben.settle();
    await ben.settle();
    const copy = await copyOf();
    expect(copy.responseStatus.response).toBe('accepted');
    expect((await instances(ben, copy.id)).map(({ type }) => type)).toEqual(Array(3).fill('occurrence'));
    const titles = (await ben.records('meetings')).map(({ fields }) => fields['Event_Title']);
    expect(new Set(titles)).toEqual(new Set(['Review', 'Review of the second']));
    expect(responses()).toEqual([BEN, BEN]);
  });
});
