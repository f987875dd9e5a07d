import { describe, expect, it } from 'vitest';
import type { Company, GraphAnswer } from '../support/company.ts';
import { DATABASE_KINDS } from '../support/databases.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;

const atMicrosoft = async (): Promise<GraphAnswer[]> =>
  (await company.graph('GET', '/me/contacts?$top=100')).value;

describe.each(DATABASE_KINDS)('a contacts sync on $name', (kind) => {
  useCompany(kind, (opened) => {
    company = opened;
  });

  it('creates on both sides what the other has, and a further tick writes nothing', async () => {
    await company.addRecord('contacts', {
      First_Name: 'Grace',
      Last_Name: 'Hopper',
      Email: 'grace@navy.test',
    });
    await company.graph('POST', '/me/contacts', {
      givenName: 'Alan',
      surname: 'Turing',
      emailAddresses: [{ address: 'alan@bletchley.test', name: 'Alan' }],
    });
    await company.enable('contacts');

    const records = await company.records('contacts');
    expect(records.map(({ fields }) => fields['Email'])).toEqual(['grace@navy.test', 'alan@bletchley.test']);
    expect(new Set((await atMicrosoft()).map(({ surname }) => surname))).toEqual(
      new Set(['Hopper', 'Turing']),
    );

    const before = company.emulator.log.length;
    const result = await company.tick();
    expect(result).toMatchObject({ kind: 'done', requests: 1, more: false });
    expect(company.asked(before).map(({ method }) => method)).toEqual(['GET']);
  });

  it('matches the same person on both sides instead of doubling', async () => {
    await company.addRecord('contacts', {
      First_Name: 'Grace',
      Last_Name: 'Hopper',
      Email: 'grace@navy.test',
    });
    await company.graph('POST', '/me/contacts', {
      givenName: 'Grace',
      surname: 'Hopper',
      jobTitle: 'Rear admiral',
      emailAddresses: [{ address: 'Grace@Navy.test' }],
    });
    await company.enable('contacts');
    const [record, ...others] = await company.records('contacts');
    expect(others).toEqual([]);
    expect(record?.fields['Title']).toBe('Rear admiral');
    expect(await atMicrosoft()).toHaveLength(1);
  });

  it('carries edits of different fields both ways at once', async () => {
    const record = await company.addRecord('contacts', { First_Name: 'Grace', Last_Name: 'Hopper' });
    await company.enable('contacts');
    const [item] = await atMicrosoft();
    await company.changeRecord('contacts', record.id, { Phone: '+1 555 0100' });
    await company.graph('PATCH', `/me/contacts/${item.id}`, { jobTitle: 'Rear admiral' });
    await company.settle();
    const [after] = await company.records('contacts');
    expect(after?.fields).toMatchObject({ Phone: '+1 555 0100', Title: 'Rear admiral' });
    expect((await atMicrosoft())[0]).toMatchObject({
      businessPhones: ['+1 555 0100'],
      jobTitle: 'Rear admiral',
    });
  });

  it('carries deletions both ways', async () => {
    const record = await company.addRecord('contacts', { Last_Name: 'Hopper' });
    await company.graph('POST', '/me/contacts', { givenName: 'Alan', surname: 'Turing' });
    await company.enable('contacts');
    const alan = (await atMicrosoft()).find(({ surname }) => surname === 'Turing');
    await company.removeRecord('contacts', record.id);
    await company.graph('DELETE', `/me/contacts/${alan.id}`);
    await company.settle();
    expect(await company.records('contacts')).toEqual([]);
    expect(await atMicrosoft()).toEqual([]);
  });

  it('asks Microsoft nothing while the permission is off, and catches up by itself', async () => {
    const record = await company.addRecord('contacts', { Last_Name: 'Hopper' });
    await company.enable('contacts');
    const [item] = await atMicrosoft();
    await company.setPermission('Crm_Implied_Mscontact_Sync', false);
    await company.changeRecord('contacts', record.id, { First_Name: 'Grace' });
    await company.graph('PATCH', `/me/contacts/${item.id}`, { jobTitle: 'Rear admiral' });
    const before = company.emulator.log.length;
    expect(await company.tick()).toEqual({ kind: 'paused' });
    expect(company.emulator.log.length).toBe(before);

    await company.setPermission('Crm_Implied_Mscontact_Sync', true);
    await company.settle();
    expect((await company.records('contacts'))[0]?.fields).toMatchObject({
      First_Name: 'Grace',
      Title: 'Rear admiral',
    });
    expect(await atMicrosoft()).toEqual([
      expect.objectContaining({ givenName: 'Grace', jobTitle: 'Rear admiral' }),
    ]);
  });
});
