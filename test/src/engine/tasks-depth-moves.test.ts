import { describe, expect, it } from 'vitest';
import type { Company, GraphAnswer } from '../support/company.ts';
import { EITHER_DATABASE } from '../support/databases.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;
let list: string;
let other: string;

const ADA = 'ada@example.test';
const tasksOf = (listId: string): string => `/me/todo/lists/${listId}/tasks`;
const titles = async (listId: string): Promise<string[]> =>
  (await company.graph('GET', `${tasksOf(listId)}?$top=100`)).value.map(({ title }: GraphAnswer) => title);
const itemIn = async (listId: string, name: string): Promise<GraphAnswer> =>
  (await company.graph('GET', `${tasksOf(listId)}?$top=100`)).value.find(
    ({ title }: GraphAnswer) => title === name,
  );
const subjects = async (): Promise<string[]> =>
  (await company.records('tasks')).map(({ fields }) => String(fields['Subject']));
const recordOf = async (name: string) =>
  (await company.records('tasks')).find(({ fields }) => fields['Subject'] === name);
const detached = async (): Promise<number> =>
  (await company.tenant.select('link').where('detached_by', '=', 'microsoft').select('id').execute()).length;

async function steer(path: string, body: object): Promise<GraphAnswer> {
  const answer = await company.emulator.fetch(
    new Request(`http://emulator.test/_emulator/${path}`, { method: 'POST', body: JSON.stringify(body) }),
  );
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

const move = async (name: string, from: string, to: string): Promise<GraphAnswer> =>
  steer('move-task', { mailbox: ADA, id: (await itemIn(from, name)).id, list: to });

describe.each(EITHER_DATABASE)('tasks that are moved between lists on $name', (kind) => {
  useCompany(kind, async (opened) => {
    company = opened;
    list = await company.defaultContainer('tasks');
    for (const displayName of ['Private', 'Errands', 'Home'])
      other = (await company.graph('POST', '/me/todo/lists', { displayName })).id;
  });

  describe.each(['same', 'new'] as const)('with the %s id', (movedTaskId) => {
    it('deletes nothing in the CRM, says so, and goes on with the record when the task comes back', async () => {
      await steer('behaviour', { movedTaskId });
      await company.graph('POST', tasksOf(list), { title: 'Call' });
      await company.graph('POST', tasksOf(list), { title: 'Write' });
      await company.enable('tasks');
      const record = await recordOf('Call');
      await move('Call', list, other);
      await company.settle();
      expect((await subjects()).toSorted()).toEqual(['Call', 'Write']);
      expect(await recordOf('Call')).toEqual(record);
      expect(await titles(list)).toEqual(['Write']);
      expect(await detached()).toBe(1);
      const told = await company.tenant
        .select('outcome')
        .where('reason', '=', 'moved_away')
        .select(['record_id', 'title'])
        .execute();
      expect(told).toEqual([{ record_id: record?.id, title: 'Call' }]);

      await company.changeRecord('tasks', record?.id ?? '', { Priority: 'High' });
      await company.settle();
      expect((await itemIn(other, 'Call')).importance).toBe('normal');
      await move('Call', other, list);
      await company.settle();
      expect(await company.records('tasks')).toHaveLength(2);
      expect((await itemIn(list, 'Call')).importance).toBe('high');
      expect(await detached()).toBe(0);
      expect(await company.tick()).toMatchObject({ kind: 'done', requests: 1, more: false });
    });

    it('finds a task that came from the CRM wherever it went, and whatever it is called by then', async () => {
      await steer('behaviour', { movedTaskId });
      await company.addRecord('tasks', { Subject: 'Call' });
      await company.enable('tasks');
      const { id } = await move('Call', list, other);
      await company.graph('PATCH', `${tasksOf(other)}/${id}`, { title: 'Ring', importance: 'low' });
      await company.settle();
      expect(await subjects()).toEqual(['Call']);
      expect(await titles(list)).toEqual([]);
    });

    it('moves several of one name, and each record keeps a task of its own', async () => {
      await steer('behaviour', { movedTaskId });
      for (let count = 0; count < 3; count += 1)
        await company.graph('POST', tasksOf(list), { title: 'Call' });
      await company.enable('tasks');
      const before = (await company.records('tasks')).map(({ id }) => id);
      for (let count = 0; count < 3; count += 1) await move('Call', list, other);
      await company.settle();
      for (let count = 0; count < 3; count += 1) await move('Call', other, list);
      await company.settle();
      expect((await company.records('tasks')).map(({ id }) => id)).toEqual(before);
      expect(await titles(list)).toEqual(['Call', 'Call', 'Call']);
      expect(await detached()).toBe(0);
    });

    it('is recognised where the other list is chosen for the sync', async () => {
      await steer('behaviour', { movedTaskId });
      await company.graph('POST', tasksOf(list), { title: 'Call' });
      await company.graph('POST', tasksOf(list), { title: 'Stay' });
      await company.enable('tasks');
      await move('Call', list, other);
      await company.configure('tasks', { containerId: other });
      await company.settle();
      expect((await subjects()).toSorted()).toEqual(['Call', 'Stay']);
      await company.changeRecord('tasks', (await recordOf('Call'))?.id ?? '', { Priority: 'High' });
      await company.settle();
      expect((await itemIn(other, 'Call')).importance).toBe('high');
      expect(await titles(list)).toEqual(['Stay']);
    });
  });

  it('deletes the record of a task that is in no list any more', async () => {
    await company.graph('POST', tasksOf(list), { title: 'Call' });
    await company.graph('POST', tasksOf(other), { title: 'Write' });
    await company.enable('tasks');
    await company.graph('DELETE', `${tasksOf(list)}/${(await itemIn(list, 'Call')).id}`);
    await company.settle();
    expect(await subjects()).toEqual([]);
    expect(await titles(other)).toEqual(['Write']);
  });

  it('concludes nothing while the other lists cannot be read', async () => {
    await company.graph('POST', tasksOf(list), { title: 'Call' });
    await company.enable('tasks');
    await company.graph('DELETE', `${tasksOf(list)}/${(await itemIn(list, 'Call')).id}`);
    const path = `lists/${encodeURIComponent(other)}/tasks`;
    company.emulator.addFaults([{ match: { method: 'GET', path }, action: { status: 503 } }]);
    await company.tick();
    expect(company.emulator.faults).toEqual([]);
    expect(await subjects()).toEqual(['Call']);
    company.clock.advance(60 * 60_000);
    await company.settle();
    expect(await subjects()).toEqual([]);
  });

  it('a write to a task that has moved meanwhile neither deletes nor creates', async () => {
    await company.graph('POST', tasksOf(list), { title: 'Call' });
    await company.enable('tasks');
    const record = await recordOf('Call');
    await company.changeRecord('tasks', record?.id ?? '', { Priority: 'High' });
    company.whenAnswered(/\$batch/, async () => {
      await move('Call', list, other);
    });
    await company.settle();
    await company.settle();
    expect(await recordOf('Call')).toMatchObject({ id: record?.id });
    expect(await company.records('tasks')).toHaveLength(1);
    expect([await titles(list), await titles(other)]).toEqual([[], ['Call']]);
  });
});
