import { describe, expect, it } from 'vitest';
import { BRAKE_MINIMUM } from '@syncgrant/core';
import { confirmDeletions, inTransaction, readSetup, Tenant } from '@syncgrant/store';
import type { Company, GraphAnswer } from '../support/company.ts';
import { EITHER_DATABASE } from '../support/databases.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;

const HOUR_MS = 60 * 60_000;

const setup = () => readSetup(company.tenant, company.userId, 'contacts');
const confirm = (deletions: number) =>
  inTransaction(company.deps.db, (transaction) =>
    confirmDeletions(
      new Tenant(transaction, company.tenant.organisationId),
      company.userId,
      'contacts',
      deletions,
      company.clock.now(),
    ),
  );
const items = async (): Promise<GraphAnswer[]> => (await company.graph('GET', '/me/contacts?$top=100')).value;
/** Somebody deletes the first ones at Microsoft, and a tick hears of it. */
const remove = async (count: number): Promise<void> => {
  for (const { id } of (await items()).slice(0, count)) await company.graph('DELETE', `/me/contacts/${id}`);
  await company.settle();
};
const left = async (): Promise<number> => (await company.records('contacts')).length;

describe.each(EITHER_DATABASE)('the brake on deletions over many ticks on $name', (kind) => {
  useCompany(kind, async (opened) => {
    company = opened;
    for (let number = 0; number < 20; number += 1)
      await company.addRecord('contacts', { Last_Name: `Person ${number}` });
    await company.enable('contacts');
  });

  it('holds a mass deletion that arrives little by little', async () => {
    for (let tick = 0; tick < 8; tick += 1) {
      await remove(2);
      company.clock.advance(HOUR_MS);
    }
    expect(await items()).toHaveLength(4);
    expect(await left()).toBe(20 - BRAKE_MINIMUM + 1);
    expect((await setup())?.confirmation).toMatchObject({ deletions: 12 });
  });

  it('lets through what is confirmed, and then counts anew', async () => {
    for (let tick = 0; tick < 4; tick += 1) await remove(2);
    const { deletions = 0 } = (await setup())?.confirmation ?? {};
    expect(deletions).toBe(4);
    await confirm(deletions);
    await company.settle();
    expect(await left()).toBe(12);
    await remove(2);
    expect([await left(), (await setup())?.confirmation]).toEqual([10, null]);
  });

  it('lets a few deletions through every day', async () => {
    for (let day = 0; day < 4; day += 1) {
      await remove(3);
      company.clock.advance(25 * HOUR_MS);
    }
    expect([await left(), (await setup())?.confirmation]).toEqual([8, null]);
  });
});
