import { endAuthorizationsOfUser } from '../oauth/index.ts';
import { releaseAccountsOfUser } from '../sync/accounts.ts';
import type { Tenant } from '../tenant.ts';
import { endSessionsOfUser } from './sessions.ts';

/**
 * Takes a user out of the organisation for good. The row stays, because records and logs name it, and so do the user's setups
 * with all they hold; sessions, programs, groups and mailboxes are let go of. To be called inside `changeGrants`: from its commit
 * on nothing acts for the user, so whoever transfers their records afterwards meets no other writer of theirs.
 */
export async function deleteUser(tenant: Tenant, userId: string, now: Date): Promise<void> {
  await tenant
    .update('crm_user')
    .where('id', '=', userId)
    .set({ status: 'deleted', access_changed_at: now })
    .execute();
  await endSessionsOfUser(tenant, userId);
  await endAuthorizationsOfUser(tenant, userId);
  await tenant.delete('group_member').where('user_id', '=', userId).execute();
  await releaseAccountsOfUser(tenant, userId, now);
}
