import type { SyncLine } from '@syncgrant/contracts';
import {
  decideSync,
  statusOfSetup,
  toldToOthers,
  type DecisionContext,
  type SetupState,
} from '@syncgrant/core';
import {
  groupSyncs,
  listSyncIds,
  readGrantFactsOf,
  readSyncRows,
  type DecisionContexts,
  type SyncCondition,
  type SyncFilter,
  type SyncPage,
  type Tenant,
} from '@syncgrant/store';
import { setupStatus } from './setup-status.ts';

/** Which of everybody's syncs are meant, and in which order. */
export interface SyncQuery extends SyncFilter, SyncPage {
  readonly state?: SetupState | undefined;
  readonly reason?: string | undefined;
}

/** Every state: what somebody has to mend first, what rests or runs by itself after it. */
export const BY_URGENCY: readonly SetupState[] = [
  'failing',
  'mailbox_unavailable',
  'admin_consent_needed',
  'sign_in_needed',
  'container_gone',
  'confirmation_needed',
  'delayed',
  'unavailable',
  'paused',
  'setting_up',
  'removing',
  'first_sync',
  'active',
  'not_enabled',
];

interface Judged {
  readonly condition: SyncCondition;
  readonly count: number;
  readonly state: SetupState;
  readonly reason: string;
  readonly message: string;
}

export interface Syncs {
  readonly lines: readonly SyncLine[];
  readonly total: number;
  readonly states: readonly { readonly state: SetupState; readonly count: number }[];
  readonly reasons: readonly Pick<Judged, 'state' | 'reason' | 'message' | 'count'>[];
}

/**
 * Everybody's syncs by state. States are derived, so the conditions that they rest on are counted and decided about, each once, and
 * the database looks for setups in those conditions whose state is asked for.
 */
export async function readSyncs(
  contexts: DecisionContexts,
  tenant: Tenant,
  query: SyncQuery,
  now: Date,
): Promise<Syncs> {
  const judged = (await judgeConditions(contexts, tenant, query, now)).toSorted(inOrderOfStates);
  const ofState = judged.filter(({ state }) => query.state === undefined || state === query.state);
  const meant = ofState.filter(({ reason }) => query.reason === undefined || reason === query.reason);
  const ranked = meant.map(({ condition, state }) => ({ condition, rank: BY_URGENCY.indexOf(state) }));
  const ids = await listSyncIds(tenant, query, ranked, query);
  return {
    lines: await readSyncLines(contexts, tenant, ids, now),
    total: countOf(meant),
    states: [...Map.groupBy(judged, ({ state }) => state)].map(([state, all]) => ({
      state,
      count: countOf(all),
    })),
    reasons: [...Map.groupBy(ofState, ({ state, reason }) => `${state} ${reason}`).values()].flatMap(
      (all) => {
        const [first] = all;
        if (first === undefined) return [];
        const { state, reason, message } = first;
        return [{ state, reason, message, count: countOf(all) }];
      },
    ),
  };
}

const countOf = (judged: readonly Judged[]): number => judged.reduce((sum, { count }) => sum + count, 0);

const inOrderOfStates = (one: Judged, other: Judged): number =>
  BY_URGENCY.indexOf(one.state) - BY_URGENCY.indexOf(other.state) || one.reason.localeCompare(other.reason);

async function judgeConditions(
  contexts: DecisionContexts,
  tenant: Tenant,
  filter: SyncFilter,
  now: Date,
): Promise<Judged[]> {
  const groups = await groupSyncs(tenant, filter);
  const facts = await readGrantFactsOf(tenant, [...new Set(groups.map(({ userId }) => userId))]);
  return groups.flatMap(({ condition, setups: count, userId }) => {
    const ofUser = facts.get(userId);
    return ofUser === undefined
      ? []
      : [{ condition, count, ...stateIn(contexts.of(ofUser), condition, now) }];
  });
}

/** State and reason do not depend on the moments that a condition leaves out. */
function stateIn(
  context: DecisionContext,
  condition: SyncCondition,
  now: Date,
): Pick<Judged, 'state' | 'reason' | 'message'> {
  const grant = decideSync(context, condition.module);
  const at = now.toISOString();
  const status = statusOfSetup(
    {
      grant: grant.granted ? grant : { granted: false, rule: grant.rule, since: null },
      userActive: context.user.active,
      setup: {
        phase: condition.phase,
        phaseSince: at,
        problem: condition.problem === null ? null : { class: condition.problem, since: at },
        ownPause: condition.ownPause ? { since: at } : null,
        awaitingConfirmation:
          condition.awaitsConfirmation === null
            ? null
            : { since: at, deletions: condition.awaitsConfirmation === 'deletions' ? 1 : 0, peopleMailed: 1 },
        progress: null,
        lastGoodEndAt: condition.behind ? BEFORE_ANYTHING : at,
        nextAttemptAt: null,
        heldCount: 0,
        failedCount: condition.hasFailures ? 1 : 0,
      },
    },
    at,
  );
  return { state: status.state, reason: status.reason, message: toldToOthers(status, grant) };
}

const BEFORE_ANYTHING = new Date(0).toISOString();

/** Setups as others see them, in the order of their ids. */
export async function readSyncLines(
  contexts: DecisionContexts,
  tenant: Tenant,
  setupIds: readonly string[],
  now: Date,
): Promise<SyncLine[]> {
  const rows = await readSyncRows(tenant, setupIds);
  const factsOf = await readGrantFactsOf(tenant, [...new Set(rows.map(({ setup }) => setup.user_id))]);
  return rows.flatMap(({ setup, account, counts, conflicts }): SyncLine[] => {
    const facts = factsOf.get(setup.user_id);
    if (facts === undefined) return [];
    const { module } = setup;
    const sources = { facts, module, setup, account, heldCount: counts.held, failedCount: counts.failed };
    const status = setupStatus(contexts, sources, now);
    const { user, profile } = facts;
    return [
      {
        id: setup.id,
        module,
        user: { id: user.id, name: user.fullName, email: user.email, active: user.active },
        profile: { id: profile.id, name: profile.name },
        account: { id: account.id, username: account.username },
        status: { ...status, message: toldToOthers(status, decideSync(contexts.of(facts), module)) },
        linkCount: counts.full,
        heldCount: counts.held,
        failedCount: counts.failed,
        conflictCount: conflicts,
        lastSyncAt: setup.last_good_end_at?.toISOString() ?? null,
        nextSyncAt: RUNS.has(status.state)
          ? (setup.next_attempt_at ?? account.next_tick_at).toISOString()
          : null,
      },
    ];
  });
}

/** States in which a next run comes by itself. */
const RUNS: ReadonlySet<SetupState> = new Set(['delayed', 'removing', 'first_sync', 'active']);
