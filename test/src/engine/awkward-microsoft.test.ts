import { describe, expect, it } from 'vitest';
import type { Behaviour, FaultInput } from '@syncgrant/emulator';
import type { Company, GraphAnswer } from '../support/company.ts';
import { EITHER_DATABASE } from '../support/databases.ts';
import { MEETINGS_FORM, MODULE_FORMS, namesOnBothSides, steer } from '../support/module-forms.ts';
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

/** Runs until everything that may be seen late was seen, and every wait is over. */
async function rest(): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    await company.settle();
    company.clock.advance(5 * MINUTE_MS);
  }
  await company.settle();
}

describe.each(EITHER_DATABASE)('a sync with an awkward Microsoft on $name', (kind) => {
  useCompany(kind, (opened) => {
    company = opened;
  });

  describe.each(MODULE_FORMS)('of $module', (form) => {
    const agreed = (...names: string[]) => ({ items: names, records: names });
    const itemNamed = async (name: string): Promise<string> => {
      const { value } = await company.graph('GET', `${await form.path(company)}?$top=100`);
      return (value as GraphAnswer[]).find((item) => form.nameOfItem(item) === name).id;
    };
    const recordNamed = async (name: string): Promise<string> =>
      (await company.records(form.module)).find(({ fields }) => fields[form.nameField] === name)?.id ?? '';

    it.each(AWKWARD)('doubles and loses nothing under %j', async (behaviour) => {
      await steer(company, 'behaviour', behaviour);
      const path = await form.path(company);
      await company.graph('POST', path, form.item('A'));
      await company.graph('DELETE', `${path}/${await itemNamed('A')}`);
      await company.graph('POST', path, form.item('B'));
      await company.graph('POST', path, form.item('C'));
      await company.addRecord(form.module, form.record('D'));
      await company.addRecord(form.module, form.record('E'));
      company.clock.advance(5 * MINUTE_MS);
      await company.enable(form.module);
      await rest();
      expect(await namesOnBothSides(company, form)).toEqual(agreed('B', 'C', 'D', 'E'));

      await company.graph('PATCH', `${path}/${await itemNamed('B')}`, form.item('B2'));
      await company.changeRecord(form.module, await recordNamed('D'), { [form.nameField]: 'D2' });
      await company.graph('POST', path, form.item('F'));
      await company.addRecord(form.module, form.record('G'));
      await rest();
      expect(await namesOnBothSides(company, form)).toEqual(agreed('B2', 'C', 'D2', 'E', 'F', 'G'));

      await company.graph('DELETE', `${path}/${await itemNamed('D2')}`);
      await company.removeRecord(form.module, await recordNamed('C'));
      await rest();
      expect(await namesOnBothSides(company, form)).toEqual(agreed('B2', 'E', 'F', 'G'));
    });

    it('goes on with the rest when most requests of its batches are throttled', async () => {
      await company.enable(form.module);
      await steer(company, 'behaviour', { mailboxConcurrency: 1 });
      const names = ['A', 'B', 'C', 'D', 'E', 'F'];
      for (const name of names) await company.addRecord(form.module, form.record(name));
      for (let round = 0; round < 3; round += 1) await rest();
      expect(await namesOnBothSides(company, form)).toEqual(agreed(...names));
      const { log } = company.emulator;
      expect(log.some(({ status, batchId }) => status === 429 && batchId !== null)).toBe(true);
    });

    it.each(['same', 'new'] as const)(
      'carries what comes back from the recycle bin with the %s id as one item',
      async (restoredId) => {
        await steer(company, 'behaviour', { restoredId });
        const path = await form.path(company);
        await company.graph('POST', path, form.item('A'));
        await company.graph('POST', path, form.item('B'));
        await company.enable(form.module);
        const id = await itemNamed('A');
        await company.graph('DELETE', `${path}/${id}`);
        await rest();
        expect(await namesOnBothSides(company, form)).toEqual(agreed('B'));
        await steer(company, 'restore', { mailbox: 'ada@example.test', id });
        await rest();
        expect(await namesOnBothSides(company, form)).toEqual(agreed('A', 'B'));
        await company.changeRecord(form.module, await recordNamed('A'), { [form.nameField]: 'A2' });
        await rest();
        expect(await namesOnBothSides(company, form)).toEqual(agreed('A2', 'B'));
      },
    );

    it.each<FaultInput['action']>([{ truncateBody: true }, { resetConnection: true }])(
      'creates once though the connection broke: %j',
      async (action) => {
        await company.enable(form.module);
        await company.addRecord(form.module, form.record('A'));
        company.emulator.addFaults([{ match: { method: 'POST', path: form.createPath }, action }]);
        await rest();
        expect(company.emulator.faults).toEqual([]);
        await rest();
        expect(await namesOnBothSides(company, form)).toEqual(agreed('A'));
      },
    );
  });

  it.each(['same', 'refused', 'another'] as const)(
    'creates a meeting once whose answer was lost, whatever a repeated transactionId does: %s',
    async (repeatedTransaction) => {
      await steer(company, 'behaviour', { repeatedTransaction });
      await company.enable('meetings');
      await company.addRecord('meetings', MEETINGS_FORM.record('A'));
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
