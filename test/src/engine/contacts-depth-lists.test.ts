import { readWaitingItems } from '@syncgrant/agent';
import { readSetup } from '@syncgrant/store';
import { describe, expect, it } from 'vitest';
import type { Company, GraphAnswer } from '../support/company.ts';
import { DATABASE_KINDS } from '../support/databases.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;

const atMicrosoft = async (): Promise<GraphAnswer> =>
  (await company.graph('GET', '/me/contacts?$top=100')).value[0];
const inCrm = async () => (await company.records('contacts'))[0]?.fields;
const addresses = (contact: GraphAnswer): string[] =>
  contact.emailAddresses.map(({ address }: GraphAnswer) => address);
const emails = (...known: string[]) => ({ emailAddresses: known.map((address) => ({ address })) });
const updates = (): number => company.emulator.log.filter(({ method }) => method === 'PATCH').length;

const waiting = async () => {
  const setup = await readSetup(company.tenant, company.userId, 'contacts');
  if (setup === null) throw new Error('no setup');
  return (await readWaitingItems(company.tenant, setup)).items;
};

/** A contact of Microsoft's on both sides. */
async function begin(item: Record<string, unknown>) {
  const { id } = await company.graph('POST', '/me/contacts', { surname: 'Hopper', ...item });
  await company.enable('contacts');
  const [record] = await company.records('contacts');
  const edit = async (body: Record<string, unknown>) => {
    await company.graph('PATCH', `/me/contacts/${id}`, body);
    await company.settle();
  };
  const change = async (fields: Record<string, unknown>) => {
    await company.changeRecord('contacts', record?.id ?? '', fields);
    await company.settle();
  };
  return { edit, change, recordId: record?.id ?? '' };
}

describe.each(DATABASE_KINDS)('lists of contacts on $name', (kind) => {
  useCompany(kind, (opened) => {
    company = opened;
  });

  it('what the CRM has no room for stays at Microsoft and waits, with its reason, until there is room', async () => {
    const { change } = await begin({ ...emails('a@x.org', 'b@x.org', 'c@x.org'), homePhones: ['1', '2'] });
    expect(await inCrm()).toMatchObject({ Email: 'a@x.org', Secondary_Email: 'b@x.org', Home_Phone: '1' });
    expect(await waiting()).toMatchObject([{ kind: 'held', reason: 'no_room', who: 'user' }]);
    await company.settle();
    expect(await waiting()).toHaveLength(1);

    await change({ Secondary_Email: null, Home_Phone: null });
    expect(await inCrm()).toMatchObject({ Email: 'a@x.org', Secondary_Email: 'c@x.org', Home_Phone: '2' });
    expect(addresses(await atMicrosoft())).toEqual(['a@x.org', 'c@x.org']);
    expect(await waiting()).toEqual([]);
  });

  it('an overflow beside a change is told too, and the change goes on', async () => {
    const { edit } = await begin(emails('a@x.org', 'b@x.org'));
    await edit({ ...emails('a@x.org', 'b@x.org', 'c@x.org'), jobTitle: 'Admiral' });
    expect(await inCrm()).toMatchObject({ Title: 'Admiral', Secondary_Email: 'b@x.org' });
    expect(await waiting()).toMatchObject([{ reason: 'no_room' }]);
    await edit(emails('a@x.org', 'b@x.org'));
    expect(await waiting()).toEqual([]);
  });

  it('what Microsoft has no room for stays in the CRM and waits', async () => {
    await company.addRecord('contacts', {
      Last_Name: 'Hopper',
      Email: 'a@x.org',
      Phone: '1',
      Other_Phone: '2',
    });
    await company.graph('POST', '/me/contacts', {
      surname: 'Hopper',
      ...emails('a@x.org'),
      businessPhones: ['3', '4'],
    });
    await company.enable('contacts');
    expect(await inCrm()).toMatchObject({ Phone: '1', Other_Phone: '2' });
    expect((await atMicrosoft()).businessPhones).toEqual(['3', '4']);
    expect(await waiting()).toMatchObject([{ reason: 'no_room' }]);
  });

  it('a contact with an overflow is deleted where its other side was deleted', async () => {
    const { recordId } = await begin(emails('a@x.org', 'b@x.org', 'c@x.org'));
    await company.removeRecord('contacts', recordId);
    await company.settle();
    expect((await company.graph('GET', '/me/contacts?$top=100')).value).toEqual([]);
    expect(await company.records('contacts')).toEqual([]);
  });

  it('another order at Microsoft is no change', async () => {
    const { edit } = await begin({ ...emails('a@x.org', 'b@x.org'), businessPhones: ['1', '2'] });
    await edit({ ...emails('b@x.org', 'a@x.org'), businessPhones: ['2', '1'] });
    expect(await inCrm()).toMatchObject({ Email: 'a@x.org', Secondary_Email: 'b@x.org', Phone: '1' });
    expect(addresses(await atMicrosoft())).toEqual(['b@x.org', 'a@x.org']);
    expect(updates()).toBe(1);
  });

  it('elements that were added on both sides, and removed on one, are all as they were left', async () => {
    const { edit, recordId } = await begin(emails('a@x.org'));
    await company.changeRecord('contacts', recordId, { Secondary_Email: 'crm@x.org' });
    await edit(emails('ms@x.org'));
    const fields = await inCrm();
    expect(new Set([fields?.['Email'], fields?.['Secondary_Email']])).toEqual(
      new Set(['ms@x.org', 'crm@x.org']),
    );
    expect(new Set(addresses(await atMicrosoft()))).toEqual(new Set(['ms@x.org', 'crm@x.org']));
  });

  it('a replaced first address stays the first, and names of addresses stay with them', async () => {
    const { change } = await begin({
      emailAddresses: [
        { address: 'a@x.org', name: 'Old' },
        { address: 'b@x.org', name: 'Grace at home' },
      ],
    });
    await change({ Email: 'new@x.org' });
    expect((await atMicrosoft()).emailAddresses).toMatchObject([
      { address: 'new@x.org' },
      { address: 'b@x.org', name: 'Grace at home' },
    ]);
  });

  it('a number that moves from business to mobile moves on the other side', async () => {
    const { edit } = await begin({ businessPhones: ['1', '2'] });
    await edit({ businessPhones: ['1'], mobilePhone: '2' });
    expect(await inCrm()).toMatchObject({ Phone: '1', Other_Phone: null, Mobile: '2' });
  });

  it('a part of an address is changed and the others stay, on either side', async () => {
    const { edit, change } = await begin({ businessAddress: { street: '1 Road', city: 'Ulm' } });
    await change({ Mailing_Zip: '89073' });
    await edit({ businessAddress: { street: '2 Road', city: 'Ulm', postalCode: '89073' } });
    expect(await inCrm()).toMatchObject({
      Mailing_Street: '2 Road',
      Mailing_City: 'Ulm',
      Mailing_Zip: '89073',
    });
    expect((await atMicrosoft()).businessAddress).toMatchObject({ street: '2 Road', postalCode: '89073' });
  });
});
