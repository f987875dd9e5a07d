import { describe, expect, it } from 'vitest';
import { restored } from '@syncgrant/core';
import { listConflicts, readSetup } from '@syncgrant/store';
import type { Company, GraphAnswer } from '../support/company.ts';
import { DATABASE_KINDS } from '../support/databases.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;

const atMicrosoft = async (): Promise<GraphAnswer[]> =>
  (await company.graph('GET', '/me/contacts?$top=100')).value;

describe.each(DATABASE_KINDS)('what the user of a sync decides on $name', (kind) => {
  useCompany(kind, (opened) => {
    company = opened;
  });

  const setupOf = async (module: 'contacts' | 'meetings') => {
    const setup = await readSetup(company.tenant, company.userId, module);
    if (setup === null) throw new Error('no setup');
    return setup;
  };

  it.each(['crm', 'microsoft'] as const)(
    'a value that lost against %s and is restored stands on both sides, without a new conflict',
    async (conflictPolicy) => {
      const record = await company.addRecord('contacts', { Last_Name: 'Hopper', Title: 'Programmer' });
      await company.enable('contacts', { conflictPolicy });
      const [item] = await atMicrosoft();
      await company.changeRecord('contacts', record.id, { Title: 'Of the CRM' });
      await company.graph('PATCH', `/me/contacts/${item.id}`, { jobTitle: 'Of Microsoft' });
      await company.settle();
      const { id: setupId } = await setupOf('contacts');
      const { rows } = await listConflicts(company.tenant, setupId);
      const lost = conflictPolicy === 'crm' ? 'Of Microsoft' : 'Of the CRM';
      expect(rows).toMatchObject([{ field: 'jobTitle', lost, restored_at: null }]);

      const [current] = await company.records('contacts');
      await company.changeRecord('contacts', record.id, {
        ...restored('contacts', current?.fields ?? {}, rows),
      });
      await company.settle();
      expect((await company.records('contacts'))[0]?.fields['Title']).toBe(lost);
      expect(await atMicrosoft()).toMatchObject([{ jobTitle: lost }]);
      expect((await listConflicts(company.tenant, setupId)).rows).toHaveLength(1);
    },
  );
});
