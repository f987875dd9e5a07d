import { sql } from 'kysely';
import type { Tenant } from '../tenant.ts';

/** Announced on this channel when an account's tick was asked for: `{ organisationId, accountId }`. */
export const WANTED_CHANNEL = 'syncgrant_wanted';

/** What waits already has waited longer. */
const raisedAt = (now: Date) => ({
  wanted: sql<number>`wanted + 1`,
  wanted_at: sql<Date>`coalesce(wanted_at, ${now})`,
});

/**
 * Asks for a tick of an account: the counter lasts, the announcement is quick. A tick that is already running does not
 * use the request up, because it serves only what was wanted when it began.
 */
export async function requestTick(tenant: Tenant, accountId: string, now: Date): Promise<void> {
  await tenant.update('microsoft_account').where('id', '=', accountId).set(raisedAt(now)).execute();
  await announce(tenant, accountId);
}

/**
 * Asks for a tick that observes what is there by now, unless one that was asked for has not begun yet: it will observe
 * that too. So a burst of notifications costs one tick, and one more if it lasts.
 */
export async function requestTickOnce(tenant: Tenant, accountId: string, now: Date): Promise<void> {
  const raised = await tenant
    .update('microsoft_account')
    .where('id', '=', accountId)
    .where('released_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb('wanted', '<=', eb.ref('served')),
        eb.exists(
          tenant.select('lease').where('account_id', '=', accountId).where('until', '>', now).select('fence'),
        ),
      ]),
    )
    .set(raisedAt(now))
    .executeTakeFirst();
  if (raised.numUpdatedRows > 0n) await announce(tenant, accountId);
}

/** Asks for a tick of every account that has a setup of this user; none is no error. */
export async function requestTicksOfUser(tenant: Tenant, userId: string, now: Date): Promise<void> {
  const accounts = await tenant
    .update('microsoft_account')
    .where('user_id', '=', userId)
    .set(raisedAt(now))
    .returning('id')
    .execute();
  for (const { id } of accounts) await announce(tenant, id);
}

async function announce(tenant: Tenant, accountId: string): Promise<void> {
  const payload = JSON.stringify({ organisationId: tenant.organisationId, accountId });
  await sql`select pg_notify(${WANTED_CHANNEL}, ${payload})`.execute(tenant.db);
}
