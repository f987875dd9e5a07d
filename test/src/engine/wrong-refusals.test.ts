import { describe, expect, it } from 'vitest';
import type { Company, GraphAnswer } from '../support/company.ts';
import { DATABASE_KINDS } from '../support/databases.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;

const atMicrosoft = async (): Promise<GraphAnswer[]> =>
  (await company.graph('GET', '/me/contacts?$top=100')).value;
const missing = (method: string) => ({
  match: { method, path: '/contacts/' },
  count: 1,
  action: { status: 404, body: { error: { code: 'ErrorItemNotFound', message: 'not found' } } },
});

describe.each(DATABASE_KINDS)('a write that Microsoft wrongly finds no item for, on $name', (kind) => {
  let recordId = '';
  useCompany(kind, async (opened) => {
    company = opened;
    recordId = (await company.addRecord('contacts', { Last_Name: 'Hopper', Title: 'Officer' })).id;
    await company.enable('contacts');
  });

  it('does not create the item a second time', async () => {
    await company.changeRecord('contacts', recordId, { Title: 'Commodore' });
    company.emulator.addFaults([missing('PATCH')]);
    await company.settle();
    expect(company.emulator.faults).toEqual([]);
    company.clock.advance(10 * 60_000);
    await company.settle();
    expect(await atMicrosoft()).toEqual([expect.objectContaining({ jobTitle: 'Commodore' })]);
    expect(await company.records('contacts')).toHaveLength(1);
  });

  it('does not leave the item behind', async () => {
    await company.removeRecord('contacts', recordId);
    company.emulator.addFaults([missing('DELETE')]);
    await company.settle();
    expect(company.emulator.faults).toEqual([]);
    company.clock.advance(10 * 60_000);
    await company.settle();
    expect(await atMicrosoft()).toEqual([]);
  });
});
