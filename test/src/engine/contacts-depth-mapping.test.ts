import { PROPOSED_PAIRS } from '@syncgrant/core';
import { listConflicts, readSetup } from '@syncgrant/store';
import { describe, expect, it } from 'vitest';
import type { Company, GraphAnswer } from '../support/company.ts';
import { DATABASE_KINDS } from '../support/databases.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;

const atMicrosoft = async (): Promise<GraphAnswer> =>
  (await company.graph('GET', '/me/contacts?$top=100')).value[0];
const inCrm = async () => (await company.records('contacts'))[0]?.fields;
const updates = (): number => company.emulator.log.filter(({ method }) => method === 'PATCH').length;

/** Does something between the next update at Microsoft and the product's hearing of its answer. */
function whenUpdated(act: () => Promise<void>, before = updates()): void {
  company.whenAnswered(/./, async () => {
    if (updates() > before) await act();
    else whenUpdated(act, before);
  });
}

const remap = async (choices: Record<string, string | null>, more = {}): Promise<void> => {
  await company.configure('contacts', { contactPairs: { ...PROPOSED_PAIRS, ...choices }, ...more });
  await company.settle();
};

/** Grace on both sides, in agreement. */
async function begin(fields: Record<string, unknown> = {}, item: Record<string, unknown> = {}) {
  const record = await company.addRecord('contacts', {
    First_Name: 'Grace',
    Last_Name: 'Hopper',
    Email: 'grace@navy.test',
    ...fields,
  });
  await company.enable('contacts');
  const { id } = await atMicrosoft();
  if (Object.keys(item).length > 0) {
    await company.graph('PATCH', `/me/contacts/${id}`, item);
    await company.settle();
  }
  return { recordId: record.id, itemId: id };
}

const conflicts = async () => {
  const setup = await readSetup(company.tenant, company.userId, 'contacts');
  return (await listConflicts(company.tenant, setup?.id ?? '')).rows;
};

