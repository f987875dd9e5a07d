import { describe, expect, it } from 'vitest';
import {
  listTicks,
  requestTick,
  sumTicks,
  TICK_HOURS_KEPT_MS,
  TICKS_KEPT_MS,
  type TickRow,
} from '@syncgrant/store';
import type { Company } from '../support/company.ts';
import { DATABASE_KINDS } from '../support/databases.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;

const accountId = async (): Promise<string> =>
  (await company.tenant.select('microsoft_account').select('id').executeTakeFirstOrThrow()).id;
const ticks = async (): Promise<readonly TickRow[]> =>
  (await listTicks(company.tenant, await accountId())).rows;
const lastTick = async (): Promise<TickRow> => {
  const [last] = await ticks();
  if (last === undefined) throw new Error('no run was noted');
  return last;
};
const wantedAt = async (): Promise<Date | null> =>
  (await company.tenant.select('microsoft_account').select('wanted_at').executeTakeFirstOrThrow()).wanted_at;
const graphRequests = () => company.emulator.log.filter(({ path }) => path.endsWith('/$batch')).length;

describe.each(DATABASE_KINDS)('what a run notes of itself, on $name', (kind) => {
  useCompany(kind, (opened) => {
    company = opened;
  });

  it('says what became of the items of this run alone, and what it asked of Microsoft', async () => {
    await company.enable('contacts');
    for (const name of ['A', 'B']) await company.addRecord('contacts', { Last_Name: name });
    await company.graph('POST', '/me/contacts', { surname: 'C' });
    const before = graphRequests();
    await company.tick();
    expect(await lastTick()).toMatchObject({
      kind: 'done',
      more: false,
      requests: graphRequests() - before,
      throttled: 0,
      modules: [{ module: 'contacts', items: { created: 3 }, problem: null }],
    });
    await company.tick();
    expect((await lastTick()).modules).toEqual([{ module: 'contacts', items: {}, problem: null }]);
  });

  it('says that nothing might run, and that nothing was asked of Microsoft', async () => {
    await company.enable('contacts');
    await company.setPermission('Crm_Implied_Mscontact_Sync', false);
    await company.tick();
    expect(await lastTick()).toMatchObject({ kind: 'paused', requests: 0, waited_ms: null, modules: [] });
    expect(await wantedAt()).toBeNull();
  });

  it('measures a wait from the wish until it is done, through throttling that comes between', async () => {
    await company.enable('contacts');
    await company.tick();
    expect(await wantedAt()).toBeNull();
    await requestTick(company.tenant, await accountId(), company.clock.now());
    const first = await wantedAt();
    await requestTick(company.tenant, await accountId(), company.clock.now());
    expect(await wantedAt()).toEqual(first);

    company.emulator.addFaults([
      { match: { path: 'delta' }, count: 1, action: { status: 429, headers: { 'retry-after': '60' } } },
    ]);
    await company.tick();
    expect(await lastTick()).toMatchObject({
      throttled: 1,
      waited_ms: null,
      modules: [{ problem: 'throttled' }],
    });
    expect(await company.tick()).toEqual({ kind: 'paused' });
    expect(await wantedAt()).toEqual(first);

    company.clock.advance(10 * 60_000);
    await company.tick();
    const { waited_ms: waited, modules } = await lastTick();
    expect(modules).toMatchObject([{ problem: null }]);
    expect(waited).toBeGreaterThan(0);
    expect(await wantedAt()).toBeNull();
  });

  it('counts what is wished for during a run from that run on', async () => {
    await company.enable('contacts');
    await company.addRecord('contacts', { Last_Name: 'A' });
    const account = await accountId();
    company.whenAnswered(/batch/, () => requestTick(company.tenant, account, company.clock.now()));
    await company.tick();
    expect(await wantedAt()).not.toBeNull();
    await company.tick();
    expect(await wantedAt()).toBeNull();
  });

  it('adds up the runs of an hour, also when nobody waited', async () => {
    await company.enable('contacts');
    const before = await ticks();
    const [sum] = await sumTicks(company.tenant, 'day', new Date(0), null);
    expect(sum).toMatchObject({
      ticks: before.length,
      requests: before.reduce((total, { requests }) => total + requests, 0),
    });
    expect(await sumTicks(company.tenant, 'hour', new Date(0), { userId: '1', roleIds: [] })).toEqual([]);
  });

  it('forgets runs after a week and sums after a month, with the account’s own next run', async () => {
    await company.enable('contacts');
    const old = (await ticks()).length;
    expect(old).toBeGreaterThan(0);
    company.clock.advance(TICKS_KEPT_MS + 60 * 60_000);
    await company.tick();
    expect(await ticks()).toHaveLength(1);
    expect(await sumTicks(company.tenant, 'hour', new Date(0), null)).toHaveLength(2);
    company.clock.advance(TICK_HOURS_KEPT_MS);
    await company.tick();
    expect(await sumTicks(company.tenant, 'hour', new Date(0), null)).toHaveLength(1);
  });
});
