/**
 * What a sync asks of Microsoft: HTTP requests and the operations inside of their batches, counted in the emulator's log, beside what
 * the same job takes with a request for each item. Prints a table, writes it to `.bench/requests.json`, and fails if a
 * job takes more requests than its goal. Says nothing about time, and does not depend on it: no run is broken off by its slice.
 */
import type { SyncModule } from '@syncgrant/core';
import type { LogEntry } from '@syncgrant/emulator';
import { openCompany, type Company, type GraphAnswer } from '../support/company.ts';
import { DATABASE_KINDS } from '../support/databases.ts';
import { keepFigures } from '../support/distribution.ts';

const BATCH_SIZE = 20;
const SLICE_MS = 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

interface Form {
  readonly path: (company: Company) => Promise<string>;
  readonly item: (index: number) => object;
  readonly record: (index: number) => Record<string, unknown>;
  /** What an edit changes on either side; it leaves the other fields alone. */
  readonly itemEdit: (index: number) => object;
  readonly recordEdit: (index: number) => Record<string, unknown>;
}

const dayOf = (index: number): string =>
  new Date(Date.now() + (1 + index) * DAY_MS).toISOString().slice(0, 10);

const FORMS: Record<SyncModule, Form> = {
  contacts: {
    path: async () => '/me/contacts',
    item: (index) => ({
      surname: `Item ${index}`,
      emailAddresses: [{ address: `item${index}@example.test` }],
    }),
    record: (index) => ({ Last_Name: `Record ${index}`, Email: `record${index}@example.test` }),
    itemEdit: (index) => ({ jobTitle: `Title ${index}` }),
    recordEdit: (index) => ({ Department: `Department ${index}` }),
  },
  meetings: {
    path: async () => '/me/events',
    item: (index) => ({
      subject: `Item ${index}`,
      start: { dateTime: `${dayOf(index)}T10:00:00`, timeZone: 'UTC' },
      end: { dateTime: `${dayOf(index)}T11:00:00`, timeZone: 'UTC' },
    }),
    record: (index) => ({
      Event_Title: `Record ${index}`,
      Start_DateTime: `${dayOf(index)}T13:00:00+00:00`,
      End_DateTime: `${dayOf(index)}T14:00:00+00:00`,
    }),
    itemEdit: (index) => ({ subject: `Edited item ${index}` }),
    recordEdit: (index) => ({ Venue: `Room ${index}` }),
  },
  tasks: {
    path: async (company) => `/me/todo/lists/${await company.defaultContainer('tasks')}/tasks`,
    item: (index) => ({ title: `Item ${index}` }),
    record: (index) => ({ Subject: `Record ${index}` }),
    itemEdit: (index) => ({ importance: index % 2 === 0 ? 'high' : 'low' }),
    recordEdit: (index) => ({ Description: `Description ${index}` }),
  },
};

