import { sql, type Kysely, type Selectable } from 'kysely';
import type { MicrosoftAccountTable, Schema, StoredProblem } from '../schema.ts';
import type { Tenant } from '../tenant.ts';
import { tellingCoHolders } from './co-holders.ts';

export type AccountRow = Selectable<MicrosoftAccountTable>;

/** A user's connected Microsoft account, as it came back from sign-in. */
export interface ConnectedIdentity {
  readonly tenantId: string;
  readonly objectId: string;
  readonly username: string;
  readonly displayName: string;
  readonly grantedScopes: readonly string[];
}

export async function readAccount(tenant: Tenant, accountId: string): Promise<AccountRow | null> {
  const row = await tenant
    .select('microsoft_account')
    .where('id', '=', accountId)
    .selectAll()
    .executeTakeFirst();
  return row ?? null;
}

/**
 * Inserts the account, or brings its names, scopes and condition up to date: signing in anew solves what only the
 * user could solve. `null` when another user of the organisation syncs this mailbox.
 */
export async function saveAccount(
  tenant: Tenant,
  userId: string,
  identity: ConnectedIdentity,
  now: Date,
): Promise<AccountRow | null> {
  /* Setups before their account, as everywhere: the setups are changed next. */
  await tenant.select('setup').where('user_id', '=', userId).orderBy('id').forUpdate().select('id').execute();
  const row = await tenant
    .insert('microsoft_account', {
      user_id: userId,
      tenant_id: identity.tenantId,
      object_id: identity.objectId,
      username: identity.username,
      display_name: identity.displayName,
      granted_scopes: JSON.stringify(identity.grantedScopes),
      token_refreshed_at: now,
      next_tick_at: now,
      created_at: now,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['organisation_id', 'tenant_id', 'object_id'])
        .where('released_at', 'is', null)
        .doUpdateSet({
          username: identity.username,
          display_name: identity.displayName,
          granted_scopes: JSON.stringify(identity.grantedScopes),
          token_refreshed_at: now,
          problem: null,
          next_tick_at: now,
          wanted: sql<number>`microsoft_account.wanted + 1`,
        })
        .where('microsoft_account.user_id', '=', userId),
    )
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

/**
 * Lets go of the mailboxes of a user who is deleted: the accounts stay with their setups, but are never run again, their tokens
 * are forgotten, and another user may connect the mailbox. A run under way finds its tokens changed and saves none.
 */
export async function releaseAccountsOfUser(tenant: Tenant, userId: string, now: Date): Promise<void> {
  await tellingCoHolders(tenant, userId, now, () =>
    tenant
      .update('microsoft_account')
      .where('user_id', '=', userId)
      .where('released_at', 'is', null)
      .set({ released_at: now, token_box: null, token_version: sql<number>`token_version + 1` })
      .execute(),
  );
}

/** What stands between us and the mailbox; null clears it. An unchanged class keeps its `since`. */
export async function setAccountProblem(
  tenant: Tenant,
  accountId: string,
  problem: StoredProblem | null,
): Promise<void> {
  await tenant
    .update('microsoft_account')
    .where('id', '=', accountId)
    .set({ problem: problem === null ? null : JSON.stringify(problem) })
    .execute();
}

/** What was wanted when a run began was served by it, and the next one is due then. */
export async function settleAccount(
  tenant: Tenant,
  accountId: string,
  run: { readonly served: number; readonly nextTickAt: Date; readonly quietTicks?: number },
): Promise<void> {
  await tenant
    .update('microsoft_account')
    .where('id', '=', accountId)
    .set({
      served: sql<number>`greatest(served, ${run.served}::int4)`,
      next_tick_at: run.nextTickAt,
      ...(run.quietTicks !== undefined && { quiet_ticks: run.quietTicks }),
    })
    .execute();
}

export interface DueAccount {
  readonly organisationId: string;
  readonly accountId: string;
}

/** Accounts of all organisations whose time has come or that something waits for, longest waiting first. */
export async function dueAccounts(db: Kysely<Schema>, now: Date, limit: number): Promise<DueAccount[]> {
  return db
    .selectFrom('microsoft_account')
    .leftJoin('lease', (join) =>
      join
        .onRef('lease.account_id', '=', 'microsoft_account.id')
        .onRef('lease.organisation_id', '=', 'microsoft_account.organisation_id'),
    )
    .where('microsoft_account.released_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb('microsoft_account.next_tick_at', '<=', now),
        eb('microsoft_account.wanted', '>', eb.ref('microsoft_account.served')),
      ]),
    )
    .where((eb) => eb.or([eb('lease.until', 'is', null), eb('lease.until', '<=', now)]))
    .orderBy('microsoft_account.next_tick_at')
    .limit(limit)
    .select(['microsoft_account.organisation_id as organisationId', 'microsoft_account.id as accountId'])
    .execute();
}