describe.each(DATABASE_KINDS)('contacts mapped by their user on $name', (kind) => {
  useCompany(kind, (opened) => {
    company = opened;
  });

  it('a first sync follows the mapping both ways', async () => {
    const pairs = { ...PROPOSED_PAIRS, Title: 'profession', Fax: 'homePhones', Department: null };
    await company.addRecord('contacts', {
      Last_Name: 'Hopper',
      Title: 'Admiral',
      Fax: '7',
      Department: 'Navy',
    });
    await company.graph('POST', '/me/contacts', {
      surname: 'Turing',
      profession: 'Logician',
      jobTitle: 'Reader',
      department: 'Mathematics',
      homePhones: ['1', '2'],
    });
    await company.enable('contacts', { contactPairs: pairs });
    const turing = (await company.records('contacts')).find(({ fields }) => fields['Last_Name'] === 'Turing');
    expect(turing?.fields).toMatchObject({ Title: 'Logician', Home_Phone: '1', Fax: '2' });
    expect(turing?.fields['Department'] ?? null).toBeNull();
    const { value } = await company.graph('GET', '/me/contacts?$top=100');
    expect(value.find(({ surname }: GraphAnswer) => surname === 'Hopper')).toMatchObject({
      profession: 'Admiral',
      jobTitle: null,
      department: null,
      homePhones: ['7'],
    });
  });

  it('a field that is no longer mapped leaves both sides as they are, and its edits stay where they are made', async () => {
    const { recordId, itemId } = await begin({ Title: 'Admiral' });
    await company.changeRecord('contacts', recordId, { Title: 'Rear admiral' });
    await remap({ Title: null });
    await company.graph('PATCH', `/me/contacts/${itemId}`, { jobTitle: 'Pilot' });
    await company.settle();
    expect(await inCrm()).toMatchObject({ Title: 'Rear admiral' });
    expect(await atMicrosoft()).toMatchObject({ jobTitle: 'Pilot' });
    expect(await conflicts()).toEqual([]);
  });

  it('equal values of a field that is mapped newly join without a write, and flow from then on', async () => {
    const { itemId, recordId } = await begin({ Skype_ID: 'Amazing' }, { nickName: 'Amazing' });
    const before = updates();
    await remap({ Skype_ID: 'nickName' });
    expect(updates()).toBe(before);
    await company.graph('PATCH', `/me/contacts/${itemId}`, { nickName: null });
    await company.settle();
    expect((await inCrm())?.['Skype_ID'] ?? null).toBeNull();
    await company.changeRecord('contacts', recordId, { Skype_ID: 'Gracie' });
    await company.settle();
    expect(await atMicrosoft()).toMatchObject({ nickName: 'Gracie' });
  });

  it.each(['crm', 'microsoft'] as const)(
    'an empty side is filled, whoever wins conflicts: %s',
    async (policy) => {
      await begin({ Skype_ID: 'gh', Twitter: '' }, { profession: 'Mathematician' });
      await remap({ Skype_ID: 'nickName', Twitter: 'profession' }, { conflictPolicy: policy });
      expect(await inCrm()).toMatchObject({ Skype_ID: 'gh', Twitter: 'Mathematician' });
      expect(await atMicrosoft()).toMatchObject({ nickName: 'gh', profession: 'Mathematician' });
      expect(await conflicts()).toEqual([]);
    },
  );

  it.each([
    ['crm', 'Gracie', 'Amazing'],
    ['microsoft', 'Amazing', 'Gracie'],
  ] as const)(
    'different values are a conflict that %s wins, and the other is kept',
    async (policy, kept, lost) => {
      await begin({ Skype_ID: 'Gracie' }, { nickName: 'Amazing' });
      await remap({ Skype_ID: 'nickName' }, { conflictPolicy: policy });
      expect(await inCrm()).toMatchObject({ Skype_ID: kept });
      expect(await atMicrosoft()).toMatchObject({ nickName: kept });
      expect(await conflicts()).toMatchObject([
        { field: 'nickName', winner: policy, kept, lost, crm_fields: ['Skype_ID'] },
      ]);
    },
  );

  it('a field that comes back to a former property begins anew instead of remembering', async () => {
    const { itemId } = await begin({ Title: 'Admiral' });
    await remap({ Title: null });
    await company.graph('PATCH', `/me/contacts/${itemId}`, { jobTitle: null });
    await company.settle();
    await remap({});
    expect(await inCrm()).toMatchObject({ Title: 'Admiral' });
    expect(await atMicrosoft()).toMatchObject({ jobTitle: 'Admiral' });
  });

  it('an address that is no longer mapped is deleted nowhere', async () => {
    const { itemId } = await begin({ Secondary_Email: 'second@navy.test' });
    await remap({ Secondary_Email: null });
    expect(await inCrm()).toMatchObject({ Secondary_Email: 'second@navy.test' });
    expect((await atMicrosoft()).emailAddresses).toHaveLength(2);
    await company.graph('PATCH', `/me/contacts/${itemId}`, {
      emailAddresses: [{ address: 'grace@navy.test' }],
    });
    await company.settle();
    expect(await inCrm()).toMatchObject({ Email: 'grace@navy.test', Secondary_Email: 'second@navy.test' });
  });

  it('a deletion goes on across a new mapping', async () => {
    const { itemId } = await begin({ Skype_ID: 'gh', Title: 'Admiral' });
    await company.graph('DELETE', `/me/contacts/${itemId}`);
    await remap({ Skype_ID: 'nickName', Title: 'profession' });
    expect(await company.records('contacts')).toEqual([]);
    expect((await company.graph('GET', '/me/contacts?$top=100')).value).toEqual([]);
  });

  it('a run that began under the former mapping writes nothing under it any more', async () => {
    const { itemId } = await begin({ Title: 'Admiral' });
    await company.graph('PATCH', `/me/contacts/${itemId}`, { jobTitle: 'Pilot', department: 'Air' });
    company.whenAnswered(/\$batch|delta/, () =>
      company.configure('contacts', { contactPairs: { ...PROPOSED_PAIRS, Title: null } }),
    );
    await company.tick();
    await company.settle();
    expect(await inCrm()).toMatchObject({ Title: 'Admiral', Department: 'Air' });
  });

  it('an answer that arrives after the mapping changed leaves no base of the former one', async () => {
    const { recordId } = await begin({ Title: 'Admiral' });
    await company.changeRecord('contacts', recordId, { Title: 'Rear admiral' });
    whenUpdated(() =>
      company.configure('contacts', {
        contactPairs: { ...PROPOSED_PAIRS, Title: null, Skype_ID: 'jobTitle' },
      }),
    );
    await company.settle();
    await company.settle();
    expect(await inCrm()).toMatchObject({ Title: 'Rear admiral', Skype_ID: 'Rear admiral' });
    expect(await atMicrosoft()).toMatchObject({ jobTitle: 'Rear admiral' });
  });
});
