import { describe, expect, it } from 'vitest';
import type { SyncModule } from '@syncgrant/core';
import { readSetup } from '@syncgrant/store';
import type { Company, GraphAnswer } from '../support/company.ts';
import { EITHER_DATABASE } from '../support/databases.ts';
import { MODULE_FORMS } from '../support/module-forms.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;

/** Answers of Microsoft in the run that the tests break into; later ones find the new choice at once. */
const ANSWERS = [1, 2, 3, 4, 5, 6];

const CONTAINERS: Readonly<
  Record<SyncModule, { readonly path: string; readonly items: string; readonly named: string }>
> = {
  meetings: { path: '/me/calendars', items: 'events', named: 'name' },
  contacts: { path: '/me/contactFolders', items: 'contacts', named: 'displayName' },
  tasks: { path: '/me/todo/lists', items: 'tasks', named: 'displayName' },
};

/**
 * Runs until nothing is left, and does something in between: right after the nth answer of Microsoft, before the product
 * hears of it; at the end where there are fewer.
 */
async function breakInto(answer: number, act: () => Promise<void>): Promise<void> {
  let isDone = false;
  const after = (count: number): void =>
    company.whenAnswered(/./, async () => {
      if (isDone) return;
      if (count > 1) return after(count - 1);
      isDone = true;
      await act();
    });
  after(answer);
  await company.settle();
  if (!isDone) {
    isDone = true;
    await act();
  }
  for (let round = 0; round < 3; round += 1) {
    await company.settle();
    company.clock.advance(5 * 60_000);
  }
}

describe.each(EITHER_DATABASE)('another container chosen in the middle of a run on $name', (kind) => {
  useCompany(kind, (opened) => {
    company = opened;
  });

  describe.each(MODULE_FORMS)('of $module', ({ module, item, record, nameOfItem, nameField }) => {
    const { path, items, named } = CONTAINERS[module];
    const create = async (name: string): Promise<string> =>
      (await company.graph('POST', path, { [named]: name })).id;
    const itemsOf = async (container: string): Promise<GraphAnswer[]> =>
      (await company.graph('GET', `${path}/${container}/${items}?$top=100`)).value;
    const namesIn = async (container: string) =>
      (await itemsOf(container)).map((one) => String(nameOfItem(one))).toSorted();
    const add = (container: string, name: string) =>
      company.graph('POST', `${path}/${container}/${items}`, item(name));
    const records = async () =>
      (await company.records(module)).map(({ fields }) => String(fields[nameField])).toSorted();
    const attached = () =>
      company.tenant
        .select('link')
        .where('detached_by', 'is', null)
        .where('item_id', 'is not', null)
        .select('container_id')
        .execute();

    it.each(ANSWERS)('stores and concludes nothing of the former one (after answer %i)', async (answer) => {
      const former = await create('Former');
      const next = await create('Next');
      for (const name of ['A', 'B']) await add(former, name);
      await company.enable(module, { containerId: former });
      await add(former, 'C');
      await add(next, 'N');
      const gone = (await itemsOf(former)).find((one) => nameOfItem(one) === 'A').id;
      await company.graph('DELETE', `${path}/${former}/${items}/${gone}`);
      await company.addRecord(module, record('D'));
      await breakInto(answer, () => company.configure(module, { containerId: next }));

      const all = await records();
      expect(all.filter((name) => name !== 'A' && name !== 'C')).toEqual(['B', 'D', 'N']);
      expect(new Set(all).size).toBe(all.length);
      expect((await namesIn(former)).filter((name) => name !== 'D')).toEqual(['B', 'C']);
      expect(await namesIn(next)).toContain('N');
      const places = [...(await namesIn(former)), ...(await namesIn(next))];
      expect(places.filter((name) => name === 'D')).toHaveLength(1);
      for (const { container_id: container } of await attached()) expect(container).toBe(next);
    });

    it.each(ANSWERS.slice(0, 2))(
      'counts nothing of the former one into the preview (after answer %i)',
      async (answer) => {
        const former = await create('Former');
        const next = await create('Next');
        for (const name of ['A', 'B']) await add(former, name);
        await add(next, 'N');
        await company.connect(module);
        await company.configure(module, { containerId: former });
        await breakInto(answer, () => company.configure(module, { containerId: next }));
        const setup = await readSetup(company.tenant, company.userId, module);
        expect(setup).toMatchObject({
          phase: 'preview_ready',
          preview: { createInCrm: 1 },
        });
        for (const { container_id: container } of await attached()) expect(container).toBe(next);
      },
    );
  });
});
