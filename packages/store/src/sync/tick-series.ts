import { sql } from 'kysely';
import type { Tenant } from '../tenant.ts';

/** What the runs of many accounts came to within one hour or day (UTC). Hours without any are left out. */
export interface TickSum {
  readonly from: Date;
  readonly ticks: number;
  readonly troubled: number;
  readonly requests: number;
  readonly throttled: number;
  readonly written: number;
  readonly failed: number;
  /** Null when nothing was waited for. */
  readonly meanWaitMs: number | null;
  readonly longestWaitMs: number | null;
}

/** Which accounts count: those of these users; null for all of the organisation. */
export async function sumTicks(
  tenant: Tenant,
  step: 'hour' | 'day',
  from: Date,
  among: UsersAmong | null,
): Promise<TickSum[]> {
  let query = tenant.select('tick_hour').where('hour', '>=', from);
  if (among !== null) query = query.where('account_id', 'in', accountsOf(tenant, among));
  const start = sql<Date>`date_trunc(${sql.lit(step)}, hour, 'UTC')`;
  const rows = await query
    .groupBy(start)
    .orderBy(start)
    .select([
      start.as('from'),
      sql<number>`sum(ticks)::float8`.as('ticks'),
      sql<number>`sum(troubled)::float8`.as('troubled'),
      sql<number>`sum(requests)::float8`.as('requests'),
      sql<number>`sum(throttled)::float8`.as('throttled'),
      sql<number>`sum(written)::float8`.as('written'),
      sql<number>`sum(failed)::float8`.as('failed'),
      sql<number | null>`sum(waited_ms) / nullif(sum(waits), 0)`.as('meanWaitMs'),
      sql<number | null>`max(longest_wait_ms) filter (where waits > 0)`.as('longestWaitMs'),
    ])
    .execute();
  return rows;
}

/** Only one user and those who have one of these roles. */
export interface UsersAmong {
  readonly userId: string;
  readonly roleIds: readonly string[];
}

function accountsOf(tenant: Tenant, { userId, roleIds }: UsersAmong) {
  const users = tenant
    .select('crm_user')
    .where((eb) =>
      eb.or([eb('id', '=', userId), ...(roleIds.length > 0 ? [eb('role_id', 'in', roleIds)] : [])]),
    )
    .select('crm_user.id');
  return tenant.select('microsoft_account').where('user_id', 'in', users).select('microsoft_account.id');
}
