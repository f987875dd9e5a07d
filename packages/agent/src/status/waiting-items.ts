import type { WaitingItem } from '@syncgrant/contracts';
import { FAILURE_HELP, OUTCOME_HELP, OUTCOME_TEXT, type HoldReason } from '@syncgrant/core';
import { listWaitingLinks, type LinkRow, type SetupRow, type Tenant } from '@syncgrant/store';
import { asOwner, linkViews, titleOf } from '../engine/link-views.ts';

/** What of a setup is held or failed, with the reason and what helps. */
export async function readWaitingItems(
  tenant: Tenant,
  setup: SetupRow,
  after?: string,
): Promise<{ items: WaitingItem[]; more: boolean }> {
  const { rows, more } = await listWaitingLinks(tenant, setup.id, after);
  const views = await linkViews(tenant, asOwner(setup), rows);
  const items = rows.map((row, index) => ({
    id: row.id,
    title: titleOf(views[index]),
    recordId: row.record_id,
    ...whyOf(row),
    nextAttemptAt: row.next_attempt_at?.toISOString() ?? null,
  }));
  return { items, more };
}

function whyOf(row: LinkRow): Pick<WaitingItem, 'kind' | 'reason' | 'message' | 'who' | 'help'> {
  if (row.failures === 0 && isHoldReason(row.held_reason)) {
    const reason = row.held_reason;
    return { kind: 'held', reason, message: OUTCOME_TEXT[reason], ...OUTCOME_HELP[reason] };
  }
  return { kind: 'failed', reason: 'refused', message: row.problem ?? 'It failed.', ...FAILURE_HELP };
}

export const isHoldReason = (reason: string | null): reason is HoldReason =>
  reason !== null && Object.hasOwn(OUTCOME_TEXT, reason);
