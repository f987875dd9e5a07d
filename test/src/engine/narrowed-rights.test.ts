import { beforeEach, describe, expect, it } from 'vitest';
import type { Company, GraphAnswer } from '../support/company.ts';
import { DATABASE_KINDS } from '../support/databases.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;

describe.each(DATABASE_KINDS)('rights that are taken away in the midst of a run on $name', (kind) => {
  useCompany(kind, async (opened) => {
    company = opened;
  });
  let item: GraphAnswer;
  beforeEach(async () => {
    await company.addRecord('contacts', { Last_Name: 'Hopper', Title: 'Officer' });
    await company.enable('contacts');
    item = (await company.graph('GET', '/me/contacts')).value[0];
  });

  it.each([
    ['Edit', (id: string) => company.graph('PATCH', `/me/contacts/${id}`, { jobTitle: 'Commodore' })],
    ['Delete', (id: string) => company.graph('DELETE', `/me/contacts/${id}`)],
    ['Create', () => company.graph('POST', '/me/contacts', { surname: 'Turing' })],
  ] as const)('hold for what it has planned already: %s', async (action, change) => {
    await change(item.id);
    const before = await company.records('contacts');
    company.whenAnswered(/delta/, () => company.setPermission(`Crm_Implied_${action}_Contacts`, false));
    await company.settle();
    expect(await company.records('contacts')).toEqual(before);
    await company.setPermission(`Crm_Implied_${action}_Contacts`, true);
    await company.settle();
    expect(await company.records('contacts')).not.toEqual(before);
  });
});
