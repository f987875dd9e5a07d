import { describe, expect, it } from 'vitest';
import type { SyncModule } from '@syncgrant/core';
import { beginRemoval, disableSetup, inTransaction, listOutcomes, readSetup, Tenant } from '@syncgrant/store';
import type { Company, GraphAnswer } from '../support/company.ts';
import { EITHER_DATABASE } from '../support/databases.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;

const MINUTE_MS = 60_000;

const contacts = async (): Promise<GraphAnswer[]> =>
  (await company.graph('GET', '/me/contacts?$top=100')).value;
const names = async () => (await contacts()).map(({ surname }) => String(surname)).toSorted();
const records = async () =>
  (await company.records('contacts')).map(({ fields }) => String(fields['Last_Name'])).toSorted();

const inTenant = <T>(body: (tenant: Tenant) => Promise<T>) =>
  inTransaction(company.deps.db, (transaction) =>
    body(new Tenant(transaction, company.tenant.organisationId)),
  );
const remove = (module: SyncModule = 'contacts', peopleMailed = 0) =>
  inTenant((tenant) => beginRemoval(tenant, company.userId, module, peopleMailed, company.clock.now()));

async function setupOf(module: SyncModule = 'contacts') {
  const setup = await readSetup(company.tenant, company.userId, module);
  if (setup === null) throw new Error('no setup');
  return setup;
}
const told = async (module: SyncModule = 'contacts') =>
  (await listOutcomes(company.tenant, (await setupOf(module)).id)).rows.map(
    ({ kind, reason, title }) => `${kind} ${reason} ${title}`,
  );

const person = (index: number) => `Person ${String(index).padStart(2, '0')}`;
async function addPeople(count: number): Promise<string[]> {
  const added = Array.from({ length: count }, (_, index) => person(index));
  for (const name of added) await company.addRecord('contacts', { Last_Name: name });
  return added;
}

