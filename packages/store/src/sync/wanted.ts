import { sql } from 'kysely';
import type { Tenant } from '../tenant.ts';

/** Announced on this channel when an account's tick was asked for: `{ organisationId, accountId }`. */
export const WANTED_CHANNEL = 'syncgrant_wanted';

/**
 * Asks for a tick of an account: the counter lasts, the announcement is quick. A tick that is already running does not
 * use the request up, because it serves only what was wanted when it began.
 */
export async function requestTick(tenant: Tenant, accountId: string): Promise<void> {
  await tenant
    .update('microsoft_account')
    .where('id', '=', accountId)
    .set({ wanted: sql<number>`wanted + 1` })
    .execute();
  await announce(tenant, accountId);
}

/** Asks for a tick of every account that has a setup of this user; none is no error. */
export async function requestTicksOfUser(tenant: Tenant, userId: string): Promise<void> {
  const accounts = await tenant
    .update('microsoft_account')
    .where('user_id', '=', userId)
    .set({ wanted: sql<number>`wanted + 1` })
    .returning('id')
    .execute();
  for (const { id } of accounts) await announce(tenant, id);
}

async function announce(tenant: Tenant, accountId: string): Promise<void> {
  const payload = JSON.stringify({ organisationId: tenant.organisationId, accountId });
  await sql`select pg_notify(${WANTED_CHANNEL}, ${payload})`.execute(tenant.db);
}
