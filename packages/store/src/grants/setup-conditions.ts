import { sql } from 'kysely';
import type { ProblemClass, SetupPhase, SyncModule } from '@syncgrant/core';
import type { Tenant } from '../tenant.ts';
import { fullName } from './grant-facts.ts';

/** Which setups are meant: of these modules, and of the users of some profiles or of one user. */
export type SetupScope = { readonly modules: readonly SyncModule[] } & (
  | { readonly profileIds: readonly string[] }
  | { readonly userId: string }
);

/** What the state of an enabled setup rests on. Many setups share one condition, so they are decided about together. */
export interface SetupCondition {
  readonly profileId: string;
  readonly userActive: boolean;
  readonly module: SyncModule;
  readonly phase: SetupPhase;
  readonly ownPause: boolean;
  readonly problem: ProblemClass | null;
  /** Of what the user is asked to say yes to; deletions come first. */
  readonly awaitsConfirmation: 'deletions' | 'mail' | null;
}

export interface ConditionCount {
  readonly condition: SetupCondition;
  readonly setups: number;
}

/** The conditions that enabled setups are in, and how many are in each. */
export async function countSetupsByCondition(tenant: Tenant, scope: SetupScope): Promise<ConditionCount[]> {
  if (scope.modules.length === 0) return [];
  return tenant.db
    .selectFrom(enabledSetups(tenant, scope).as('enabled'))
    .groupBy('condition')
    .select(['condition', sql<number>`count(*)::int4`.as('setups')])
    .execute();
}

export interface UserSetup {
  readonly user: { readonly id: string; readonly name: string };
  readonly condition: SetupCondition;
}

/** Enabled setups in one of the conditions, by the users' names as lists of users are; `limit` of them at most. */
export async function listSetupsInConditions(
  tenant: Tenant,
  scope: SetupScope,
  conditions: readonly SetupCondition[],
  limit: number,
): Promise<UserSetup[]> {
  if (conditions.length === 0) return [];
  const wanted = conditions.map((condition) => sql`${JSON.stringify(condition)}::jsonb`);
  const rows = await tenant.db
    .selectFrom(enabledSetups(tenant, scope).as('enabled'))
    .where(sql<boolean>`condition in (${sql.join(wanted)})`)
    .orderBy(sql`lower(last_name)`)
    .orderBy('user_id')
    .orderBy('module')
    .limit(limit)
    .select(['user_id', 'first_name', 'last_name', 'condition'])
    .execute();
  return rows.map((row) => ({
    user: { id: row.user_id, name: fullName(row.first_name, row.last_name) },
    condition: row.condition,
  }));
}

/** How many active users each of the profiles has; those without any are left out. */
export async function countActiveUsers(
  tenant: Tenant,
  profileIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (profileIds.length === 0) return new Map();
  const rows = await tenant
    .select('crm_user')
    .where('status', '=', 'active')
    .where('profile_id', 'in', profileIds)
    .groupBy('profile_id')
    .select(['profile_id', sql<number>`count(*)::int4`.as('users')])
    .execute();
  return new Map(rows.map(({ profile_id, users }) => [profile_id, users]));
}

/** A problem of the account stands before one of the setup, as in the status of a setup. */
export const SETUP_CONDITION = sql<SetupCondition>`jsonb_build_object(
  'profileId', crm_user.profile_id::text,
  'userActive', crm_user.status = 'active',
  'module', setup.module,
  'phase', setup.phase,
  'ownPause', setup.own_pause_since is not null,
  'problem', coalesce(microsoft_account.problem, setup.problem) ->> 'class',
  'awaitsConfirmation', case
    when (setup.confirmation ->> 'deletions')::int4 > 0 then 'deletions'
    when setup.confirmation is not null then 'mail' end)`;

function enabledSetups(tenant: Tenant, scope: SetupScope) {
  const query = tenant
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
    .where('setup.phase', '<>', 'disabled')
    .where('setup.module', 'in', [...scope.modules])
    .select([
      'setup.module',
      'crm_user.id as user_id',
      'crm_user.first_name',
      'crm_user.last_name',
      SETUP_CONDITION.as('condition'),
    ]);
  return 'userId' in scope
    ? query.where('crm_user.id', '=', scope.userId)
    : query.where('crm_user.profile_id', 'in', [...scope.profileIds]);
}