interface Job {
  readonly name: string;
  readonly modules: readonly SyncModule[];
  readonly records: number;
  readonly items: number;
  /** What is counted after a first sync of records and items; that first sync itself when there is none. */
  readonly afterwards?: (company: Company) => Promise<number>;
  /** HTTP requests. */
  readonly goal?: number;
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

async function editBothSides(company: Company, module: SyncModule, edits: number): Promise<number> {
  const { path, itemEdit, recordEdit } = FORMS[module];
  const records = await company.records(module);
  const linked = await company.tenant
    .select('link')
    .where('item_id', 'is not', null)
    .select(['item_id', 'record_id'])
    .execute();
  const at = await path(company);
  const requests = linked
    .slice(0, edits)
    .map(({ item_id: id }, index) => ({ method: 'PATCH', url: `${at}/${id}`, body: itemEdit(index) }));
  await atMicrosoft(company, requests);
  const inCrm = records.filter(({ id }) =>
    linked.slice(edits, 2 * edits).some((link) => link.record_id === id),
  );
  for (const [index, { id }] of inCrm.entries()) await company.changeRecord(module, id, recordEdit(index));
  return requests.length + inCrm.length;
}

const ALL = ['contacts', 'meetings', 'tasks'] as const;
const JOBS: readonly Job[] = [
  { name: '1,000 contacts to Microsoft', modules: ['contacts'], records: 1_000, items: 0, goal: 60 },
  { name: '1,000 contacts to the CRM', modules: ['contacts'], records: 0, items: 1_000, goal: 10 },
  { name: '200 meetings to Microsoft', modules: ['meetings'], records: 200, items: 0 },
  { name: '200 meetings to the CRM', modules: ['meetings'], records: 0, items: 200 },
  { name: '200 tasks to Microsoft', modules: ['tasks'], records: 200, items: 0 },
  { name: '200 tasks to the CRM', modules: ['tasks'], records: 0, items: 200 },
  {
    name: 'nothing to do in three modules',
    modules: ALL,
    records: 5,
    items: 5,
    afterwards: async () => 0,
    goal: 1,
  },
  ...ALL.map((module) => ({
    name: `100 edits on each side, ${module}`,
    modules: [module],
    records: 100,
    items: 100,
    afterwards: (company: Company) => editBothSides(company, module, 100),
  })),
];

/** What people do in their mailbox: outside of the product, and not counted. */
async function atMicrosoft(
  company: Company,
  requests: readonly { readonly method: string; readonly url: string; readonly body: object }[],
): Promise<void> {
  for (let start = 0; start < requests.length; start += BATCH_SIZE) {
    const batch = requests.slice(start, start + BATCH_SIZE).map((request, index) => ({
      id: `${index}`,
      headers: { 'content-type': 'application/json' },
      ...request,
    }));
    const { responses }: GraphAnswer = await company.graph('POST', '/$batch', { requests: batch });
    const refused = responses.find(({ status }: { status: number }) => status >= 300);
    if (refused !== undefined) throw new Error(JSON.stringify(refused));
  }
}

/** Requests to Graph in a part of the log; those inside of a batch are operations of it. */
function countOf(log: readonly LogEntry[]) {
  const graph = log.filter(({ path }) => path.startsWith('/v1.0/'));
  const operations = graph.filter(({ path }) => !path.startsWith('/v1.0/$batch'));
  return {
    requests: graph.filter(({ batchId, path }) => batchId === null || path.startsWith('/v1.0/$batch')).length,
    operations: operations.length,
    deltas: operations.filter(({ path }) => path.includes('/delta')).length,
  };
}

async function settle(company: Company): Promise<number> {
  for (let ticks = 1; ticks <= 20; ticks += 1) {
    const result = await company.tick();
    if (result.kind !== 'done') throw new Error(`a tick ended ${result.kind}`);
    if (!result.more) return ticks;
  }
  throw new Error('the sync does not come to rest');
}

async function measure(job: Job, company: Company) {
  const { modules, afterwards } = job;
  for (const module of modules) {
    const { path, item, record } = FORMS[module];
    for (const index of numbers(job.records)) await company.addRecord(module, record(index));
    const url = await path(company);
    await atMicrosoft(
      company,
      numbers(job.items).map((index) => ({ method: 'POST', url, body: item(index) })),
    );
    await company.connect(module);
    await company.configure(module);
  }
  const { log } = company.emulator;
  let items = (job.records + job.items) * modules.length;
  let begun = log.length;
  let ticks = await settle(company);
  for (const module of modules) await company.start(module);
  ticks += await settle(company);
  for (const module of modules) await complete(company, module, job.records + job.items);
  if (afterwards !== undefined) {
    items = await afterwards(company);
    begun = company.emulator.log.length;
    ticks = await settle(company);
  }
  const { requests, operations, deltas } = countOf(company.emulator.log.slice(begun));
  const ended = company.emulator.log.length;
  await settle(company);
  const { operations: later, deltas: reads } = countOf(company.emulator.log.slice(ended));
  if (later !== reads) throw new Error(`${job.name}: something was left to do`);
  return { job: job.name, ticks, requests, operations, 'one by one': items + deltas, goal: job.goal ?? null };
}

/** A count of requests says nothing unless the work was done. */
async function complete(company: Company, module: SyncModule, count: number): Promise<void> {
  const records = await company.records(module);
  const open = await company.tenant
    .select('link')
    .where((eb) => eb.or([eb('item_id', 'is', null), eb('record_id', 'is', null)]))
    .select('id')
    .execute();
  if (records.length !== count || open.length > 0)
    throw new Error(`${module}: ${records.length} records, ${open.length} half links`);
}

const [embedded] = DATABASE_KINDS;
if (embedded === undefined) throw new Error('there is no embedded database');
const { database, close } = await embedded.open();
const rows: Awaited<ReturnType<typeof measure>>[] = [];
for (const job of JOBS) {
  const company = await openCompany(database, { timing: { sliceMs: SLICE_MS } });
  rows.push(await measure(job, company));
  await company.close();
}
console.table(rows);
await keepFigures('requests', { rows });
await close();
for (const { job, requests, goal } of rows) {
  if (goal !== null && requests > goal) {
    console.error(`${job}: ${requests} requests, of at most ${goal}.`);
    process.exitCode = 1;
  }
}
