import { describe, expect, it } from 'vitest';
import type { PermissionName } from '@syncgrant/core';
import { openIntents, readSetup } from '@syncgrant/store';
import type { Company, GraphAnswer } from '../support/company.ts';
import { EITHER_DATABASE } from '../support/databases.ts';
import { MODULE_FORMS, namesOnBothSides, type ModuleForm } from '../support/module-forms.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;

const MINUTE_MS = 60_000;
const SYNC_PERMISSION: Readonly<Record<ModuleForm['module'], PermissionName>> = {
  meetings: 'Crm_Implied_Mscal_Sync',
  contacts: 'Crm_Implied_Mscontact_Sync',
  tasks: 'Crm_Implied_Mstask_Sync',
};

/** How a create is looked for by its correlation id. */
const SEARCH = 'singleValueExtendedProperties|linkedResources';

async function rest(): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    await company.settle();
    company.clock.advance(5 * MINUTE_MS);
  }
  await company.settle();
}

describe.each(EITHER_DATABASE)('a create whose answer was lost on $name', (kind) => {
  useCompany(kind, (opened) => {
    company = opened;
  });

  describe.each(MODULE_FORMS)('of $module', (form) => {
    const { module } = form;
    const intents = async () =>
      openIntents(company.tenant, (await readSetup(company.tenant, company.userId, module))?.id ?? '');
    const theItem = async (): Promise<GraphAnswer> =>
      (await company.graph('GET', `${await form.path(company)}?$top=100`)).value[0];

    /** A record whose item was made, of which only Microsoft knows. */
    const losing = async () => {
      await company.enable(module);
      const record = await company.addRecord(module, form.record('A'));
      company.emulator.addFaults([
        { match: { method: 'POST', path: form.createPath }, action: { loseResponse: true } },
      ]);
      await company.tick();
      expect(company.emulator.faults).toEqual([]);
      expect(await intents()).toHaveLength(1);
      return record;
    };
    const pause = async (during: () => Promise<void>) => {
      await company.setPermission(SYNC_PERMISSION[module], false);
      await during();
      expect(await company.tick()).toEqual({ kind: 'paused' });
      company.clock.advance(60 * MINUTE_MS);
      await company.setPermission(SYNC_PERMISSION[module], true);
    };

    it('takes its item along when the record is deleted before it is found', async () => {
      const record = await losing();
      await company.removeRecord(module, record.id);
      await rest();
      expect(await namesOnBothSides(company, form)).toEqual({ items: [], records: [] });
      expect(await intents()).toEqual([]);
    });

    it('takes its item along when the record is deleted while the sync is paused', async () => {
      const record = await losing();
      await pause(() => company.removeRecord(module, record.id));
      await rest();
      expect(await namesOnBothSides(company, form)).toEqual({ items: [], records: [] });
    });

    it('takes its item along when the record is deleted while the answer is on its way', async () => {
      await company.enable(module);
      const record = await company.addRecord(module, form.record('A'));
      company.whenAnswered(new RegExp(form.createPath), () => company.removeRecord(module, record.id));
      await rest();
      expect(await namesOnBothSides(company, form)).toEqual({ items: [], records: [] });
    });

    it.each([true, false])(
      'is not taken for somebody else’s item that Microsoft shows before it can be searched (record stays: %s)',
      async (stays) => {
        const record = await losing();
        if (!stays) await company.removeRecord(module, record.id);
        company.emulator.addFaults([
          { match: { method: 'GET', path: SEARCH }, count: 1, action: { status: 200, body: { value: [] } } },
        ]);
        await company.graph('POST', await form.path(company), form.item('B'));
        company.clock.advance(MINUTE_MS / 2);
        await company.tick();
        expect(company.emulator.faults).toEqual([]);
        expect(await company.records(module)).toHaveLength(stays ? 1 : 0);
        await rest();
        const names = stays ? ['A', 'B'] : ['B'];
        expect(await namesOnBothSides(company, form)).toEqual({ items: names, records: names });
      },
    );

    it('is looked for when the gate closed before what Microsoft refused of its batch was sent again', async () => {
      await company.enable(module);
      await company.addRecord(module, form.record('A'));
      await company.addRecord(module, form.record('B'));
      company.emulator.addFaults([
        { match: { method: 'POST', path: form.createPath }, count: 1, action: { status: 401 } },
      ]);
      company.whenAnswered(new RegExp(form.createPath), () =>
        company.setPermission(SYNC_PERMISSION[module], false),
      );
      await company.tick();
      expect(company.emulator.faults).toEqual([]);
      expect((await namesOnBothSides(company, form)).items).toHaveLength(1);
      await company.setPermission(SYNC_PERMISSION[module], true);
      await rest();
      expect(await namesOnBothSides(company, form)).toEqual({ items: ['A', 'B'], records: ['A', 'B'] });
    });

    it('lets an edit of the item win over the deletion of the record', async () => {
      const record = await losing();
      await company.graph('PATCH', `${await form.path(company)}/${(await theItem()).id}`, form.item('B'));
      await company.removeRecord(module, record.id);
      await rest();
      expect(await namesOnBothSides(company, form)).toEqual({ items: ['B'], records: ['B'] });
    });

    it('carries what either side changed before it is found', async () => {
      const record = await losing();
      await company.changeRecord(module, record.id, { [form.nameField]: 'B' });
      await rest();
      expect(await namesOnBothSides(company, form)).toEqual({ items: ['B'], records: ['B'] });
      const conflicts = await company.tenant.select('conflict').select('field').execute();
      expect(conflicts).toEqual([]);
    });

    it('ends with its item when that is deleted before it is found', async () => {
      await losing();
      await company.graph('DELETE', `${await form.path(company)}/${(await theItem()).id}`);
      await rest();
      expect((await namesOnBothSides(company, form)).items.length).toBeLessThanOrEqual(1);
      expect(await company.records(module)).toHaveLength(1);
    });

    it('a record made from an item that is deleted meanwhile goes with it', async () => {
      await company.enable(module);
      await company.graph('POST', await form.path(company), form.item('A'));
      const { id } = await theItem();
      const path = await form.path(company);
      company.whenAnswered(/delta/, () => company.graph('DELETE', `${path}/${id}`));
      await company.tick();
      expect(await company.records(module)).toHaveLength(1);
      await pause(async () => undefined);
      await rest();
      expect(await namesOnBothSides(company, form)).toEqual({ items: [], records: [] });
    });
  });
});
