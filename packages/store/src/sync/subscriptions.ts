import type { Insertable, Selectable } from 'kysely';
import type { SubscriptionTable } from '../schema.ts';
import type { Tenant } from '../tenant.ts';

export type SubscriptionRow = Selectable<SubscriptionTable>;

export async function readSubscription(tenant: Tenant, setupId: string): Promise<SubscriptionRow | null> {
  const row = await tenant
    .select('subscription')
    .where('setup_id', '=', setupId)
    .selectAll()
    .executeTakeFirst();
  return row ?? null;
}

/** Stores what is known of a setup's subscription, in place of what was known before. */
export async function saveSubscription(
  tenant: Tenant,
  subscription: Omit<Insertable<SubscriptionTable>, 'organisation_id'>,
): Promise<void> {
  await tenant
    .insert('subscription', subscription)
    .onConflict((conflict) =>
      conflict.columns(['organisation_id', 'setup_id']).doUpdateSet({ ...subscription }),
    )
    .execute();
}

/** What a notification has to match, and whom it concerns. */
export interface SubscribedSetup {
  readonly graphId: string;
  readonly secretHash: string;
  readonly accountId: string;
}

/** The subscription of a setup that syncs; null for one that was ended or paused by its user, or has none. */
export async function subscribedSetup(tenant: Tenant, setupId: string): Promise<SubscribedSetup | null> {
  const setup = await tenant
    .select('setup')
    .innerJoin('subscription', (join) =>
      join
        .onRef('subscription.organisation_id', '=', 'setup.organisation_id')
        .onRef('subscription.setup_id', '=', 'setup.id'),
    )
    .where('setup.id', '=', setupId)
    .where('setup.current', '=', true)
    .where('setup.phase', 'in', ['first_sync', 'active'])
    .where('setup.own_pause_since', 'is', null)
    .select(['subscription.graph_id', 'subscription.secret_hash', 'setup.account_id'])
    .executeTakeFirst();
  if (setup === undefined || setup.graph_id === null || setup.secret_hash === null) return null;
  return { graphId: setup.graph_id, secretHash: setup.secret_hash, accountId: setup.account_id };
}

/** Has the next tick renew the subscription. One that was replaced meanwhile is left alone. */
export async function renewSubscriptionSoon(
  tenant: Tenant,
  setupId: string,
  graphId: string,
  now: Date,
): Promise<void> {
  await tenant
    .update('subscription')
    .where('setup_id', '=', setupId)
    .where('graph_id', '=', graphId)
    .set({ due_at: now })
    .execute();
}

/** Microsoft has ended the subscription: the next tick makes another. One that was replaced meanwhile is left alone. */
export async function dropSubscription(
  tenant: Tenant,
  setupId: string,
  graphId: string,
  now: Date,
): Promise<void> {
  await tenant
    .update('subscription')
    .where('setup_id', '=', setupId)
    .where('graph_id', '=', graphId)
    .set({ graph_id: null, secret_hash: null, expires_at: null, due_at: now })
    .execute();
}
