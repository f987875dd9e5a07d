import { describe, expect, it } from 'vitest';
import {
  changeGrants,
  deleteUser,
  dueAccounts,
  inTransaction,
  readSetup,
  Tenant,
  transferRecords,
} from '@syncgrant/store';
import type { Company } from '../support/company.ts';
import { DATABASE_KINDS } from '../support/databases.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;

describe.each(DATABASE_KINDS)('the sync of a user who is deleted, on $name', (kind) => {
  useCompany(kind, async (opened) => {
    company = opened;
    await company.enable('contacts');
  });

  const atMicrosoft = async (): Promise<unknown[]> =>
    (await company.graph('GET', '/me/contacts?$top=100')).value;
  const links = () =>
    company.tenant.select('link').orderBy('id').select(['id', 'item_id', 'record_id']).execute();
  async function remove(): Promise<void> {
    const { deps, tenant, userId } = company;
    const now = company.clock.now();
    const actor = { id: null, name: 'test' };
    const change = { actor, action: 'user.delete', subject: 'Ada', address: null, now };
    await changeGrants(deps.db, tenant.organisationId, change, async (inside) => {
      await deleteUser(inside, userId, now);
      return { before: null, after: null, result: null };
    });
  }
  async function giveAway(): Promise<number> {
    const { deps, tenant, userId } = company;
    const { id: heir } = await tenant
      .select('crm_user')
      .where('status', '=', 'active')
      .select('id')
      .executeTakeFirstOrThrow();
    const writer = { userId: heir, origin: 'user', now: company.clock.now() } as const;
    const { transferred } = await inTransaction(deps.db, (transaction) =>
      transferRecords(
        new Tenant(transaction, tenant.organisationId),
        writer,
        { from: userId, to: heir },
        500,
      ),
    );
    return transferred;
  }

  it('writes nothing more, not even what was on its way', async () => {
    await company.graph('POST', '/me/contacts', { givenName: 'Alan', surname: 'Turing' });
    company.whenAnswered(/delta/, remove);
    const before = company.emulator.log.length;
    await company.tick();
    expect(await company.records('contacts')).toEqual([]);
    expect(company.asked(before)).toHaveLength(1);
    await company.tick();
    expect(company.asked(before)).toHaveLength(1);
  });

  it('is never due again and has no tokens, but keeps its setup and links', async () => {
    await company.addRecord('contacts', { First_Name: 'Grace', Last_Name: 'Hopper' });
    await company.settle();
    const kept = { setup: await readSetup(company.tenant, company.userId, 'contacts'), links: await links() };
    await remove();
    company.clock.advance(24 * 3_600_000);
    await company.addRecord('contacts', { Last_Name: 'Late' });
    const due = await dueAccounts(company.deps.db, company.clock.now(), 10_000);
    expect(due.filter(({ organisationId }) => organisationId === company.tenant.organisationId)).toEqual([]);
    const accounts = await company.tenant.select('microsoft_account').select('token_box').execute();
    expect(accounts).toEqual([{ token_box: null }]);
    const setup = await readSetup(company.tenant, company.userId, 'contacts');
    expect({ setup, links: await links() }).toEqual(kept);
  });

  it('deletes nothing from the mailbox when the records go to another user', async () => {
    await company.addRecord('contacts', { First_Name: 'Grace', Last_Name: 'Hopper' });
    await company.settle();
    const [items, pairs] = [await atMicrosoft(), await links()];
    await remove();
    expect(await giveAway()).toBe(1);
    await company.tick();
    expect([await atMicrosoft(), await links()]).toEqual([items, pairs]);
  });
});
