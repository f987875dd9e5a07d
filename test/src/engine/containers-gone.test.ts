import { beforeEach, describe, expect, it } from 'vitest';
import { readCard } from '@syncgrant/agent';
import type { SyncModule } from '@syncgrant/core';
import { readGrantFacts } from '@syncgrant/store';
import type { Company, GraphAnswer } from '../support/company.ts';
import { EITHER_DATABASE } from '../support/databases.ts';
import { READINGS, steer as steerBehaviour, type Reading } from '../support/readings.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;

const HOUR_MS = 60 * 60_000;
const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);

interface Form {
  readonly title: string;
  readonly module: SyncModule;
  readonly containers: string;
  readonly named: object;
  readonly items: string;
  readonly item: (name: string) => object;
  readonly nameOfItem: (item: GraphAnswer) => string;
  readonly record: (name: string) => Record<string, unknown>;
  readonly nameField: string;
}

const MEETINGS: Form = {
  module: 'meetings',
  title: 'meetings',
  containers: '/me/calendars',
  named: { name: 'Work' },
  items: 'events',
  item: (name) => ({
    subject: name,
    start: { dateTime: `${day}T10:00:00`, timeZone: 'UTC' },
    end: { dateTime: `${day}T11:00:00`, timeZone: 'UTC' },
  }),
  nameOfItem: ({ subject }) => subject,
  record: (name) => ({
    Event_Title: name,
    Start_DateTime: `${day}T13:00:00+00:00`,
    End_DateTime: `${day}T14:00:00+00:00`,
  }),
  nameField: 'Event_Title',
};

const FORMS: readonly (Form & { readonly reading?: Reading })[] = [
  MEETINGS,
  ...READINGS.slice(1, 2).map((reading) => ({
    ...MEETINGS,
    title: `meetings, read by ${reading.name}`,
    reading,
  })),
  {
    module: 'contacts',
    title: 'contacts',
    containers: '/me/contactFolders',
    named: { displayName: 'Work' },
    items: 'contacts',
    item: (name) => ({ surname: name, emailAddresses: [{ address: `${name}@example.test`.toLowerCase() }] }),
    nameOfItem: ({ surname }) => surname,
    record: (name) => ({ Last_Name: name, Email: `${name}@example.test`.toLowerCase() }),
    nameField: 'Last_Name',
  },
  {
    module: 'tasks',
    title: 'tasks',
    containers: '/me/todo/lists',
    named: { displayName: 'Work' },
    items: 'tasks',
    item: (name) => ({ title: name }),
    nameOfItem: ({ title }) => title,
    record: (name) => ({ Subject: name }),
    nameField: 'Subject',
  },
];

async function steer(path: string, body: object): Promise<void> {
  const answer = await company.emulator.fetch(
    new Request(`http://emulator.test/_emulator/${path}`, { method: 'POST', body: JSON.stringify(body) }),
  );
  if (!answer.ok) throw new Error(await answer.text());
}

async function statusOf(module: SyncModule) {
  const facts = await readGrantFacts(company.tenant, company.userId);
  if (facts === null) throw new Error('no user');
  return (await readCard(company.deps.contexts, company.tenant, facts, module, company.deps.now())).status;
}

