import { sql, type Kysely } from 'kysely';

/** What administrators look at: runs and their sums by the hour, and since when a tick is wanted. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const OF_ACCOUNT = `organisation_id int8 not null,
    account_id int8 not null`;
const REFERENCE = `foreign key (organisation_id, account_id)
      references syncgrant.microsoft_account (organisation_id, id)`;

const STATEMENTS = [
  `alter table syncgrant.microsoft_account add column wanted_at timestamptz`,

  `create table syncgrant.tick (
    id int8 primary key,
    ${OF_ACCOUNT},
    begun_at timestamptz not null,
    ended_at timestamptz not null,
    kind text not null check (kind in ('done', 'paused', 'failed')),
    more boolean not null,
    requests int4 not null,
    throttled int4 not null,
    waited_ms float8,
    modules jsonb not null,
    ${REFERENCE}
  )`,
  `create index tick_list on syncgrant.tick (organisation_id, account_id, id desc)`,

  `create table syncgrant.tick_hour (
    ${OF_ACCOUNT},
    hour timestamptz not null,
    ticks int4 not null,
    troubled int4 not null,
    requests int4 not null,
    throttled int4 not null,
    written int4 not null,
    failed int4 not null,
    waits int4 not null,
    waited_ms float8 not null,
    longest_wait_ms float8 not null,
    primary key (organisation_id, account_id, hour),
    ${REFERENCE}
  )`,
  `create index tick_hour_time on syncgrant.tick_hour (organisation_id, hour)`,

  `create index link_waiting on syncgrant.link (organisation_id, setup_id, id)
     where held_reason is not null or failures > 0`,
];
