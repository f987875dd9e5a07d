import {
  dropSubscription,
  inTransaction,
  renewSubscriptionSoon,
  requestTickOnce,
  subscribedSetup,
  Tenant,
} from '@syncgrant/store';
import type { EngineDeps } from '../engine/engine-deps.ts';
import type { Notice } from './notice.ts';
import { isSecret } from './subscription-secret.ts';

/**
 * Lets a notification have its effect: a tick is asked for, which reads what changed and sees to the subscription. One with
 * another subscription's id or secret, or for a setup that does not sync, changes nothing. True when there was an effect.
 */
export async function receiveNotice(
  { db, now }: Pick<EngineDeps, 'db' | 'now'>,
  notice: Notice,
): Promise<boolean> {
  const { organisationId, setupId, subscriptionId: id } = notice;
  const subscribed = await subscribedSetup(new Tenant(db, organisationId), setupId);
  if (subscribed === null || subscribed.graphId !== id) return false;
  if (!isSecret(notice.secret, subscribed.secretHash)) return false;
  await inTransaction(db, async (transaction) => {
    const tenant = new Tenant(transaction, organisationId);
    if (notice.kind === 'reauthorize') await renewSubscriptionSoon(tenant, setupId, id, now());
    if (notice.kind === 'removed') await dropSubscription(tenant, setupId, id, now());
    await requestTickOnce(tenant, subscribed.accountId, now());
  });
  return true;
}
