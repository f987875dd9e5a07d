import type { UserSyncs } from '@syncgrant/contracts';
import { FAILURE_HELP, OUTCOME_HELP, OUTCOME_TOLD } from '@syncgrant/core';
import { countWaiting, type Tenant } from '@syncgrant/store';
import { isHoldReason } from './waiting-items.ts';

/**
 * How many items of setups wait, and for what. For those who look after the syncs of others: what an item is called, and what a side
 * said about it, is its owner's.
 */
export async function readWaitingReasons(
  tenant: Tenant,
  setups: readonly Pick<UserSyncs['syncs'][number], 'id' | 'module'>[],
): Promise<UserSyncs['waiting']> {
  const counts = await countWaiting(
    tenant,
    setups.map(({ id }) => id),
  );
  return counts.flatMap(({ setupId, reason, count, nextAttemptAt }) => {
    const module = setups.find(({ id }) => id === setupId)?.module;
    if (module === undefined) return [];
    return [{ module, count, nextAttemptAt: nextAttemptAt?.toISOString() ?? null, ...whyOf(reason) }];
  });
}

const whyOf = (
  reason: string | null,
): Pick<UserSyncs['waiting'][number], 'kind' | 'reason' | 'message' | 'who'> =>
  isHoldReason(reason)
    ? { kind: 'held', reason, message: OUTCOME_TOLD[reason], who: OUTCOME_HELP[reason].who }
    : { kind: 'failed', reason: 'refused', message: REFUSED, who: FAILURE_HELP.who };

const REFUSED = 'A side did not take the item. It is tried again by itself, ever more rarely.';
