import { describe, expect, it } from 'vitest';
import type { Company, GraphAnswer } from '../support/company.ts';
import { DATABASE_KINDS } from '../support/databases.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;
let list: string;

const atMicrosoft = async (): Promise<GraphAnswer[]> =>
  (await company.graph('GET', `/me/todo/lists/${list}/tasks?$top=100`)).value;

describe.each(DATABASE_KINDS)('a tasks sync on $name', (kind) => {
  useCompany(kind, async (opened) => {
    company = opened;
    list = await company.defaultContainer('tasks');
  });

  it('carries tasks both ways with status, priority and the very date', async () => {
    await company.addRecord('tasks', {
      Subject: 'Call Ben',
      Status: 'In Progress',
      Priority: 'High',
      Due_Date: '2026-12-24',
    });
    await company.graph('POST', `/me/todo/lists/${list}/tasks`, {
      title: 'Order paper',
      importance: 'low',
      dueDateTime: { dateTime: '2026-12-31T00:00:00', timeZone: 'Europe/Berlin' },
    });
    await company.enable('tasks');
    const records = await company.records('tasks');
    expect(records.map(({ fields }) => [fields['Subject'], fields['Due_Date'], fields['Priority']])).toEqual([
      ['Call Ben', '2026-12-24', 'High'],
      ['Order paper', '2026-12-31', 'Low'],
    ]);
    expect((await atMicrosoft()).find(({ title }) => title === 'Call Ben')).toMatchObject({
      status: 'inProgress',
      importance: 'high',
    });
    const paper = (await atMicrosoft()).find(({ title }) => title === 'Order paper');
    await company.graph('PATCH', `/me/todo/lists/${list}/tasks/${paper.id}`, { status: 'completed' });
    await company.removeRecord('tasks', records[0]?.id ?? '');
    await company.settle();
    expect((await company.records('tasks')).map(({ fields }) => fields['Status'])).toEqual(['Completed']);
    expect((await atMicrosoft()).map(({ title }) => title)).toEqual(['Order paper']);
    expect(await company.tick()).toMatchObject({ kind: 'done', requests: 1, more: false });
  });
});
