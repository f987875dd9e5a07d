import { sql } from 'kysely';
import type { Tenant } from '../tenant.ts';

/** The right to run an account until `until`; `fence` tells an older holder from a newer one. */
export interface Lease {
  readonly accountId: string;
  readonly fence: number;
  readonly until: Date;
}

/** Takes the account for one run, or answers null while another holds it. One statement, so no two can have it. */
export async function acquireLease(
  tenant: Tenant,
  accountId: string,
  now: Date,
  leaseMs: number,
): Promise<Lease | null> {
  const until = new Date(now.getTime() + leaseMs);
  const row = await tenant
    .insert('lease', { account_id: accountId, fence: 1, until })
    .onConflict((conflict) =>
      conflict
        .columns(['organisation_id', 'account_id'])
        .doUpdateSet({ fence: sql<number>`lease.fence + 1`, until })
        .where('lease.until', '<=', now),
    )
    .returning(['fence', 'until'])
    .executeTakeFirst();
  return row === undefined ? null : { accountId, fence: row.fence, until: row.until };
}

/** Prolongs a lease that is still held; null when another run has taken over. */
export async function renewLease(
  tenant: Tenant,
  lease: Lease,
  now: Date,
  leaseMs: number,
): Promise<Lease | null> {
  const row = await tenant
    .update('lease')
    .where('account_id', '=', lease.accountId)
    .where('fence', '=', lease.fence)
    .set({ until: new Date(now.getTime() + leaseMs) })
    .returning('until')
    .executeTakeFirst();
  return row === undefined ? null : { ...lease, until: row.until };
}

/**
 * Whether the lease is the newest still. Inside a writing transaction the row stays shared until the commit, so no
 * other run can take over between this answer and the commit.
 */
export async function holdsLease(tenant: Tenant, lease: Lease): Promise<boolean> {
  const row = await tenant
    .select('lease')
    .where('account_id', '=', lease.accountId)
    .where('fence', '=', lease.fence)
    .select('fence')
    .forShare()
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Waits for the notes of a run that are under way, and lets no other begin before this transaction commits: so each comes
 * entirely before a change of what the run rests on, or sees it. To be called before links and setups are locked.
 */
export async function withholdNotes(tenant: Tenant, accountId: string): Promise<void> {
  await tenant
    .insert('lease', { account_id: accountId, fence: 0, until: new Date(0) })
    .onConflict((conflict) =>
      conflict.columns(['organisation_id', 'account_id']).doUpdateSet({ fence: sql<number>`lease.fence` }),
    )
    .execute();
}

/** Gives the account free at once; a lease that was taken over is left alone. */
export async function releaseLease(tenant: Tenant, lease: Lease, now: Date): Promise<void> {
  await tenant
    .update('lease')
    .where('account_id', '=', lease.accountId)
    .where('fence', '=', lease.fence)
    .set({ until: now })
    .execute();
}
