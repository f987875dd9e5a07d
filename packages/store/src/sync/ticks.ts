import { sql, type Selectable } from 'kysely';
import type { OutcomeTable } from '../schema.ts';
import type { Tenant } from '../tenant.ts';
import type { TickModule, TickTable } from './health-tables.ts';

const HOUR_MS = 60 * 60_000;
/** How long runs are kept one by one, and how long as sums by the hour. */
export const TICKS_KEPT_MS = 7 * 24 * HOUR_MS;
export const TICK_HOURS_KEPT_MS = 31 * 24 * HOUR_MS;
/** Old rows that go at once; the rest goes with the next hours. */
const MOST_FORGOTTEN = 5_000;
const PAGE_SIZE = 25;

export type TickRow = Selectable<TickTable>;

export interface NewTick {
  readonly id: string;
  readonly accountId: string;
  readonly begunAt: Date;
  readonly endedAt: Date;
  readonly kind: TickRow['kind'];
  readonly more: boolean;
  readonly requests: number;
  readonly throttled: number;
  readonly modules: readonly TickModule[];
  /** `goes_on`: what was asked for is still to be done; `dropped`: it will not be done by going on. */
  readonly wish: 'fulfilled' | 'goes_on' | 'dropped';
}

/** Notes a run in the transaction that settles it, after the account was settled. */
export async function addTick(tenant: Tenant, tick: NewTick): Promise<void> {
  const waitedMs = await takeWait(tenant, tick);
  await tenant
    .insert('tick', {
      id: tick.id,
      account_id: tick.accountId,
      begun_at: tick.begunAt,
      ended_at: tick.endedAt,
      kind: tick.kind,
      more: tick.more,
      requests: tick.requests,
      throttled: tick.throttled,
      waited_ms: waitedMs,
      modules: JSON.stringify(tick.modules),
    })
    .execute();
  if (await isFirstOfHour(tenant, tick, waitedMs)) await forgetOld(tenant, tick);
}

/**
 * How long what was asked for has waited; null unless it is done now. Who asked may have been another process, whose clock is a
 * little ahead. What was asked for during the run waits since the run began, at the longest.
 */
async function takeWait(
  tenant: Tenant,
  { accountId, wish, begunAt, endedAt }: NewTick,
): Promise<number | null> {
  const account = await tenant
    .select('microsoft_account')
    .where('id', '=', accountId)
    .select('wanted_at')
    .executeTakeFirst();
  const wantedAt = account?.wanted_at ?? null;
  if (wantedAt === null || wish === 'goes_on') return null;
  await tenant
    .update('microsoft_account')
    .where('id', '=', accountId)
    .set({
      wanted_at: sql<Date | null>`case when wanted > served then greatest(wanted_at, ${begunAt}) end`,
    })
    .execute();
  return wish === 'fulfilled' ? Math.max(0, endedAt.getTime() - wantedAt.getTime()) : null;
}

async function isFirstOfHour(tenant: Tenant, tick: NewTick, waitedMs: number | null): Promise<boolean> {
  const sum = (kinds: readonly OutcomeTable['kind'][]) =>
    tick.modules.reduce(
      (total, { items }) => total + kinds.reduce((all, kind) => all + (items[kind] ?? 0), 0),
      0,
    );
  const troubled = tick.kind === 'failed' || tick.modules.some(({ problem }) => problem !== null);
  const { ticks } = await tenant
    .insert('tick_hour', {
      account_id: tick.accountId,
      hour: new Date(Math.floor(tick.endedAt.getTime() / HOUR_MS) * HOUR_MS),
      ticks: 1,
      troubled: Number(troubled),
      requests: tick.requests,
      throttled: tick.throttled,
      written: sum(['created', 'updated', 'deleted', 'merged']),
      failed: sum(['failed']),
      waits: Number(waitedMs !== null),
      waited_ms: waitedMs ?? 0,
      longest_wait_ms: waitedMs ?? 0,
    })
    .onConflict((conflict) =>
      conflict.columns(['organisation_id', 'account_id', 'hour']).doUpdateSet({
        ticks: sql<number>`tick_hour.ticks + 1`,
        troubled: sql<number>`tick_hour.troubled + excluded.troubled`,
        requests: sql<number>`tick_hour.requests + excluded.requests`,
        throttled: sql<number>`tick_hour.throttled + excluded.throttled`,
        written: sql<number>`tick_hour.written + excluded.written`,
        failed: sql<number>`tick_hour.failed + excluded.failed`,
        waits: sql<number>`tick_hour.waits + excluded.waits`,
        waited_ms: sql<number>`tick_hour.waited_ms + excluded.waited_ms`,
        longest_wait_ms: sql<number>`greatest(tick_hour.longest_wait_ms, excluded.longest_wait_ms)`,
      }),
    )
    .returning('ticks')
    .executeTakeFirstOrThrow();
  return ticks === 1;
}

/** What is too old goes with the runs of its own account, so nothing else has to look for it. */
async function forgetOld(tenant: Tenant, { accountId, endedAt }: NewTick): Promise<void> {
  const old = tenant
    .select('tick')
    .where('account_id', '=', accountId)
    .where('begun_at', '<', new Date(endedAt.getTime() - TICKS_KEPT_MS))
    .orderBy('id')
    .limit(MOST_FORGOTTEN)
    .select('id');
  await tenant.delete('tick').where('id', 'in', old).execute();
  await tenant
    .delete('tick_hour')
    .where('account_id', '=', accountId)
    .where('hour', '<', new Date(endedAt.getTime() - TICK_HOURS_KEPT_MS))
    .execute();
}

/** How many outcomes of which kind the setups have had since an id was given. */
export async function countOutcomesSince(
  tenant: Tenant,
  setupIds: readonly string[],
  afterId: string,
): Promise<
  readonly { readonly setup_id: string; readonly kind: OutcomeTable['kind']; readonly count: number }[]
> {
  if (setupIds.length === 0) return [];
  return tenant
    .select('outcome')
    .where('setup_id', 'in', [...setupIds])
    .where('id', '>', afterId)
    .groupBy(['setup_id', 'kind'])
    .select(['setup_id', 'kind', sql<number>`count(*)::int4`.as('count')])
    .execute();
}

/** The runs of an account, newest first; `before` is the id of the last one that was seen. */
export async function listTicks(
  tenant: Tenant,
  accountId: string,
  before?: string,
): Promise<{ readonly rows: readonly TickRow[]; readonly more: boolean }> {
  let query = tenant.select('tick').where('account_id', '=', accountId);
  if (before !== undefined) query = query.where('id', '<', before);
  const rows = await query
    .orderBy('id', 'desc')
    .limit(PAGE_SIZE + 1)
    .selectAll()
    .execute();
  return { rows: rows.slice(0, PAGE_SIZE), more: rows.length > PAGE_SIZE };
}
