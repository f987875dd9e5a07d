import { describe, expect, it } from 'vitest';
import { listConflicts, readSetup } from '@syncgrant/store';
import type { Company, GraphAnswer } from '../support/company.ts';
import { DATABASE_KINDS } from '../support/databases.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;

const atMicrosoft = async (): Promise<GraphAnswer[]> =>
  (await company.graph('GET', '/me/contacts?$top=100')).value;
const setup = async () => {
  const row = await readSetup(company.tenant, company.userId, 'contacts');
  if (row === null) throw new Error('no setup');
  return row;
};

describe.each(DATABASE_KINDS)('grants in the middle of a tick on $name', (kind) => {
  useCompany(kind, async (opened) => {
    company = opened;
    await company.enable('contacts');
  });

  it('stops the CRM write that was already on its way when the permission is revoked', async () => {
    await company.graph('POST', '/me/contacts', { givenName: 'Alan', surname: 'Turing' });
    company.whenAnswered(/delta/, () => company.setPermission('Crm_Implied_Mscontact_Sync', false));
    await company.tick();
    expect(await company.records('contacts')).toEqual([]);
    expect((await setup()).phase).toBe('active');

    await company.setPermission('Crm_Implied_Mscontact_Sync', true);
    await company.settle();
    expect(await company.records('contacts')).toHaveLength(1);
  });

  it('starts no further request once the permission is revoked, and creates what was announced after the restore', async () => {
    await company.addRecord('contacts', { First_Name: 'Grace', Last_Name: 'Hopper' });
    company.whenAnswered(/delta/, () => company.setPermission('Crm_Implied_Mscontact_Sync', false));
    const before = company.emulator.log.length;
    await company.tick();
    expect(company.asked(before).map(({ method }) => method)).toEqual(['GET']);

    await company.setPermission('Crm_Implied_Mscontact_Sync', true);
    await company.settle();
    expect(await atMicrosoft()).toHaveLength(1);
  });

  it('writes no record that the profile may not create, says so, and catches up when it may', async () => {
    await company.setPermission('Crm_Implied_Create_Contacts', false);
    await company.graph('POST', '/me/contacts', { givenName: 'Alan', surname: 'Turing' });
    await company.settle();
    expect(await company.records('contacts')).toEqual([]);
    const held = await company.tenant.select('outcome').where('kind', '=', 'held').selectAll().execute();
    expect(held).toEqual([expect.objectContaining({ reason: 'no_create_permission', title: 'Alan Turing' })]);

    await company.setPermission('Crm_Implied_Create_Contacts', true);
    await company.settle();
    expect(await company.records('contacts')).toHaveLength(1);
  });

  it('keeps both values when the same field was changed on both sides', async () => {
    const record = await company.addRecord('contacts', { Last_Name: 'Hopper', Title: 'Officer' });
    await company.settle();
    const [item] = await atMicrosoft();
    await company.changeRecord('contacts', record.id, { Title: 'Commodore' });
    company.clock.advance(60_000);
    await company.graph('PATCH', `/me/contacts/${item.id}`, { jobTitle: 'Rear admiral' });
    await company.settle();
    const [after] = await company.records('contacts');
    expect(after?.fields['Title']).toBe('Rear admiral');
    expect((await listConflicts(company.tenant, (await setup()).id)).rows).toEqual([
      expect.objectContaining({
        field: 'jobTitle',
        winner: 'microsoft',
        kept: 'Rear admiral',
        lost: 'Commodore',
      }),
    ]);
  });

  it('asks the user instead of guessing when two items could be the same', async () => {
    await company.graph('POST', '/me/contacts', {
      surname: 'Hopper',
      emailAddresses: [{ address: 'grace@navy.test' }],
    });
    await company.graph('POST', '/me/contacts', {
      surname: 'Hopper',
      emailAddresses: [{ address: 'grace@navy.test' }],
    });
    await company.addRecord('contacts', { Last_Name: 'Hopper', Email: 'grace@navy.test' });
    await company.settle();
    expect(await company.records('contacts')).toHaveLength(1);
    expect(await atMicrosoft()).toHaveLength(2);
    const held = await company.tenant
      .select('link')
      .where('held_reason', '=', 'ambiguous_match')
      .selectAll()
      .execute();
    expect(held).toHaveLength(3);
  });
});
