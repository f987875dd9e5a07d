import { describe, expect, it } from 'vitest';
import type { PermissionName } from '@syncgrant/core';
import { inTransaction, Tenant, updateRecord } from '@syncgrant/store';
import type { Company, GraphAnswer } from '../support/company.ts';
import { EITHER_DATABASE } from '../support/databases.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;

const atMicrosoft = async (): Promise<GraphAnswer[]> =>
  (await company.graph('GET', '/me/contacts?$top=999')).value;
const namesAtMicrosoft = async (): Promise<string[]> =>
  (await atMicrosoft()).map(({ surname }) => String(surname)).toSorted();

/** A colleague changes a record, or who owns it. */
async function byColleague(id: string, change: { ownerId?: string; fields: Record<string, unknown> }) {
  const { deps, tenant } = company;
  const writer = { userId: await colleague(), origin: 'user', now: company.clock.now() } as const;
  await inTransaction(deps.db, (transaction) =>
    updateRecord(new Tenant(transaction, tenant.organisationId), writer, { module: 'Contacts', id }, change),
  );
}
const colleague = async (): Promise<string> =>
  (
    await company.tenant
      .select('crm_user')
      .where('id', '<>', company.userId)
      .select('id')
      .executeTakeFirstOrThrow()
  ).id;

describe.each(EITHER_DATABASE)('who loses access, on $name', (kind) => {
  useCompany(kind, (opened) => {
    company = opened;
  });

  it('keeps the item of a record that another user owns now, untouched, and has it once when the record comes back', async () => {
    const { id } = await company.addRecord('contacts', { Last_Name: 'Hopper' });
    await company.addRecord('contacts', { Last_Name: 'Turing' });
    await company.enable('contacts');
    await byColleague(id, { ownerId: await colleague(), fields: {} });
    await byColleague(id, { fields: { Last_Name: 'Not for Ada' } });
    const before = company.emulator.log.length;
    await company.settle();
    const asked = company.emulator.log.slice(before).filter(({ path }) => path.includes('/contacts'));
    expect(asked.map(({ method }) => method)).toEqual(asked.map(() => 'GET'));
    expect(await namesAtMicrosoft()).toEqual(['Hopper', 'Turing']);

    await byColleague(id, { ownerId: company.userId, fields: {} });
    await company.settle();
    expect(await namesAtMicrosoft()).toEqual(['Not for Ada', 'Turing']);
    expect(await company.records('contacts')).toHaveLength(2);
  });

  it.each<PermissionName>([
    'Crm_Implied_View_Contacts',
    'Crm_Implied_Edit_Contacts',
    'Crm_Implied_Create_Contacts',
    'Crm_Implied_Delete_Contacts',
    'Crm_Implied_Mscontact_Sync',
  ])('has nothing deleted, created or emptied on either side: %s', async (permission) => {
    for (const name of ['Hopper', 'Turing'])
      await company.addRecord('contacts', { Last_Name: name, Title: 'x' });
    await company.enable('contacts');
    const recordsBefore = await company.records('contacts');
    const itemsBefore = await atMicrosoft();
    await company.setPermission(permission, false);
    for (let round = 0; round < 3; round += 1) {
      await company.tick();
      company.clock.advance(60 * 60_000);
    }
    await company.setPermission(permission, true);
    await company.settle();
    expect(await company.records('contacts')).toEqual(recordsBefore);
    expect(await atMicrosoft()).toEqual(itemsBefore);
  });
});
