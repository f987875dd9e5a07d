/**
 * How long an edit at Microsoft takes to be seen in the CRM, on the embedded default: from the answer to the edit in the emulated
 * mailbox to the first reading of the record over HTTP that shows it. Prints the distributions for contacts, meetings and tasks,
 * writes them to `.bench/notification.json`, and fails if one edit once took longer than 3 s.
 */
import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { RECORD_MODULE_OF } from '@syncgrant/contracts';
import type { SyncModule } from '@syncgrant/core';
import { Person } from '../story/person.ts';
import { SITE_KINDS } from '../story/sites.ts';
import { distribution, keepFigures } from '../support/distribution.ts';

const BOUND_MS = 3_000;
const ROUNDS = Number(process.env['SYNCGRANT_BENCH_ROUNDS'] ?? 30);
const LOOK_MS = 20;
/** An edit that is not seen by then is counted with this. */
const GIVE_UP_MS = 60_000;
/** Spread, so that no timer is met in step. */
const idleMs = (round: number) => 700 + ((round * 137) % 900);

/** The member that is edited at Microsoft, and the field that shows it. */
const EDITS: Record<SyncModule, { readonly member: string; readonly field: string }> = {
  contacts: { member: 'jobTitle', field: 'Title' },
  meetings: { member: 'subject', field: 'Event_Title' },
  tasks: { member: 'title', field: 'Subject' },
};
const BODIES: Record<SyncModule, object> = {
  contacts: { givenName: 'Bench', surname: 'Mark' },
  meetings: {
    subject: 'Bench',
    start: { dateTime: '2030-01-01T10:00:00', timeZone: 'UTC' },
    end: { dateTime: '2030-01-01T11:00:00', timeZone: 'UTC' },
  },
  tasks: { title: 'Bench' },
};

const MODULES = ['contacts', 'meetings', 'tasks'] as const;

const [embedded] = SITE_KINDS;
if (embedded === undefined) throw new Error('there is no embedded default');
const site = await embedded.open();
const daniel = new Person(site, 'daniel');
await daniel.signIn();

/** Milliseconds until the CRM shows a value. */
async function seenAfter(module: SyncModule, value: string): Promise<number> {
  const { field } = EDITS[module];
  const begunMs = performance.now();
  while (performance.now() - begunMs < GIVE_UP_MS) {
    const { body } = await daniel.browser.get(
      `/crm/v8/${RECORD_MODULE_OF[module]}/search?criteria=(${field}:equals:${value})&fields=${field}`,
    );
    if (body?.data?.length === 1) return performance.now() - begunMs;
    await sleep(LOOK_MS);
  }
  return GIVE_UP_MS;
}

const rows: Record<string, unknown>[] = [];
let longestMs = 0;
for (const module of MODULES) await daniel.enable(module);
for (const module of MODULES) {
  const { id } = await daniel.addItem(module, BODIES[module]);
  const samples: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await sleep(idleMs(round));
    const value = `Edit${round}of${module}`;
    await daniel.changeItem(module, id, { [EDITS[module].member]: value });
    samples.push(await seenAfter(module, value));
  }
  rows.push({ module, edits: ROUNDS, ...distribution(samples) });
  longestMs = Math.max(longestMs, ...samples);
}
console.log(`embedded default, load ${loadavg()[0]?.toFixed(1)}; milliseconds`);
console.table(rows);
await keepFigures('notification', { unit: 'ms', boundMs: BOUND_MS, load: loadavg(), rows });
await site.close();
if (longestMs > BOUND_MS) {
  console.error(`An edit was seen after ${Math.round(longestMs)} ms only.`);
  process.exitCode = 1;
}
