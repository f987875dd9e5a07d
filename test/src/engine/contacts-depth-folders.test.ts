import { listMailboxContainers } from '@syncgrant/agent';
import { describe, expect, it } from 'vitest';
import type { Company } from '../support/company.ts';
import { DATABASE_KINDS } from '../support/databases.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;

describe.each(DATABASE_KINDS)('contact folders in folders on $name', (kind) => {
  useCompany(kind, (opened) => {
    company = opened;
  });

  it('can be chosen by the way to them, and only what is in the chosen one is synced', async () => {
    const outer = await company.graph('POST', '/me/contactFolders', { displayName: 'Customers' });
    const path = `/me/contactFolders/${outer.id}/childFolders`;
    const inner = await company.graph('POST', path, { displayName: 'Europe' });
    for (const [id, surname] of [
      [outer.id, 'Outer'],
      [inner.id, 'Inner'],
    ])
      await company.graph('POST', `/me/contactFolders/${id}/contacts`, { surname });
    await company.graph('POST', '/me/contacts', { surname: 'Default' });

    await company.connect('contacts');
    const answer = await listMailboxContainers(company.deps, {
      organisationId: company.tenant.organisationId,
      userId: company.userId,
      module: 'contacts',
    });
    const containers = answer.ok ? answer.containers : [];
    expect(containers.map(({ name }) => name)).toEqual(['Contacts', 'Customers', 'Customers / Europe']);

    await company.enable('contacts', { containerId: containers[2]?.id ?? '' });
    await company.addRecord('contacts', { Last_Name: 'Ours' });
    await company.settle();
    const names = (await company.records('contacts')).map(({ fields }) => fields['Last_Name']);
    expect(new Set(names)).toEqual(new Set(['Inner', 'Ours']));
    const { value } = await company.graph('GET', `/me/contactFolders/${inner.id}/contacts`);
    expect(value).toHaveLength(2);
  });
});
