import { describe, expect, it } from 'vitest';
import { beginRemoval, disableSetup, inTransaction, readSetup, Tenant } from '@syncgrant/store';
import type { Company, GraphAnswer } from '../support/company.ts';
import { EITHER_DATABASE } from '../support/databases.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;

const MINUTE_MS = 60_000;
const OTHER = { oid: '33333333-3333-4333-8333-333333333333', upn: 'ada.lovelace@example.test' };

const inTenant = <T>(body: (tenant: Tenant) => Promise<T>) =>
  inTransaction(company.deps.db, (transaction) =>
    body(new Tenant(transaction, company.tenant.organisationId)),
  );

/** Ends the sync, with its copies or without. */
async function disable(copies: 'keep' | 'remove'): Promise<void> {
  await inTenant((tenant) =>
    copies === 'keep'
      ? disableSetup(tenant, company.userId, 'contacts', company.clock.now())
      : beginRemoval(tenant, company.userId, 'contacts', 0, company.clock.now()),
  );
  await company.settle();
  const setup = await readSetup(company.tenant, company.userId, 'contacts');
  expect(setup?.phase).toBe('disabled');
}

async function rest(): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    await company.settle();
    company.clock.advance(5 * MINUTE_MS);
  }
}

const items = async (path = '/me/contacts', upn?: string): Promise<GraphAnswer[]> =>
  (await company.graph('GET', `${path}?$top=100`, undefined, upn)).value;
const itemNamed = async (name: string) => (await items()).find(({ surname }) => surname === name);
const recordNamed = async (name: string) =>
  (await company.records('contacts')).find(({ fields }) => fields['Last_Name'] === name)?.id ?? '';
async function sides(path?: string, upn?: string) {
  return {
    crm: (await company.records('contacts')).map(({ fields }) => String(fields['Last_Name'])).toSorted(),
    microsoft: (await items(path, upn)).map(({ surname }) => String(surname)).toSorted(),
  };
}
const both = (...names: string[]) => ({ crm: names, microsoft: names });

async function restore(id: string): Promise<void> {
  const request = new Request('http://emulator.test/_emulator/restore', {
    method: 'POST',
    body: JSON.stringify({ mailbox: 'ada@example.test', id }),
  });
  expect((await company.emulator.fetch(request)).ok).toBe(true);
}

async function behave(behaviour: object): Promise<void> {
  const request = new Request('http://emulator.test/_emulator/behaviour', {
    method: 'POST',
    body: JSON.stringify(behaviour),
  });
  expect((await company.emulator.fetch(request)).ok).toBe(true);
}

