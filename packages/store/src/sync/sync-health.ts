import { sql } from 'kysely';
import { SYNC_MODULE_NAMES, type SyncModule } from '@syncgrant/core';
import { SETUP_CONDITION, type SetupCondition } from '../grants/setup-conditions.ts';
import type { Tenant } from '../tenant.ts';
import type { AccountRow } from './accounts.ts';
import type { LinkCounts } from './links.ts';
import type { SetupRow } from './setups.ts';
import type { UsersAmong } from './tick-series.ts';

/** Everybody's setups, for those who look after them. */
export interface SyncFilter {
  readonly modules: readonly SyncModule[];
  readonly profileId?: string | undefined;
  /** Part of a user's name or address, or of the mailbox's. */
  readonly word?: string | undefined;
  /** Null for everybody. */
  readonly among: UsersAmong | null;
}

/** What state and reason of a setup rest on, once it is enabled. */
export interface SyncCondition extends SetupCondition {
  /** No run has ended since the state began. */
  readonly behind: boolean;
  readonly hasFailures: boolean;
}

export interface SyncGroup {
  readonly condition: SyncCondition;
  readonly setups: number;
  /** One of those whose setup is in it. */
  readonly userId: string;
}

/** The conditions that setups are in. A list of thousands is decided about by as many decisions as there are of these. */
export async function groupSyncs(tenant: Tenant, filter: SyncFilter): Promise<SyncGroup[]> {
  return tenant.db
    .selectFrom(syncs(tenant, filter).as('sync'))
    .groupBy('condition')
    .select(['condition', sql<number>`count(*)::int4`.as('setups'), sql<string>`min(user_id)`.as('userId')])
    .execute();
}

export type SyncSort = 'name' | 'state' | 'last_sync' | 'next_sync';

export interface SyncPage {
  readonly sort: SyncSort;
  readonly descending: boolean;
  readonly limit: number;
  readonly offset: number;
}

/** A condition, and where setups in it stand in the order of states. */
export interface RankedCondition {
  readonly condition: SyncCondition;
  readonly rank: number;
}

/** The ids of setups in one of these conditions. */
export async function listSyncIds(
  tenant: Tenant,
  filter: SyncFilter,
  ranked: readonly RankedCondition[],
  { sort, descending, limit, offset }: SyncPage,
): Promise<string[]> {
  if (ranked.length === 0) return [];
  const conditions = JSON.stringify(ranked.map(({ condition }) => condition));
  const ranks = JSON.stringify(ranked.map(({ rank }) => rank));
  const wanted = sql`(select array_agg(value order by ordinality)
    from jsonb_array_elements(${conditions}::jsonb) with ordinality)::jsonb[]`;
  const keys = {
    name: sql`lower(last_name)`,
    state: sql`${ranks}::jsonb -> (array_position(${wanted}, condition) - 1)`,
    last_sync: sql`last_good_end_at`,
    next_sync: sql`next_at`,
  };
  const rows = await tenant.db
    .selectFrom(syncs(tenant, filter).as('sync'))
    .where(sql<boolean>`condition = any (${wanted})`)
    .orderBy(sql`${keys[sort]} ${sql.raw(descending ? 'desc' : 'asc')} nulls last`)
    .orderBy(sql`lower(last_name)`)
    .orderBy('user_id')
    .orderBy('module')
    .limit(limit)
    .offset(offset)
    .select('id')
    .execute();
  return rows.map(({ id }) => id);
}

function syncs(tenant: Tenant, { modules, profileId, word, among }: SyncFilter) {
  let query = tenant
    .select('setup')
    .innerJoin('crm_user', (join) =>
      join
        .onRef('crm_user.id', '=', 'setup.user_id')
        .onRef('crm_user.organisation_id', '=', 'setup.organisation_id'),
    )
    .innerJoin('microsoft_account', (join) =>
      join
        .onRef('microsoft_account.id', '=', 'setup.account_id')
        .onRef('microsoft_account.organisation_id', '=', 'setup.organisation_id'),
    )
    .where('setup.current', '=', true)
    .where('setup.module', 'in', [...modules])
    .where('crm_user.status', '<>', 'deleted')
    .select([
      'setup.id',
      'setup.module',
      'setup.last_good_end_at',
      'crm_user.id as user_id',
      'crm_user.last_name',
      'crm_user.profile_id',
      sql<Date | null>`coalesce(setup.next_attempt_at, microsoft_account.next_tick_at)`.as('next_at'),
      sql<SyncCondition>`${SETUP_CONDITION} || jsonb_build_object(
        'behind', coalesce(setup.last_good_end_at <
          coalesce((setup.announced ->> 'since')::timestamptz, setup.created_at), false),
        'hasFailures', exists (
          select from syncgrant.link where link.organisation_id = setup.organisation_id
            and link.setup_id = setup.id and link.failures > 0 and link.detached_by is null))`.as(
        'condition',
      ),
    ]);
  if (profileId !== undefined) query = query.where('crm_user.profile_id', '=', profileId);
  if (among !== null) {
    query = query.where((eb) =>
      eb.or([
        eb('crm_user.id', '=', among.userId),
        ...(among.roleIds.length > 0 ? [eb('crm_user.role_id', 'in', [...among.roleIds])] : []),
      ]),
    );
  }
  if (word !== undefined) {
    const texts = sql`lower(concat_ws(' ', crm_user.first_name, crm_user.last_name, crm_user.email, microsoft_account.username))`;
    query = query.where(sql<boolean>`strpos(${texts}, lower(${word}::text)) > 0`);
  }
  return query;
}

