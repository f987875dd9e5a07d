import type { SyncModule } from '@syncgrant/core';
import type { Company, GraphAnswer } from './company.ts';

/** What a test of all modules needs to know of one: where its items are, and how something named is written on both sides. */
export interface ModuleForm {
  readonly module: SyncModule;
  readonly path: (company: Company) => Promise<string>;
  /** How the path of a create ends, as a fault matches it. */
  readonly createPath: string;
  readonly item: (name: string) => object;
  readonly record: (name: string) => Record<string, unknown>;
  readonly nameOfItem: (item: GraphAnswer) => unknown;
  readonly nameField: string;
}

const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);

const contacts: ModuleForm = {
  module: 'contacts',
  path: async () => '/me/contacts',
  createPath: '/contacts$',
  item: (name) => ({ givenName: 'Ada', surname: name }),
  record: (name) => ({ First_Name: 'Ada', Last_Name: name }),
  nameOfItem: ({ surname }) => surname,
  nameField: 'Last_Name',
};

export const MEETINGS_FORM: ModuleForm = {
  module: 'meetings',
  path: async () => '/me/events',
  createPath: '/events$',
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
};

const tasks: ModuleForm = {
  module: 'tasks',
  path: async (company) => `/me/todo/lists/${await company.defaultContainer('tasks')}/tasks`,
  createPath: '/tasks$',
  item: (name) => ({ title: name }),
  record: (name) => ({ Subject: name }),
  nameOfItem: ({ title }) => title,
  nameField: 'Subject',
};

export const MODULE_FORMS: readonly ModuleForm[] = [contacts, MEETINGS_FORM, tasks];

/** The names of what is on either side, in order. */
export async function namesOnBothSides(
  company: Company,
  { module, path, nameOfItem, nameField }: ModuleForm,
): Promise<{ readonly items: readonly string[]; readonly records: readonly string[] }> {
  const { value } = await company.graph('GET', `${await path(company)}?$top=100`);
  const records = await company.records(module);
  return {
    items: (value as GraphAnswer[]).map((item) => String(nameOfItem(item))).toSorted(),
    records: records.map(({ fields }) => String(fields[nameField])).toSorted(),
  };
}

/** Changes what the emulated Microsoft does. */
export async function steer(company: Company, path: string, body: object): Promise<GraphAnswer> {
  const request = new Request(`http://emulator.test/_emulator/${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  const answer = await company.emulator.fetch(request);
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}
