import { describe, expect, it } from 'vitest';
import type { SyncModule } from '@syncgrant/core';
import type { Behaviour, FaultInput } from '@syncgrant/emulator';
import type { Company, GraphAnswer } from '../support/company.ts';
import { EITHER_DATABASE } from '../support/databases.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;

const MINUTE_MS = 60_000;

/** Ways that Microsoft may go where nobody can say which it goes, together as far as they can be. */
const AWKWARD: readonly Partial<Behaviour>[] = [
  {
    emptyDeltaPages: true,
    repeatedDeltaRows: true,
    removedInFirstRound: true,
    replicationDelayMs: MINUTE_MS,
    eventsDeltaStubs: true,
    conflictStatus: 409,
  },
  { changeKeyDrift: false },
  { batchIgnoresIdType: true },
];

/** What a test needs to know of a module: where its items are, and how something named is written on both sides. */
interface Form {
  readonly module: SyncModule;
  readonly path: () => Promise<string>;
  readonly item: (name: string) => object;
  readonly record: (name: string) => Record<string, unknown>;
  readonly nameOfItem: (item: GraphAnswer) => unknown;
  readonly nameField: string;
}

const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
const FORMS: readonly Form[] = [
  {
    module: 'contacts',
    path: async () => '/me/contacts',
    item: (name) => ({ givenName: 'Ada', surname: name }),
    record: (name) => ({ First_Name: 'Ada', Last_Name: name }),
    nameOfItem: ({ surname }) => surname,
    nameField: 'Last_Name',
  },
  {
    module: 'meetings',
    path: async () => '/me/events',
    item: (name) => ({
      subject: name,
      start: { dateTime: `${day}T10:00:00`, timeZone: 'UTC' },
      end: { dateTime: `${day}T11:00:00`, timeZone: 'UTC' },
    }),
    record: (name) => ({
      Event_Title: name,
      Start_DateTime: `${day}T13:00:00+00:00`,
      End_DateTime: `${day}T14:00:00+00:00`,
    }),
    nameOfItem: ({ subject }) => subject,
    nameField: 'Event_Title',
  },
  {
    module: 'tasks',
    path: async () => `/me/todo/lists/${await company.defaultContainer('tasks')}/tasks`,
    item: (name) => ({ title: name }),
    record: (name) => ({ Subject: name }),
    nameOfItem: ({ title }) => title,
    nameField: 'Subject',
  },
];

