import { describe, expect, it } from 'vitest';
import { readAccount, readSetup } from '@syncgrant/store';
import type { Company } from '../support/company.ts';
import { DATABASE_KINDS } from '../support/databases.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;

/** Minutes from a tick's end to the next one. */
async function minutesAfterTick(): Promise<number> {
  await company.settle();
  const setup = await readSetup(company.tenant, company.userId, 'contacts');
  const account = await readAccount(company.tenant, setup?.account_id ?? '');
  return Math.round(((account?.next_tick_at.getTime() ?? NaN) - company.clock.now().getTime()) / 60_000);
}

describe.each(DATABASE_KINDS)('polling without notifications on $name', (kind) => {
  useCompany(kind, (opened) => {
    company = opened;
  });

  it('slows down while nothing changes, and is quick again after a change on either side', async () => {
    await company.enable('contacts');
    const delays: number[] = [];
    for (let tick = 0; tick < 6; tick += 1) delays.push(await minutesAfterTick());
    expect(delays.slice(-1)).toEqual([15]);
    expect(delays).toEqual(delays.toSorted((one, other) => one - other));

    await company.graph('POST', '/me/contacts', { surname: 'Turing' });
    expect(await minutesAfterTick()).toBe(1);
    await minutesAfterTick();
    expect(await minutesAfterTick()).toBeGreaterThan(1);
    const [record] = await company.records('contacts');
    await company.changeRecord('contacts', record?.id ?? '', { First_Name: 'Alan' });
    expect(await minutesAfterTick()).toBe(1);
  });
});
