import {
  addTimeline,
  countLinks,
  readAccount,
  readGrantFacts,
  saveRun,
  inTransaction,
  Tenant,
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
 * told. Answers the setups that were held back and are so no more.
 */
export async function announceStatuses(
  deps: AnnounceDeps,
  tenant: Tenant,
  setups: readonly SetupRow[],
): Promise<SetupRow[]> {
  const factsOf = new Map<string, GrantFacts | null>();
  const resumed: SetupRow[] = [];
  for (const setup of setups) {
    if (!factsOf.has(setup.user_id)) factsOf.set(setup.user_id, await readGrantFacts(tenant, setup.user_id));
    const facts = factsOf.get(setup.user_id) ?? null;
    if (facts === null) continue;
    const counts = await countLinks(tenant, setup.id);
    const account = await readAccount(tenant, setup.account_id);
    const sources = {
      facts,
      module: setup.module,
      setup,
      account,
      heldCount: counts.held,
      failedCount: counts.failed,
    };
    const status = setupStatus(deps.contexts, sources, deps.now());
    const told = setup.announced;
    if (told !== null && told.state === status.state && told.reason === status.reason) continue;
    if (!(await tell(deps, tenant, setup, status))) continue;
    if (told !== null && HELD_BACK.has(told.state) && !HELD_BACK.has(status.state)) resumed.push(setup);
  }
  return resumed;
}

/** False when another process told it first. */
async function tell(
  deps: AnnounceDeps,
  outer: Tenant,
  setup: SetupRow,
  status: SetupStatus,
): Promise<boolean> {
  const now = deps.now();
  return inTransaction(deps.db, async (transaction) => {
    const tenant = new Tenant(transaction, outer.organisationId);
    const current = await tenant
      .select('setup')
      .where('id', '=', setup.id)
      .select('announced')
      .forUpdate()
      .executeTakeFirst();
    const told = current?.announced ?? null;
    if (current === undefined || (told?.state === status.state && told.reason === status.reason))
      return false;
    const since = told?.state === status.state ? told.since : (status.since ?? now.toISOString());
    await saveRun(tenant, setup, { announced: { state: status.state, reason: status.reason, since } });
    await addTimeline(
      tenant,
      setup.id,
      { kind: status.state, message: status.message, detail: { reason: status.reason, who: status.who } },
      now,
    );
    return true;
  });
}