/** The profiles of users who have a setup, by name. */
export async function profilesWithSyncs(
  tenant: Tenant,
  among: UsersAmong | null,
): Promise<{ id: string; name: string }[]> {
  const filter = { modules: SYNC_MODULE_NAMES, among };
  return tenant
    .select('profile')
    .where('id', 'in', tenant.db.selectFrom(syncs(tenant, filter).as('sync')).select('profile_id'))
    .orderBy(sql`lower(name)`)
    .select(['profile.id', 'profile.name'])
    .execute();
}

/** What a list shows of setups. */
export interface SyncRow {
  readonly setup: SetupRow;
  readonly account: AccountRow;
  readonly counts: LinkCounts;
  /** Values that lost a conflict and were not restored. */
  readonly conflicts: number;
}

/** In the order of the ids; one that is gone meanwhile is left out. */
export async function readSyncRows(tenant: Tenant, setupIds: readonly string[]): Promise<SyncRow[]> {
  if (setupIds.length === 0) return [];
  const setups = await tenant
    .select('setup')
    .where('id', 'in', [...setupIds])
    .selectAll()
    .execute();
  const accounts = await tenant
    .select('microsoft_account')
    .where('id', 'in', [...new Set(setups.map(({ account_id: id }) => id))])
    .selectAll()
    .execute();
  const counts = await tenant
    .select('link')
    .where('setup_id', 'in', [...setupIds])
    .where('detached_by', 'is', null)
    .groupBy('setup_id')
    .select([
      'setup_id',
      sql<number>`count(*) filter (where item_id is not null and record_id is not null)::int4`.as('full'),
      sql<number>`count(*)::int4`.as('all'),
      sql<number>`count(*) filter (where touched > planned)::int4`.as('toPlan'),
      sql<number>`count(*) filter (where held_reason is not null)::int4`.as('held'),
      sql<number>`count(*) filter (where failures > 0)::int4`.as('failed'),
    ])
    .execute();
  const conflicts = await tenant
    .select('conflict')
    .where('setup_id', 'in', [...setupIds])
    .where('restored_at', 'is', null)
    .groupBy('setup_id')
    .select(['setup_id', sql<number>`count(*)::int4`.as('count')])
    .execute();
  return setupIds.flatMap((id) => {
    const setup = setups.find((row) => row.id === id);
    const account = accounts.find((row) => row.id === setup?.account_id);
    if (setup === undefined || account === undefined) return [];
    return {
      setup,
      account,
      counts: counts.find((row) => row.setup_id === id) ?? NO_LINKS,
      conflicts: conflicts.find((row) => row.setup_id === id)?.count ?? 0,
    };
  });
}

const NO_LINKS: LinkCounts = { full: 0, all: 0, toPlan: 0, held: 0, failed: 0 };

/** The current setups of a user. */
export async function syncIdsOfUser(tenant: Tenant, userId: string): Promise<string[]> {
  const rows = await tenant
    .select('setup')
    .where('user_id', '=', userId)
    .where('current', '=', true)
    .orderBy('module')
    .select('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** How many links of a setup wait for the same reason; null stands for those that a side did not take. */
export interface WaitingCount {
  readonly setupId: string;
  readonly reason: string | null;
  readonly count: number;
  readonly nextAttemptAt: Date | null;
}

export async function countWaiting(tenant: Tenant, setupIds: readonly string[]): Promise<WaitingCount[]> {
  if (setupIds.length === 0) return [];
  const reason = sql<string | null>`case when failures = 0 then held_reason end`;
  return tenant
    .select('link')
    .where('setup_id', 'in', [...setupIds])
    .where('detached_by', 'is', null)
    .where((eb) => eb.or([eb('held_reason', 'is not', null), eb('failures', '>', 0)]))
    .groupBy(['setup_id', reason])
    .orderBy('setup_id')
    .orderBy(sql`count(*)`, 'desc')
    .select((eb) => [
      'setup_id as setupId',
      reason.as('reason'),
      sql<number>`count(*)::int4`.as('count'),
      eb.fn.min('next_attempt_at').as('nextAttemptAt'),
    ])
    .execute();
}
