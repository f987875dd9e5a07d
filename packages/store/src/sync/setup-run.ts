import type { Preview, SetupPhase } from '@syncgrant/core';
import type { StoredConfirmation, StoredProblem } from '../schema.ts';
import type { Tenant } from '../tenant.ts';
import { announceSetup, type SetupRow } from './setups.ts';

/** What a run found out about a setup. Only what is given changes. */
export interface SetupRun {
  readonly phase?: SetupPhase;
  readonly preview?: Preview | null;
  readonly problem?: StoredProblem | null;
  readonly progress?: { readonly done: number; readonly total: number } | null;
  readonly lastGoodEndAt?: Date;
  readonly nextAttemptAt?: Date | null;
  readonly consecutiveFailures?: number;
  readonly feedPosition?: number;
  readonly planKey?: string;
  readonly confirmation?: StoredConfirmation | null;
  readonly confirmedDeletions?: number;
  readonly confirmedMail?: number;
  readonly deletionsSeenAt?: Date;
  readonly announced?: SetupRow['announced'];
}

/**
 * Stores what a run found out. `expectedPhase` guards against the user who disabled or reconfigured meanwhile: false
 * then, and nothing was changed.
 */
export async function saveRun(
  tenant: Tenant,
  setup: Pick<SetupRow, 'id' | 'user_id' | 'module'>,
  run: SetupRun,
  expectedPhase?: SetupPhase,
): Promise<boolean> {
  let query = tenant.update('setup').where('id', '=', setup.id);
  if (expectedPhase !== undefined) query = query.where('phase', '=', expectedPhase);
  const result = await query
    .set({
      ...(run.phase !== undefined && { phase: run.phase }),
      ...(run.preview !== undefined && { preview: json(run.preview) }),
      ...(run.problem !== undefined && { problem: json(run.problem) }),
      ...(run.progress !== undefined && { progress: json(run.progress) }),
      ...(run.lastGoodEndAt !== undefined && { last_good_end_at: run.lastGoodEndAt }),
      ...(run.nextAttemptAt !== undefined && { next_attempt_at: run.nextAttemptAt }),
      ...(run.consecutiveFailures !== undefined && { consecutive_failures: run.consecutiveFailures }),
      ...(run.feedPosition !== undefined && { feed_position: run.feedPosition }),
      ...(run.planKey !== undefined && { plan_key: run.planKey }),
      ...(run.confirmation !== undefined && { confirmation: json(run.confirmation) }),
      ...(run.confirmedDeletions !== undefined && { confirmed_deletions: run.confirmedDeletions }),
      ...(run.confirmedMail !== undefined && { confirmed_mail: run.confirmedMail }),
      ...(run.deletionsSeenAt !== undefined && { deletions_seen_at: run.deletionsSeenAt }),
      ...(run.announced !== undefined && { announced: json(run.announced) }),
    })
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) return false;
  await announceSetup(tenant, setup);
  return true;
}

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