describe.each(EITHER_DATABASE)('a sync that is enabled again on $name', (kind) => {
  useCompany(kind, (opened) => {
    company = opened;
  });

  /** A came from the CRM and is a copy at Microsoft, B the other way round. */
  const enabled = async () => {
    await company.addRecord('contacts', { Last_Name: 'A' });
    await company.graph('POST', '/me/contacts', { surname: 'B' });
    await company.enable('contacts');
    expect(await sides()).toEqual(both('A', 'B'));
  };

  it.each(['keep', 'remove'] as const)('has everything once, when its copies were to %s', async (copies) => {
    await enabled();
    await disable(copies);
    expect(await sides()).toEqual({ crm: ['A', 'B'], microsoft: copies === 'keep' ? ['A', 'B'] : ['B'] });
    await company.enable('contacts');
    await rest();
    expect(await sides()).toEqual(both('A', 'B'));
    await company.changeRecord('contacts', await recordNamed('A'), { Last_Name: 'A2' });
    await company.graph('PATCH', `/me/contacts/${(await itemNamed('B')).id}`, { surname: 'B2' });
    await rest();
    expect(await sides()).toEqual(both('A2', 'B2'));
  });

  it.each(['keep', 'remove'] as const)(
    'with the delta token dead meanwhile has everything once, when its copies were to %s',
    async (copies) => {
      await enabled();
      await disable(copies);
      const request = new Request('http://emulator.test/_emulator/expire-delta', {
        method: 'POST',
        body: JSON.stringify({ mailbox: 'ada@example.test' }),
      });
      expect((await company.emulator.fetch(request)).ok).toBe(true);
      await company.enable('contacts');
      await rest();
      expect(await sides()).toEqual(both('A', 'B'));
    },
  );

  it.each(['keep', 'remove'] as const)(
    'in another folder makes no second copy of what is still in the former one: %s',
    async (copies) => {
      await enabled();
      await disable(copies);
      const folder = await company.graph('POST', '/me/contactFolders', { displayName: 'Work' });
      await company.enable('contacts', { containerId: folder.id });
      await rest();
      const path = `/me/contactFolders/${folder.id}/contacts`;
      expect(await sides(path)).toEqual({ crm: ['A', 'B'], microsoft: copies === 'keep' ? [] : ['A'] });
      expect((await sides()).microsoft).toEqual(copies === 'keep' ? ['A', 'B'] : ['B']);
      await company.addRecord('contacts', { Last_Name: 'C' });
      await rest();
      expect((await sides(path)).microsoft).toEqual(copies === 'keep' ? ['C'] : ['A', 'C']);
    },
  );

  it('takes up again what came back from the recycle bin meanwhile', async () => {
    await enabled();
    const { id } = await itemNamed('A');
    await disable('remove');
    await restore(id);
    await company.enable('contacts');
    await rest();
    expect(await sides()).toEqual(both('A', 'B'));
    await company.changeRecord('contacts', await recordNamed('A'), { Last_Name: 'A2' });
    await rest();
    expect(await sides()).toEqual(both('A2', 'B'));
  });

  it('matches what came back from the recycle bin under another id', async () => {
    await behave({ restoredId: 'new' });
    await company.addRecord('contacts', { Last_Name: 'A', Email: 'a@example.test' });
    await company.enable('contacts');
    const { id } = await itemNamed('A');
    await disable('remove');
    await restore(id);
    await company.enable('contacts');
    await rest();
    expect(await sides()).toEqual(both('A'));
  });

  it('leaves a removed copy alone that comes back beside its new one', async () => {
    await enabled();
    const { id } = await itemNamed('A');
    await disable('remove');
    await company.enable('contacts');
    await restore(id);
    await rest();
    expect(await sides()).toEqual({ crm: ['A', 'B'], microsoft: ['A', 'A', 'B'] });
  });

  it('neither deletes nor brings back what one side has deleted meanwhile', async () => {
    await enabled();
    await company.addRecord('contacts', { Last_Name: 'C' });
    await rest();
    await disable('keep');
    await company.graph('DELETE', `/me/contacts/${(await itemNamed('A')).id}`);
    await company.removeRecord('contacts', await recordNamed('B'));
    await company.enable('contacts');
    await rest();
    const apart = { crm: ['A', 'C'], microsoft: ['B', 'C'] };
    expect(await sides()).toEqual(apart);
    await company.configure('contacts');
    await rest();
    expect(await sides()).toEqual(apart);

    await company.removeRecord('contacts', await recordNamed('C'));
    await rest();
    expect(await sides()).toEqual({ crm: ['A'], microsoft: ['B'] });
  });

  it('attaches what was deleted meanwhile and comes back later', async () => {
    await enabled();
    const { id } = await itemNamed('A');
    await disable('keep');
    await company.graph('DELETE', `/me/contacts/${id}`);
    await company.enable('contacts');
    await restore(id);
    await rest();
    await company.changeRecord('contacts', await recordNamed('A'), { Last_Name: 'A2' });
    await rest();
    expect(await sides()).toEqual(both('A2', 'B'));
  });

  it.each(['keep', 'remove'] as const)(
    'carries what both sides changed and added meanwhile: %s',
    async (copies) => {
      await enabled();
      await disable(copies);
      await company.changeRecord('contacts', await recordNamed('A'), { Title: 'Of the CRM' });
      await company.graph('PATCH', `/me/contacts/${(await itemNamed('B')).id}`, { jobTitle: 'Of Microsoft' });
      await company.addRecord('contacts', { Last_Name: 'C' });
      await company.graph('POST', '/me/contacts', { surname: 'D' });
      await company.enable('contacts');
      await rest();
      expect(await sides()).toEqual(both('A', 'B', 'C', 'D'));
      expect((await itemNamed('A')).jobTitle).toBe('Of the CRM');
      const b = (await company.records('contacts')).find(({ fields }) => fields['Last_Name'] === 'B');
      expect(b?.fields['Title']).toBe('Of Microsoft');
    },
  );

  it('with another account begins anew there, and goes on where it was with the former one', async () => {
    await enabled();
    await disable('keep');
    company.emulator.seed({
      users: [
        {
          tenant: '11111111-1111-4111-8111-111111111111',
          ...OTHER,
          displayName: 'Ada Lovelace',
          givenName: 'Ada',
          surname: 'Lovelace',
          timeZone: 'UTC',
          consents: ['User.Read', 'Calendars.ReadWrite', 'Contacts.ReadWrite', 'Tasks.ReadWrite'],
        },
      ],
    });
    await company.graph('POST', '/me/contacts', { surname: 'C' }, OTHER.upn);
    await company.connect('contacts', OTHER.upn);
    const folders = await company.graph('GET', '/me/contactFolders/contacts', undefined, OTHER.upn);
    await company.configure('contacts', { containerId: folders.id });
    await company.settle();
    await company.start('contacts');
    await rest();
    expect(await sides('/me/contacts', OTHER.upn)).toEqual(both('A', 'B', 'C'));
    expect((await sides()).microsoft).toEqual(['A', 'B']);

    await disable('remove');
    expect(await sides('/me/contacts', OTHER.upn)).toEqual({ crm: ['A', 'B', 'C'], microsoft: ['C'] });
    await company.enable('contacts');
    await rest();
    expect(await sides()).toEqual(both('A', 'B', 'C'));
  });
});
