import { sql } from 'kysely';
import { FORECAST_DATE, LOST_STAGES, WON_STAGE, type ForecastPeriod } from '@syncgrant/core';
import type { Tenant } from '../tenant.ts';

export interface ForecastQuery {
  /** Only this user's deals. */
  readonly ownerId?: string | undefined;
  /** The first and the last day, `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
  readonly period: ForecastPeriod;
  /** Otherwise the deals of all owners are added up. */
  readonly byOwner: boolean;
  readonly limit: number;
  readonly offset: number;
}

export interface ForecastRow {
  /** The period's first day. */
  readonly start: string;
  readonly ownerId: string | null;
  readonly deals: number;
  readonly pipeline: number;
  readonly weighted: number;
  readonly closed_won: number;
}

const field = (name: string) => sql<string | null>`record.fields ->> ${sql.lit(name)}`;
const AMOUNT = sql<string>`coalesce((${field('Amount')})::numeric, 0)`;
const SHARE = sql<string>`coalesce((${field('Probability')})::numeric, 0) / 100`;
const OPEN = sql<boolean>`${field('Stage')} not in (${sql.join([WON_STAGE, ...LOST_STAGES].map((stage) => sql.lit(stage)))})`;
const WON = sql<boolean>`${field('Stage')} = ${sql.lit(WON_STAGE)}`;

/** Deals added up by the period in which they close, and by their owner; oldest period first. One statement. */
export async function forecastDeals(
  tenant: Tenant,
  { ownerId, from, to, period, byOwner, limit, offset }: ForecastQuery,
): Promise<{ readonly rows: ForecastRow[]; readonly more: boolean }> {
  const date = field(FORECAST_DATE);
  const start = sql<string>`to_char(date_trunc(${sql.lit(period)}, (${date})::timestamp), 'YYYY-MM-DD')`;
  const owner = sql<string | null>`${sql.raw(byOwner ? 'record.owner_id' : 'null::int8')}`;
  let select = tenant
    .select('record')
    .where('module', '=', 'Deals')
    .where('deleted_at', 'is', null)
    .where(date, '>=', from)
    .where(date, '<=', to);
  if (ownerId !== undefined) select = select.where('owner_id', '=', ownerId);
  const rows = await select
    .select([
      start.as('start'),
      owner.as('ownerId'),
      sql<number>`count(*)::int4`.as('deals'),
      sql<number>`coalesce(sum(${AMOUNT}) filter (where ${OPEN}), 0)::float8`.as('pipeline'),
      sql<number>`coalesce(sum(${AMOUNT} * ${SHARE}) filter (where ${OPEN}), 0)::float8`.as('weighted'),
      sql<number>`coalesce(sum(${AMOUNT}) filter (where ${WON}), 0)::float8`.as('closed_won'),
    ])
    .groupBy([sql`1`, sql`2`])
    .orderBy(sql`1`)
    .orderBy(sql`2`)
    .limit(limit + 1)
    .offset(offset)
    .execute();
  return { rows: rows.slice(0, limit), more: rows.length > limit };
}