async function steer(path: string, body: object): Promise<GraphAnswer> {
  const request = new Request(`http://emulator.test/_emulator/${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  const answer = await company.emulator.fetch(request);
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

/** Runs until everything that may be seen late was seen, and every wait is over. */
async function rest(): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    await company.settle();
    company.clock.advance(5 * MINUTE_MS);
  }
  await company.settle();
}

async function sides({ module, path, nameOfItem, nameField }: Form) {
  const { value } = await company.graph('GET', `${await path()}?$top=100`);
  const records = await company.records(module);
  return {
    items: (value as GraphAnswer[]).map((item) => String(nameOfItem(item))).toSorted(),
    records: records.map(({ fields }) => String(fields[nameField])).toSorted(),
  };
}

describe.each(EITHER_DATABASE)('a sync with an awkward Microsoft on $name', (kind) => {
  useCompany(kind, (opened) => {
    company = opened;
  });

  describe.each(FORMS)('of $module', (form) => {
    const agreed = (...names: string[]) => ({ items: names, records: names });
    const itemNamed = async (name: string): Promise<string> => {
      const { value } = await company.graph('GET', `${await form.path()}?$top=100`);
      return (value as GraphAnswer[]).find((item) => form.nameOfItem(item) === name).id;
    };
    const recordNamed = async (name: string): Promise<string> =>
      (await company.records(form.module)).find(({ fields }) => fields[form.nameField] === name)?.id ?? '';

    it.each(AWKWARD)('doubles and loses nothing under %j', async (behaviour) => {
      await steer('behaviour', behaviour);
      const path = await form.path();
      await company.graph('POST', path, form.item('A'));
      await company.graph('DELETE', `${path}/${await itemNamed('A')}`);
      await company.graph('POST', path, form.item('B'));
      await company.graph('POST', path, form.item('C'));
      await company.addRecord(form.module, form.record('D'));
      await company.addRecord(form.module, form.record('E'));
      company.clock.advance(5 * MINUTE_MS);
      await company.enable(form.module);
      await rest();
      expect(await sides(form)).toEqual(agreed('B', 'C', 'D', 'E'));

      await company.graph('PATCH', `${path}/${await itemNamed('B')}`, form.item('B2'));
      await company.changeRecord(form.module, await recordNamed('D'), { [form.nameField]: 'D2' });
      await company.graph('POST', path, form.item('F'));
      await company.addRecord(form.module, form.record('G'));
      await rest();
      expect(await sides(form)).toEqual(agreed('B2', 'C', 'D2', 'E', 'F', 'G'));

      await company.graph('DELETE', `${path}/${await itemNamed('D2')}`);
      await company.removeRecord(form.module, await recordNamed('C'));
      await rest();
      expect(await sides(form)).toEqual(agreed('B2', 'E', 'F', 'G'));
    });

    it('goes on with the rest when most requests of its batches are throttled', async () => {
      await company.enable(form.module);
      await steer('behaviour', { mailboxConcurrency: 1 });
      const names = ['A', 'B', 'C', 'D', 'E', 'F'];
      for (const name of names) await company.addRecord(form.module, form.record(name));
      for (let round = 0; round < 3; round += 1) await rest();
      expect(await sides(form)).toEqual(agreed(...names));
      const { log } = company.emulator;
      expect(log.some(({ status, batchId }) => status === 429 && batchId !== null)).toBe(true);
    });

    it.each(['same', 'new'] as const)(
      'carries what comes back from the recycle bin with the %s id as one item',
      async (restoredId) => {
        await steer('behaviour', { restoredId });
        const path = await form.path();
        await company.graph('POST', path, form.item('A'));
        await company.graph('POST', path, form.item('B'));
        await company.enable(form.module);
        const id = await itemNamed('A');
        await company.graph('DELETE', `${path}/${id}`);
        await rest();
        expect(await sides(form)).toEqual(agreed('B'));
        await steer('restore', { mailbox: 'ada@example.test', id });
        await rest();
        expect(await sides(form)).toEqual(agreed('A', 'B'));
        await company.changeRecord(form.module, await recordNamed('A'), { [form.nameField]: 'A2' });
        await rest();
        expect(await sides(form)).toEqual(agreed('A2', 'B'));
      },
    );

    it.each<FaultInput['action']>([{ truncateBody: true }, { resetConnection: true }])(
      'creates once though the connection broke: %j',
      async (action) => {
        await company.enable(form.module);
        await company.addRecord(form.module, form.record('A'));
        const path =
          form.module === 'meetings' ? '/events$' : form.module === 'tasks' ? '/tasks$' : '/contacts$';
        company.emulator.addFaults([{ match: { method: 'POST', path }, action }]);
        await rest();
        expect(company.emulator.faults).toEqual([]);
        await rest();
        expect(await sides(form)).toEqual(agreed('A'));
      },
    );
  });

  it.each(['same', 'refused', 'another'] as const)(
    'creates a meeting once whose answer was lost, whatever a repeated transactionId does: %s',
    async (repeatedTransaction) => {
      await steer('behaviour', { repeatedTransaction });
      await company.enable('meetings');
      await company.addRecord('meetings', FORMS[1]?.record('A') ?? {});
      company.emulator.addFaults([
        { match: { method: 'POST', path: '/events$' }, count: 2, action: { loseResponse: true } },
      ]);
      for (let round = 0; round < 3; round += 1) await rest();
      const { value } = await company.graph('GET', '/me/events');
      expect(value).toHaveLength(1);
      expect(await company.records('meetings')).toHaveLength(1);
    },
  );
});
