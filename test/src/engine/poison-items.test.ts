import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { readWaitingItems } from '@syncgrant/agent';
import { readSetup } from '@syncgrant/store';
import type { Company, GraphAnswer } from '../support/company.ts';
import { EITHER_DATABASE } from '../support/databases.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;

/** A page of items; the one in the middle is the poison. */
const NAMES = Array.from({ length: 20 }, (_, index) => `Person ${String(index).padStart(2, '0')}`);
const POISON = NAMES[10] ?? '';
const OTHERS = NAMES.filter((name) => name !== POISON);

const atMicrosoft = async () =>
  (await company.graph('GET', '/me/contacts?$top=100')).value.map(({ surname }: GraphAnswer) => surname);
const inCrm = async () =>
  (await company.records('contacts')).map(({ fields }) => String(fields['Last_Name'])).toSorted();

async function failed(): Promise<string[]> {
  const setup = await readSetup(company.tenant, company.userId, 'contacts');
  if (setup === null) throw new Error('no setup');
  const { items } = await readWaitingItems(company.tenant, setup);
  return items.map(({ kind, title }) => `${kind} ${title}`);
}

describe.each(EITHER_DATABASE)('one bad item among twenty on $name', (kind) => {
  useCompany(kind, (opened) => {
    company = opened;
  });

  it('that the CRM does not take fails alone, and arrives once it is taken', async () => {
    await sql`create function refuse_poison() returns trigger language plpgsql as $$
      begin
        if new.fields->>'Last_Name' = ${sql.lit(POISON)} then raise exception 'refused'; end if;
        return new;
      end $$`.execute(company.deps.db);
    await sql`create trigger poison before insert on syncgrant.record for each row execute function refuse_poison()`.execute(
      company.deps.db,
    );
    try {
      await company.enable('contacts');
      for (const surname of NAMES) await company.graph('POST', '/me/contacts', { surname });
      await company.settle();
      expect(await inCrm()).toEqual(OTHERS);
      expect(await failed()).toEqual([`failed ${POISON}`]);
    } finally {
      await sql`drop trigger poison on syncgrant.record`.execute(company.deps.db);
      await sql`drop function refuse_poison`.execute(company.deps.db);
    }
    company.clock.advance(60 * 60_000);
    await company.settle();
    expect(await inCrm()).toEqual(NAMES);
    expect(await failed()).toEqual([]);
  });

  it('that Microsoft does not take fails alone, and arrives once it is taken', async () => {
    await company.enable('contacts');
    for (const name of NAMES) await company.addRecord('contacts', { Last_Name: name });
    const action = { status: 400, body: { error: { code: 'ErrorInvalidRequest', message: 'no' } } };
    company.emulator.addFaults([{ match: { method: 'POST', path: '/contacts$' }, count: 1, action }]);
    await company.settle();
    expect(await atMicrosoft()).toHaveLength(19);
    expect(await failed()).toHaveLength(1);
    company.clock.advance(60 * 60_000);
    await company.settle();
    expect((await atMicrosoft()).toSorted()).toEqual(NAMES);
    expect(await failed()).toEqual([]);
  });

  it.each([
    ['a NUL', 'Per\u0000son'],
    ['half of an emoji', 'Person \ud83d'],
  ])(
    'that holds %s, which no database stores, comes without it and stays as it is',
    async (_what, jobTitle) => {
      await company.enable('contacts');
      for (const surname of NAMES)
        await company.graph('POST', '/me/contacts', { surname, ...(surname === POISON && { jobTitle }) });
      await company.settle();
      expect(await inCrm()).toEqual(NAMES);
      const before = company.emulator.log.length;
      await company.settle();
      expect(company.asked(before).map(({ method }) => method)).toEqual(['GET']);
    },
  );
});
