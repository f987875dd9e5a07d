import { describe, expect, it } from 'vitest';
import type { Company, GraphAnswer } from '../support/company.ts';
import { EITHER_DATABASE } from '../support/databases.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;
let list: string;

const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const tasksOf = (): string => `/me/todo/lists/${list}/tasks`;
const atMicrosoft = async (): Promise<GraphAnswer[]> =>
  (await company.graph('GET', `${tasksOf()}?$top=100&$expand=checklistItems,linkedResources`)).value;
const itemNamed = async (name: string): Promise<GraphAnswer> =>
  (await atMicrosoft()).find(({ title }) => title === name);
const fieldsOf = async (name: string): Promise<Record<string, unknown>> =>
  (await company.records('tasks')).find(({ fields }) => fields['Subject'] === name)?.fields ?? {};
const idOf = async (name: string): Promise<string> =>
  (await company.records('tasks')).find(({ fields }) => fields['Subject'] === name)?.id ?? '';

async function steer(path: string, body: object): Promise<GraphAnswer> {
  const answer = await company.emulator.fetch(
    new Request(`http://emulator.test/_emulator/${path}`, { method: 'POST', body: JSON.stringify(body) }),
  );
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

/** Both sides come to rest: what a write brought about at Microsoft is read, and then a run does nothing. */
async function quiet(): Promise<void> {
  await company.settle();
  await company.settle();
  const records = await company.records('tasks');
  const items = await atMicrosoft();
  expect(await company.tick()).toMatchObject({ kind: 'done', requests: 1, more: false });
  expect(await company.records('tasks')).toEqual(records);
  expect(await atMicrosoft()).toEqual(items);
}

describe.each(EITHER_DATABASE)('tasks at depth on $name', (kind) => {
  useCompany(kind, async (opened) => {
    company = opened;
    list = await company.defaultContainer('tasks');
  });

  it('keeps words and alarms that the other side lacks while everything else flows', async () => {
    await company.addRecord('tasks', {
      Subject: 'Call Ben',
      Status: 'Waiting on someone else',
      Priority: 'Highest',
      Remind_At: { ALARM: 'FREQ=NONE;ACTION=EMAIL;TRIGGER=DATE-TIME:2026-12-01T09:00:00+01:00' },
    });
    await company.enable('tasks');
    const item = await itemNamed('Call Ben');
    expect(item).toMatchObject({ status: 'waitingOnOthers', importance: 'high', isReminderOn: true });
    await company.graph('PATCH', `${tasksOf()}/${item.id}`, {
      body: { contentType: 'html', content: '<p>About&nbsp;the <b>offer</b></p>' },
      reminderDateTime: { dateTime: '2026-12-02T10:00:00', timeZone: 'Europe/Berlin' },
    });
    await company.settle();
    expect(await fieldsOf('Call Ben')).toMatchObject({
      Status: 'Waiting on someone else',
      Priority: 'Highest',
      Description: 'About the offer',
      Remind_At: { ALARM: 'FREQ=NONE;ACTION=EMAIL;TRIGGER=DATE-TIME:2026-12-02T09:00:00+00:00' },
    });
    await company.graph('PATCH', `${tasksOf()}/${item.id}`, { importance: 'low', status: 'deferred' });
    await company.settle();
    expect(await fieldsOf('Call Ben')).toMatchObject({ Status: 'Deferred', Priority: 'Low' });
    await quiet();
  });

  it('leaves steps, links, categories and the start of a task alone, whatever is written to it', async () => {
    const made = await company.graph('POST', tasksOf(), {
      title: 'Pack',
      categories: ['Blue'],
      startDateTime: { dateTime: `${day(1)}T00:00:00`, timeZone: 'Europe/Berlin' },
      dueDateTime: { dateTime: `${day(3)}T00:00:00`, timeZone: 'Europe/Berlin' },
      checklistItems: [{ displayName: 'Socks', isChecked: true }, { displayName: 'Soap' }],
      linkedResources: [{ applicationName: 'Mail', displayName: 'Trip', externalId: '7' }],
    });
    await company.enable('tasks');
    const before = await itemNamed('Pack');
    const { seq } = company.emulator.log.at(-1) ?? { seq: 0 };
    await company.changeRecord('tasks', await idOf('Pack'), {
      Status: 'In Progress',
      Due_Date: day(4),
      Description: 'Two\nlines',
      Priority: 'High',
    });
    await company.settle();
    const written = company.emulator.log.filter(
      (entry) => entry.seq > seq && !/GET|\$batch/.test(`${entry.method} ${entry.path}`),
    );
    expect(written.map(({ method, path }) => [method, decodeURIComponent(path)])).toEqual([
      ['PATCH', `/v1.0${tasksOf()}/${made.id}`],
    ]);
    const { checklistItems, linkedResources, categories, startDateTime } = before;
    expect(checklistItems).toHaveLength(2);
    expect(await itemNamed('Pack')).toMatchObject({
      id: made.id,
      status: 'inProgress',
      importance: 'high',
      checklistItems,
      linkedResources,
      categories,
      startDateTime,
    });
    await quiet();
  });

  it('says when a task was closed, whichever side closed it, and forgets it when it is taken up again', async () => {
    await company.graph('POST', tasksOf(), {
      title: 'Old',
      status: 'completed',
      completedDateTime: { dateTime: '2026-03-02T00:00:00', timeZone: 'Europe/Berlin' },
    });
    await company.addRecord('tasks', { Subject: 'New', Status: 'Not Started' });
    await company.enable('tasks');
    expect(await fieldsOf('Old')).toMatchObject({
      Status: 'Completed',
      Closed_Time: '2026-03-01T23:00:00+00:00',
    });
    expect((await fieldsOf('New'))['Closed_Time'] ?? null).toBeNull();
    await company.changeRecord('tasks', await idOf('New'), { Status: 'Completed' });
    await quiet();
    expect(await itemNamed('New')).toMatchObject({ status: 'completed' });
    expect(String((await fieldsOf('New'))['Closed_Time'])).toMatch(/^20\d\d-.*:00:00\+00:00$/);
    await company.changeRecord('tasks', await idOf('New'), { Status: 'In Progress' });
    await quiet();
    expect(await itemNamed('New')).not.toHaveProperty('completedDateTime');
    expect((await fieldsOf('New'))['Closed_Time']).toBeNull();
  });

  describe.each([true, false])(
    'a repeating task, whose id stays with what was done: %s',
    (completedTaskKeepsId) => {
      const daily = {
        title: 'Water plants',
        dueDateTime: { dateTime: `${day(2)}T00:00:00`, timeZone: 'UTC' },
        recurrence: {
          pattern: { type: 'daily', interval: 1 },
          range: { type: 'noEnd', startDate: day(2) },
        },
        checklistItems: [{ displayName: 'Fern', isChecked: true }],
      };
      const records = async () =>
        (await company.records('tasks'))
          .map(({ fields }) => `${String(fields['Due_Date'])} ${String(fields['Status'])}`)
          .toSorted();
      const items = async () =>
        (await atMicrosoft())
          .map(({ dueDateTime, status }) => `${dueDateTime.dateTime.slice(0, 10)} ${status}`)
          .toSorted();

      it('is done at Microsoft, and both what was done and the next one are there once on both sides', async () => {
        await steer('behaviour', { completedTaskKeepsId });
        const { id } = await company.graph('POST', tasksOf(), daily);
        await company.enable('tasks');
        await company.graph('PATCH', `${tasksOf()}/${id}`, { status: 'completed' });
        await quiet();
        expect(await items()).toEqual([`${day(2)} completed`, `${day(3)} notStarted`]);
        expect(await records()).toEqual([`${day(2)} Completed`, `${day(3)} Not Started`]);
      });

      it('is done in the CRM again and again, with nothing doubled and nothing lost', async () => {
        await steer('behaviour', { completedTaskKeepsId });
        await company.graph('POST', tasksOf(), daily);
        await company.enable('tasks');
        for (let round = 0; round < 3; round += 1) {
          const open = (await company.records('tasks')).filter(
            ({ fields }) => fields['Status'] !== 'Completed',
          );
          expect(open).toHaveLength(1);
          await company.changeRecord('tasks', open[0]?.id ?? '', { Status: 'Completed' });
          await quiet();
        }
        const dates = [2, 3, 4, 5].map(day);
        expect(await items()).toEqual(
          dates.map((date, at) => `${date} ${at < 3 ? 'completed' : 'notStarted'}`),
        );
        expect(await records()).toEqual(
          dates.map((date, at) => `${date} ${at < 3 ? 'Completed' : 'Not Started'}`),
        );
      });

      it('is done once though the answer was lost', async () => {
        await steer('behaviour', { completedTaskKeepsId });
        await company.graph('POST', tasksOf(), daily);
        await company.enable('tasks');
        const [record] = await company.records('tasks');
        await company.changeRecord('tasks', record?.id ?? '', { Status: 'Completed' });
        company.emulator.addFaults([
          { match: { method: 'PATCH', path: '/tasks/' }, action: { loseResponse: true } },
        ]);
        await company.tick();
        expect(company.emulator.faults).toEqual([]);
        company.clock.advance(5 * 60_000);
        await company.settle();
        company.clock.advance(5 * 60_000);
        await quiet();
        expect(await items()).toEqual([`${day(2)} completed`, `${day(3)} notStarted`]);
        expect(await records()).toEqual([`${day(2)} Completed`, `${day(3)} Not Started`]);
      });

      it('keeps its dates and its rule when the CRM wants another date', async () => {
        await company.graph('POST', tasksOf(), daily);
        await company.enable('tasks');
        const [record] = await company.records('tasks');
        for (const Due_Date of [day(9), null]) {
          await company.changeRecord('tasks', record?.id ?? '', { Due_Date, Priority: 'High' });
          await company.settle();
          const [item] = await atMicrosoft();
          expect(item).toMatchObject({ importance: 'high', recurrence: { pattern: { type: 'daily' } } });
          expect(await items()).toEqual([`${day(2)} notStarted`]);
        }
        const held = await company.tenant.select('link').select('held_reason').execute();
        expect(held).toEqual([{ held_reason: 'series_content' }]);
      });
    },
  );

  it('keeps the rule of a task that repeats in the CRM there, and carries the task with its date', async () => {
    const Recurring_Activity = { RRULE: 'FREQ=WEEKLY;INTERVAL=1;BYDAY=MO' };
    await company.addRecord('tasks', { Subject: 'Report', Due_Date: day(2), Recurring_Activity });
    await company.enable('tasks');
    const item = await itemNamed('Report');
    expect(item).not.toHaveProperty('recurrence');
    await company.graph('PATCH', `${tasksOf()}/${item.id}`, { status: 'completed' });
    await quiet();
    expect(await fieldsOf('Report')).toMatchObject({ Status: 'Completed', Recurring_Activity });
  });
});