describe.each(EITHER_DATABASE)('a sync that is disabled and takes its copies along, on $name', (kind) => {
  useCompany(kind, (opened) => {
    company = opened;
  });

  it('removes what it has created, and leaves what was the user’s own and every record', async () => {
    await company.addRecord('contacts', { Last_Name: 'Hopper', Email: 'grace@navy.test' });
    await company.addRecord('contacts', { Last_Name: 'Noether' });
    await company.graph('POST', '/me/contacts', {
      surname: 'Hopper',
      emailAddresses: [{ address: 'grace@navy.test' }],
    });
    await company.graph('POST', '/me/contacts', { surname: 'Turing' });
    await company.enable('contacts');
    expect(await names()).toEqual(['Hopper', 'Noether', 'Turing']);

    await remove();
    await company.settle();
    expect(await names()).toEqual(['Hopper', 'Turing']);
    expect(await records()).toEqual(['Hopper', 'Noether', 'Turing']);
    expect(await setupOf()).toMatchObject({ phase: 'disabled', progress: null });
    expect(await told()).toContain('deleted null Noether');
    expect(await company.tick()).toEqual({ kind: 'paused' });
  });

  it('keeps and tells what was changed at Microsoft, what it does not let go, and what it finds no more', async () => {
    await addPeople(4);
    await company.enable('contacts');
    const items = await contacts();
    const idOf = (index: number) => items.find(({ surname }) => surname === person(index)).id;
    await company.graph('PATCH', `/me/contacts/${idOf(0)}`, { jobTitle: 'Changed' });
    await company.graph('DELETE', `/me/contacts/${idOf(1)}`);
    const refusal = { status: 400, body: { error: { code: 'ErrorInvalidRequest', message: 'no' } } };
    company.emulator.addFaults([
      { match: { method: 'DELETE', path: encodeURIComponent(idOf(2)) }, action: refusal },
    ]);
    await remove();
    await company.settle();
    expect(await names()).toEqual([person(0), person(2)]);
    expect((await setupOf()).phase).toBe('disabled');
    expect(await told()).toEqual(
      expect.arrayContaining([
        `skipped changed_copy ${person(0)}`,
        `skipped gone_copy ${person(1)}`,
        `failed refused ${person(2)}`,
        `deleted null ${person(3)}`,
      ]),
    );
    expect(await records()).toHaveLength(4);
  });

  it('asks nothing while the permission is off, and goes on where it was with its progress', async () => {
    await addPeople(45);
    await company.enable('contacts');
    await remove();
    let batches = 0;
    const revokeAfterTwo = async (): Promise<void> => {
      batches += 1;
      if (batches === 1) company.whenAnswered(/contacts/, revokeAfterTwo);
      else await company.setPermission('Crm_Implied_Mscontact_Sync', false);
    };
    company.whenAnswered(/contacts/, revokeAfterTwo);
    await company.tick();
    expect(await names()).toHaveLength(25);
    const before = company.emulator.log.length;
    expect(await company.tick()).toEqual({ kind: 'paused' });
    expect(company.asked(before)).toEqual([]);
    expect((await setupOf()).phase).toBe('removing');

    await company.setPermission('Crm_Implied_Mscontact_Sync', true);
    await company.settle();
    expect(await names()).toEqual([]);
    expect((await setupOf()).phase).toBe('disabled');
  });

  it.each([{ loseResponse: true } as const, { status: 503 }, { status: 429 }])(
    'is not put off by a failure of Microsoft in between: %j',
    async (action) => {
      await addPeople(3);
      await company.enable('contacts');
      await remove();
      company.emulator.addFaults([{ match: { method: 'DELETE' }, count: 1, action }]);
      await company.tick();
      const { problem } = await setupOf();
      expect(problem?.class).toBe(
        'status' in action && action.status === 429 ? 'throttled' : 'microsoft_down',
      );
      company.clock.advance(60 * MINUTE_MS);
      await company.settle();
      expect([await names(), (await setupOf()).phase]).toEqual([[], 'disabled']);
      expect((await told()).filter((line) => line.startsWith('deleted'))).toHaveLength(3);
    },
  );

  it('ends at once when the user wants to keep the rest', async () => {
    await addPeople(30);
    await company.enable('contacts');
    await remove();
    company.whenAnswered(/contacts/, async () => {
      await inTenant((tenant) => disableSetup(tenant, company.userId, 'contacts', company.clock.now()));
    });
    await company.tick();
    expect([await names(), (await setupOf()).phase]).toEqual([
      Array.from({ length: 30 }, (_, index) => person(index)),
      'disabled',
    ]);
  });

  it('creates nothing any more, even if it was planned already', async () => {
    await addPeople(2);
    await company.enable('contacts');
    await company.addRecord('contacts', { Last_Name: 'Late' });
    company.whenAnswered(/delta/, async () => {
      await remove();
    });
    await company.tick();
    await company.settle();
    expect(await names()).toEqual([]);
    expect((await setupOf()).phase).toBe('disabled');
  });

  it('writes to nobody beyond the number that was confirmed', async () => {
    for (const hour of [10, 12])
      await company.addRecord('meetings', {
        Event_Title: `At ${hour}`,
        Start_DateTime: `2027-03-01T${hour}:00:00+00:00`,
        End_DateTime: `2027-03-01T${hour + 1}:00:00+00:00`,
        Participants: [1, 2, 3].map((index) => ({ type: 'email', participant: `p${index}@example.test` })),
      });
    await company.enable('meetings');
    const before = company.emulator.mailLog.length;
    await remove('meetings', 3);
    await company.settle();
    const { value } = await company.graph('GET', '/me/events');
    expect(value).toHaveLength(1);
    expect(company.emulator.mailLog.slice(before)).toHaveLength(1);
    expect((await told('meetings')).some((line) => line.startsWith('skipped mail_brake'))).toBe(true);
    expect(await setupOf('meetings')).toMatchObject({ phase: 'disabled', confirmed_mail: 0 });
  });
});
