import { describe, expect, it } from 'vitest';
import {
  acquireLease,
  disableSetup,
  dueAccounts,
  inTransaction,
  readAccount,
  Tenant,
} from '@syncgrant/store';
import type { Company, GraphAnswer } from '../support/company.ts';
import { EITHER_DATABASE } from '../support/databases.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;

const DAY_MS = 24 * 60 * 60_000;
const PERMISSION = 'Crm_Implied_Mscontact_Sync';

const names = async (): Promise<string[]> =>
  (await company.records('contacts')).map(({ fields }) => String(fields['Last_Name'])).toSorted();
const atMicrosoft = async (): Promise<GraphAnswer[]> =>
  (await company.graph('GET', '/me/contacts?$top=999')).value;
const namesAtMicrosoft = async (): Promise<string[]> =>
  (await atMicrosoft()).map(({ surname }) => String(surname)).toSorted();
const recordNamed = async (name: string): Promise<string> =>
  (await company.records('contacts')).find(({ fields }) => fields['Last_Name'] === name)?.id ?? '';
const itemNamed = async (name: string): Promise<string> =>
  (await atMicrosoft()).find(({ surname }) => surname === name).id;

describe.each(EITHER_DATABASE)('after a long absence, on $name', (kind) => {
  useCompany(kind, async (opened) => {
    company = opened;
  });

  it('edits, new ones and deletions of both sides made during a pause arrive', async () => {
    for (const name of ['A', 'B', 'C', 'D']) await company.addRecord('contacts', { Last_Name: name });
    await company.enable('contacts');
    await company.setPermission(PERMISSION, false);
    await company.tick();

    await company.changeRecord('contacts', await recordNamed('A'), { Last_Name: 'A2' });
    await company.graph('PATCH', `/me/contacts/${await itemNamed('B')}`, { surname: 'B2' });
    await company.removeRecord('contacts', await recordNamed('C'));
    await company.graph('DELETE', `/me/contacts/${await itemNamed('D')}`);
    await company.addRecord('contacts', { Last_Name: 'E' });
    await company.graph('POST', '/me/contacts', { surname: 'F' });
    for (let week = 0; week < 12; week += 1) {
      company.clock.advance(7 * DAY_MS);
      expect(await company.tick()).toEqual({ kind: 'paused' });
    }

    await company.setPermission(PERMISSION, true);
    await company.settle();
    const both = ['A2', 'B2', 'E', 'F'];
    expect([await names(), await namesAtMicrosoft()]).toEqual([both, both]);
  });

  it('a sync that is switched off leaves everything where it is, and switched on again has nothing twice', async () => {
    for (const name of ['A', 'B']) await company.addRecord('contacts', { Last_Name: name });
    for (const surname of ['C', 'D']) await company.graph('POST', '/me/contacts', { surname });
    await company.enable('contacts');
    await inTransaction(company.deps.db, (transaction) =>
      disableSetup(
        new Tenant(transaction, company.tenant.organisationId),
        company.userId,
        'contacts',
        company.clock.now(),
      ),
    );
    company.clock.advance(7 * DAY_MS);
    await company.tick();
    const before = ['A', 'B', 'C', 'D'];
    expect([await names(), await namesAtMicrosoft()]).toEqual([before, before]);

    await company.changeRecord('contacts', await recordNamed('A'), { Last_Name: 'A2' });
    await company.graph('PATCH', `/me/contacts/${await itemNamed('C')}`, { surname: 'C2' });
    await company.enable('contacts');
    const after = ['A2', 'B', 'C2', 'D'];
    expect([await names(), await namesAtMicrosoft()]).toEqual([after, after]);
  });

  it('a paused user needs not sign in again, because the tokens were refreshed meanwhile', async () => {
    await company.enable('contacts');
    await company.setPermission(PERMISSION, false);
    const refreshedAt = async () =>
      (
        await company.tenant
          .select('microsoft_account')
          .select('token_refreshed_at')
          .executeTakeFirstOrThrow()
      ).token_refreshed_at;
    for (let week = 0; week < 20; week += 1) {
      company.clock.advance(8 * DAY_MS);
      const graphRequests = company.emulator.log.filter(({ path }) => path.startsWith('/v1.0')).length;
      await company.tick();
      expect(company.clock.now().getTime() - ((await refreshedAt())?.getTime() ?? 0)).toBeLessThan(DAY_MS);
      expect(company.emulator.log.filter(({ path }) => path.startsWith('/v1.0'))).toHaveLength(graphRequests);
    }
  });

  it('a run whose process died is taken over when its lease ends, and not before', async () => {
    await company.enable('contacts');
    await company.addRecord('contacts', { Last_Name: 'Hopper' });
    const { id: accountId } = await company.tenant
      .select('microsoft_account')
      .select('id')
      .executeTakeFirstOrThrow();
    const { leaseMs } = company.deps.timing;
    expect(await acquireLease(company.tenant, accountId, company.clock.now(), leaseMs)).not.toBeNull();
    expect(await company.tick()).toEqual({ kind: 'busy' });

    company.clock.advance(leaseMs + 1);
    const due = await dueAccounts(company.deps.db, company.clock.now(), 10);
    expect(due).toContainEqual(expect.objectContaining({ accountId }));
    await company.settle();
    expect(await namesAtMicrosoft()).toEqual(['Hopper']);
    expect((await readAccount(company.tenant, accountId))?.problem).toBeNull();
  });

  it('meetings far ahead arrive, and those that are made months after the first sync', async () => {
    const meeting = (subject: string, days: number) => {
      const day = new Date(company.clock.now().getTime() + days * DAY_MS).toISOString().slice(0, 10);
      return {
        subject,
        start: { dateTime: `${day}T10:00:00`, timeZone: 'UTC' },
        end: { dateTime: `${day}T11:00:00`, timeZone: 'UTC' },
      };
    };
    await company.graph('POST', '/me/events', meeting('In three years', 1_100));
    await company.enable('meetings');
    company.clock.advance(80 * DAY_MS);
    await company.graph('POST', '/me/events', meeting('Months later', 1));
    await company.settle();
    const titles = (await company.records('meetings')).map(({ fields }) => fields['Event_Title']);
    expect(titles).toEqual(['In three years', 'Months later']);
  });
});
