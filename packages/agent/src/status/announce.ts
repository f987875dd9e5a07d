import {
  addTimeline,
  countLinks,
  readAccount,
  readGrantFacts,
  requestTick,
  saveRun,
  inTransaction,
  Tenant,
  type AccountRow,
  type DecisionContexts,
  type GrantFacts,
  type SetupRow,
} from '@syncgrant/store';
import type { SetupStatus } from '@syncgrant/core';
import { setupStatus } from './setup-status.ts';

export interface AnnounceDeps {
  readonly db: Tenant['db'];
  readonly contexts: DecisionContexts;
  readonly now: () => Date;
}

/** States that mean: a tick could run, and the last announcement said that none could. */
const HELD_BACK: ReadonlySet<string> = new Set(['paused', 'unavailable']);

/**
 * Writes a change of status to the timeline once, however many processes notice it: the row remembers what was last
 * told. A setup that was held back and is so no more asks for a tick in the same transaction, so none is forgotten.
 */
export async function announceStatuses(
  deps: AnnounceDeps,
  tenant: Tenant,
  setups: readonly SetupRow[],
): Promise<void> {
  const factsOf = new Map<string, GrantFacts | null>();
  const accountOf = new Map<string, AccountRow | null>();
  for (const setup of setups) {
    if (!factsOf.has(setup.user_id)) factsOf.set(setup.user_id, await readGrantFacts(tenant, setup.user_id));
    const facts = factsOf.get(setup.user_id) ?? null;
    if (facts === null) continue;
    const counts = await countLinks(tenant, setup.id);
    if (!accountOf.has(setup.account_id)) {
      accountOf.set(setup.account_id, await readAccount(tenant, setup.account_id));
    }
    const account = accountOf.get(setup.account_id) ?? null;
    const sources = {
      facts,
      module: setup.module,
      setup,
      account,
      heldCount: counts.held,
      failedCount: counts.failed,
    };
    const status = setupStatus(deps.contexts, sources, deps.now());
    if (!saysTheSame(setup.announced, status)) await tell(deps, tenant, setup, status);
  }
}

const saysTheSame = (told: SetupRow['announced'], status: SetupStatus): boolean =>
  told !== null && told.state === status.state && told.reason === status.reason;

/** Does nothing when another process told it first. */
async function tell(deps: AnnounceDeps, outer: Tenant, setup: SetupRow, status: SetupStatus): Promise<void> {
  const now = deps.now();
  await inTransaction(deps.db, async (transaction) => {
    const tenant = new Tenant(transaction, outer.organisationId);
    const current = await tenant
      .select('setup')
      .where('id', '=', setup.id)
      .select(['announced', 'last_good_end_at'])
      .forUpdate()
      .executeTakeFirst();
    const told = current?.announced ?? null;
    if (current === undefined || saysTheSame(told, status)) return;
    const since = beganAt(told, status, current.last_good_end_at, now);
    await saveRun(tenant, setup, { announced: { state: status.state, reason: status.reason, since } });
    await addTimeline(
      tenant,
      setup.id,
      { kind: status.state, message: status.message, detail: { reason: status.reason, who: status.who } },
      now,
    );
    const heldBack = told !== null && HELD_BACK.has(told.state);
    if (heldBack && !HELD_BACK.has(status.state)) await requestTick(tenant, setup.account_id, now);
  });
}

/** When the state began. A status that has no moment of its own carries the one of the state that was told before. */
export function beganAt(
  told: SetupRow['announced'],
  status: Pick<SetupStatus, 'state' | 'since'>,
  lastGoodEndAt: Date | null,
  now: Date,
): string {
  if (told === null) return status.since ?? now.toISOString();
  if (told.state === status.state) return told.since;
  if (status.since !== null && status.since !== told.since) return status.since;
  // A run that ended well is what made the sync active, unless one is still to come: it was held back, or signs in again.
  const madeActive =
    status.state === 'active' && lastGoodEndAt !== null && !HELD_BACK.has(told.state)
      ? lastGoodEndAt.toISOString()
      : null;
  // Nothing but such a run ends a first sync, even if it was told late that it had begun.
  return madeActive !== null && (told.state === 'first_sync' || madeActive > told.since)
    ? madeActive
    : now.toISOString();
}
