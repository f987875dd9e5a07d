import { readPossibleMatches } from '@syncgrant/agent';
import { readSetup } from '@syncgrant/store';
import { describe, expect, it } from 'vitest';
import type { Company, GraphAnswer } from '../support/company.ts';
import { DATABASE_KINDS } from '../support/databases.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;

const atMicrosoft = async (): Promise<GraphAnswer[]> =>
  (await company.graph('GET', '/me/contacts?$top=100')).value;
const inCrm = async () => (await company.records('contacts')).map(({ fields }) => fields);
const post = (body: Record<string, unknown>): Promise<GraphAnswer> =>
  company.graph('POST', '/me/contacts', body);
const updates = (): number => company.emulator.log.filter(({ method }) => method === 'PATCH').length;

const candidates = async () => {
  const setup = await readSetup(company.tenant, company.userId, 'contacts');
  return setup === null ? [] : readPossibleMatches(company.tenant, setup);
};

describe.each(DATABASE_KINDS)('people on $name', (kind) => {
  useCompany(kind, (opened) => {
    company = opened;
  });

  it.each([
    ['a first name alone', { givenName: 'Cher' }, 'Cher'],
    ['a display name alone', { displayName: 'Front desk' }, 'Front desk'],
    ['a company alone', { companyName: 'Acme' }, 'Acme'],
    ['an address alone', { emailAddresses: [{ address: 'desk@x.org' }] }, 'desk'],
  ])('%s stands in for the last name, and never flows back', async (_what, body, lastName) => {
    const { id } = await post(body);
    await company.enable('contacts');
    expect(await inCrm()).toMatchObject([{ Last_Name: lastName }]);
    await company.graph('PATCH', `/me/contacts/${id}`, { jobTitle: 'Singer' });
    const before = updates();
    await company.settle();
    expect(await inCrm()).toMatchObject([{ Last_Name: lastName, Title: 'Singer' }]);
    expect([updates(), (await atMicrosoft())[0].surname]).toEqual([before, null]);
    await company.graph('PATCH', `/me/contacts/${id}`, { surname: 'Sarkisian' });
    await company.settle();
    expect(await inCrm()).toMatchObject([{ Last_Name: 'Sarkisian' }]);
  });

  it('a last name that the CRM gives reaches Microsoft, and the display name with it', async () => {
    await post({ givenName: 'Grace', middleName: 'Brewster', displayName: 'Amazing Grace' });
    await company.enable('contacts');
    const [record] = await company.records('contacts');
    await company.changeRecord('contacts', record?.id ?? '', { Last_Name: 'Hopper' });
    await company.settle();
    expect(await atMicrosoft()).toMatchObject([
      { givenName: 'Grace', middleName: 'Brewster', surname: 'Hopper', displayName: 'Amazing Grace Hopper' },
    ]);
    const before = updates();
    await company.settle();
    expect(updates()).toBe(before);
  });

  it('a display name that Microsoft makes up is no change, and one that a person wrote is kept', async () => {
    const { id } = await post({ givenName: 'Grace', surname: 'Hopper' });
    await company.enable('contacts');
    const [record] = await company.records('contacts');
    await company.graph('PATCH', `/me/contacts/${id}`, { displayName: 'Hopper, Grace (Navy)' });
    await company.settle();
    await company.changeRecord('contacts', record?.id ?? '', { Last_Name: 'Murray', Phone: '1' });
    await company.settle();
    expect(await atMicrosoft()).toMatchObject([{ displayName: 'Murray, Grace (Navy)', surname: 'Murray' }]);
    expect((await company.records('contacts'))[0]?.version).toBe(2);
  });

  it('a birthday is one date on both sides, whichever side sets it, and comes to rest', async () => {
    const record = await company.addRecord('contacts', { Last_Name: 'Hopper', Date_of_Birth: '1906-12-09' });
    await company.enable('contacts');
    const [item] = await atMicrosoft();
    expect(item.birthday).toBe('1906-12-09T11:59:00Z');
    await company.graph('PATCH', `/me/contacts/${item.id}`, { birthday: '1906-12-10' });
    await company.settle();
    expect(await inCrm()).toMatchObject([{ Date_of_Birth: '1906-12-10' }]);
    await company.changeRecord('contacts', record.id, { Date_of_Birth: null });
    await company.settle();
    expect((await atMicrosoft())[0].birthday).toBeNull();
    expect(updates()).toBe(2);
  });

  it('people are recognised by an address before name and number are looked at', async () => {
    await company.addRecord('contacts', {
      First_Name: 'G.',
      Last_Name: 'Hopper',
      Secondary_Email: 'GRACE@navy.test',
    });
    await company.addRecord('contacts', { First_Name: 'Alan', Last_Name: 'Turing', Mobile: '+44 20 1' });
    await company.addRecord('contacts', { First_Name: 'Alan', Last_Name: 'Kay', Mobile: '+1 555' });
    await post({ givenName: 'Grace', surname: 'Murray', emailAddresses: [{ address: 'grace@navy.test' }] });
    await post({ givenName: 'alan', surname: 'TURING', homePhones: ['+44201'] });
    await post({ givenName: 'Alan', surname: 'Kay', mobilePhone: '+1 556' });
    await company.enable('contacts');
    expect(await company.records('contacts')).toHaveLength(4);
    expect(await atMicrosoft()).toHaveLength(4);
    expect(await candidates()).toEqual([]);
  });

  it('two candidates are listed and neither is touched', async () => {
    await company.addRecord('contacts', {
      First_Name: 'Grace',
      Last_Name: 'Hopper',
      Email: 'grace@navy.test',
    });
    await post({ givenName: 'Grace', surname: 'Hopper', emailAddresses: [{ address: 'grace@navy.test' }] });
    await post({ givenName: 'Gracie', surname: 'Hopper', emailAddresses: [{ address: 'grace@navy.test' }] });
    await company.enable('contacts');
    expect(await candidates()).toMatchObject([
      {
        records: [{ title: 'Grace Hopper' }],
        items: [{ title: 'Grace Hopper' }, { title: 'Gracie Hopper' }],
      },
    ]);
    expect([(await company.records('contacts')).length, (await atMicrosoft()).length, updates()]).toEqual([
      1, 2, 0,
    ]);
  });

  it('two people of one name and number are listed too', async () => {
    await company.addRecord('contacts', { First_Name: 'Ann', Last_Name: 'Lee', Phone: '1' });
    await company.addRecord('contacts', { First_Name: 'Ann', Last_Name: 'Lee', Mobile: '1' });
    await post({ givenName: 'Ann', surname: 'Lee', businessPhones: ['1'] });
    await company.enable('contacts');
    expect(await candidates()).toMatchObject([{ records: [{}, {}], items: [{}] }]);
    expect(await atMicrosoft()).toHaveLength(1);
  });
});