describe.each(EITHER_DATABASE)('a container that vanishes on $name', (kind) => {
  useCompany(kind, (opened) => {
    company = opened;
  });

  describe.each(FORMS)('under $title', (form) => {
    beforeEach(() => steerBehaviour(company, form.reading?.behaviour ?? {}));

    const { module, containers, items, nameField } = form;
    const create = async (): Promise<string> => (await company.graph('POST', containers, form.named)).id;
    const names = async (container: string): Promise<string[]> =>
      (await company.graph('GET', `${containers}/${container}/${items}?$top=100`)).value
        .map(form.nameOfItem)
        .toSorted();
    const records = async (): Promise<string[]> =>
      (await company.records(module)).map(({ fields }) => String(fields[nameField])).toSorted();
    const add = (container: string, name: string) =>
      company.graph('POST', `${containers}/${container}/${items}`, form.item(name));

    const begun = async (): Promise<string> => {
      const container = await create();
      for (const name of ['A', 'B']) await add(container, name);
      await company.addRecord(module, form.record('C'));
      await company.enable(module, { containerId: container });
      expect(await names(container)).toEqual(['A', 'B', 'C']);
      return container;
    };

    it('deletes nothing, says who can act, and goes on by itself when it is back', async () => {
      const container = await begun();
      await company.graph('DELETE', `${containers}/${container}`);
      await company.settle();
      expect(await records()).toEqual(['A', 'B', 'C']);
      expect(await statusOf(module)).toMatchObject({ state: 'container_gone', who: 'user' });

      await company.addRecord(module, form.record('D'));
      const [first] = await company.records(module);
      await company.changeRecord(module, first?.id ?? '', { Description: 'Meanwhile' });
      for (let round = 0; round < 3; round += 1) {
        company.clock.advance(HOUR_MS);
        await company.settle();
      }
      expect(await records()).toEqual(['A', 'B', 'C', 'D']);

      await steer('restore', { mailbox: 'ada@example.test', id: container });
      await add(container, 'E');
      company.clock.advance(HOUR_MS);
      await company.settle();
      await company.settle();
      expect(await statusOf(module)).toMatchObject({ state: 'active' });
      expect(await records()).toEqual(['A', 'B', 'C', 'D', 'E']);
      expect(await names(container)).toEqual(['A', 'B', 'C', 'D', 'E']);
      expect(await company.tick()).toMatchObject({ kind: 'done', requests: 1, more: false });
    });

    it('goes on in another one without duplicates, and again in the former one when it is back', async () => {
      const container = await begun();
      await company.graph('DELETE', `${containers}/${container}`);
      await company.settle();
      await company.addRecord(module, form.record('D'));

      const other = await create();
      for (const name of ['A', 'F']) await add(other, name);
      await company.configure(module, { containerId: other });
      await company.settle();
      await company.settle();
      expect(await statusOf(module)).toMatchObject({ state: 'active' });
      expect(await records()).toEqual(['A', 'B', 'C', 'D', 'F']);
      expect(await names(other)).toEqual(['A', 'D', 'F']);

      await steer('restore', { mailbox: 'ada@example.test', id: container });
      await company.configure(module, { containerId: container });
      await company.settle();
      await company.settle();
      expect(await records()).toEqual(['A', 'B', 'C', 'D', 'F']);
      expect(await names(container)).toEqual(['A', 'B', 'C']);
      expect(await names(other)).toEqual(['A', 'D', 'F']);
    });

    it('takes nothing for deleted of what goes first', async () => {
      const container = await begun();
      const { value } = await company.graph('GET', `${containers}/${container}/${items}`);
      await company.graph('DELETE', `${containers}/${container}/${items}/${value[0].id}`);
      /* Between the answer that tells of the deletion and the question whether it is one. */
      company.whenAnswered(/\$batch/, async () => {
        await company.graph('DELETE', `${containers}/${container}`);
      });
      await company.settle();
      expect(await records()).toEqual(['A', 'B', 'C']);
      expect(await statusOf(module)).toMatchObject({ state: 'container_gone' });
    });

    it('says so instead of a preview that never comes', async () => {
      const container = await create();
      await company.connect(module);
      await company.configure(module, { containerId: container });
      await company.graph('DELETE', `${containers}/${container}`);
      await company.settle();
      expect(await statusOf(module)).toMatchObject({ state: 'container_gone' });
      await company.configure(module);
      await company.settle();
      expect(await statusOf(module)).toMatchObject({ state: 'setting_up', reason: 'preview_ready' });
    });
  });

  it('leaves the other modules alone', async () => {
    const list = (await company.graph('POST', '/me/todo/lists', { displayName: 'Work' })).id;
    await company.enable('contacts');
    await company.enable('tasks', { containerId: list });
    await company.graph('DELETE', `/me/todo/lists/${list}`);
    await company.addRecord('contacts', { Last_Name: 'Hopper' });
    await company.settle();
    expect((await statusOf('tasks')).state).toBe('container_gone');
    expect((await statusOf('contacts')).state).toBe('active');
    expect((await company.graph('GET', '/me/contacts')).value).toMatchObject([{ surname: 'Hopper' }]);
  });
});
