import { pollDelayMs, retryDelayMs } from '@syncgrant/core';
import {
  countCopiesToRemove,
  countLinks,
  openIntents,
  readSetup,
  saveRun,
  setAccountProblem,
  settleAccount,
  type AccountRow,
  type SetupRow,
  type StoredProblem,
  type Tenant,
} from '@syncgrant/store';
import type { EngineDeps } from './engine-deps.ts';
import type { ModuleRun, Stop } from './module-run.ts';

/** The end of a run. Each function takes the tenant of one transaction that holds the lease: all of it is stored, or nothing. */

/** What stands in the way, as it is stored; the same class keeps the moment it began. */
export const problemOf = (stop: Stop | null, before: StoredProblem | null, now: Date): StoredProblem | null =>
  stop?.problem == null
    ? null
    : {
        ...stop.problem,
        since: before?.class === stop.problem.class ? before.since : now.toISOString(),
      };

/** An interval spread by a tenth, so that accounts that began together do not stay together. */
const jittered = (intervalMs: number, random: number): number =>
  Math.round(intervalMs * (0.95 + 0.1 * random));

/** Quiet ticks are counted up to here; the interval has long stopped growing. */
const MOST_QUIET = 100;

/** Stores how each module ended and when the account is due again; whether work is left. */
export async function settleRuns(
  deps: EngineDeps,
  tenant: Tenant,
  account: AccountRow,
  runs: readonly ModuleRun[],
  accountStop: Stop | null,
  attempts: readonly number[],
): Promise<boolean> {
  let more = false;
  const dueTimes = [...attempts];
  const quietTicks = runs.some(({ changed }) => changed) ? 0 : Math.min(account.quiet_ticks + 1, MOST_QUIET);
  for (const run of runs) {
    const delay = pollDelayMs(quietTicks, run.watch, deps.random(), deps.timing.poll);
    const poll = new Date(deps.now().getTime() + delay);
    const due = await settleRun(deps, tenant, run, accountStop ?? run.stop, poll);
    if (due === 'more') more = true;
    else dueTimes.push(due.getTime());
  }
  await setAccountProblem(tenant, account.id, problemOf(accountStop, account.problem, deps.now()));
  await settleAccount(tenant, account.id, {
    served: account.wanted,
    nextTickAt: more ? deps.now() : new Date(Math.min(...dueTimes)),
    quietTicks,
  });
  return more;
}

async function settleRun(
  deps: EngineDeps,
  tenant: Tenant,
  run: ModuleRun,
  stop: Stop | null,
  poll: Date,
): Promise<Date | 'more'> {
  const now = deps.now();
  if (stop?.problem != null) {
    const failures = run.setup.consecutive_failures + 1;
    const retryAfterSeconds = stop.retryAfterMs === null ? null : stop.retryAfterMs / 1000;
    const nextAttemptAt = new Date(now.getTime() + retryDelayMs(failures, retryAfterSeconds, deps.random()));
    await saveRun(tenant, run.setup, {
      problem: problemOf(stop, run.setup.problem, now),
      consecutiveFailures: failures,
      nextAttemptAt,
    });
    return nextAttemptAt;
  }
  if (stop !== null) return poll;
  if (run.setup.phase === 'removing') return settleRemoval(deps, tenant, run, poll);

  const counts = await countLinks(tenant, run.setup.id);
  const waiting = await waitingLinks(tenant, run.setup.id, now);
  const left = run.setup.phase === 'previewing' ? 0 : counts.toPlan - waiting.count;
  const finished = run.observed && left === 0;
  const previewing = run.setup.phase === 'previewing' || run.setup.phase === 'preview_ready';
  await saveRun(tenant, run.setup, {
    problem: null,
    consecutiveFailures: 0,
    nextAttemptAt: null,
    ...(finished && { lastGoodEndAt: now }),
    ...(run.setup.phase === 'first_sync' && { progress: { done: counts.all - left, total: counts.all } }),
  });
  if (finished && run.setup.phase === 'first_sync') {
    await saveRun(tenant, run.setup, { phase: 'active', progress: null }, 'first_sync');
  }
  const confirmed = run.setup.confirmed_deletions > 0 || run.setup.confirmed_mail > 0;
  if (finished && confirmed) {
    const seen = run.setup.confirmed_deletions > 0 ? { deletionsSeenAt: now } : {};
    await saveRun(tenant, run.setup, { confirmedDeletions: 0, confirmedMail: 0, ...seen });
  }
  if (run.morePhotos || (!finished && !(previewing && run.observed))) return 'more';
  const announced = (await openIntents(tenant, run.setup.id)).length > 0;
  const settled = announced ? new Date(now.getTime() + deps.timing.intentSettleMs) : poll;
  return earliest(poll, settled, waiting.earliest ?? poll);
}

const earliest = (...times: readonly Date[]): Date =>
  new Date(Math.min(...times.map((time) => time.getTime())));

/** When all copies are dealt with, the sync is disabled. Creates whose fate is not known yet may be copies. */
async function settleRemoval(
  deps: EngineDeps,
  tenant: Tenant,
  run: ModuleRun,
  poll: Date,
): Promise<Date | 'more'> {
  const { id, progress } = (await readSetup(tenant, run.setup.user_id, run.module)) ?? run.setup;
  await saveRun(tenant, run.setup, { problem: null, consecutiveFailures: 0, nextAttemptAt: null });
  if (progress === null) return new Date(deps.now().getTime() + deps.timing.intentSettleMs);
  const left = await countCopiesToRemove(tenant, id);
  const { total } = progress;
  await saveRun(tenant, run.setup, { progress: { done: total - left, total } }, 'removing');
  if (left > 0) return 'more';
  await saveRun(tenant, run.setup, { phase: 'disabled', progress: null, confirmedMail: 0 }, 'removing');
  return poll;
}

/** Links that are not planned before their next attempt. */
async function waitingLinks(
  tenant: Tenant,
  setupId: string,
  now: Date,
): Promise<{ count: number; earliest: Date | null }> {
  const row = await tenant
    .select('link')
    .where('setup_id', '=', setupId)
    .where('detached_by', 'is', null)
    .whereRef('touched', '>', 'planned')
    .where('next_attempt_at', '>', now)
    .select((eb) => [eb.fn.countAll<string>().as('count'), eb.fn.min('next_attempt_at').as('earliest')])
    .executeTakeFirstOrThrow();
  return { count: Number(row.count), earliest: row.earliest };
}

/** When the modules that wait out a failure are tried again, in milliseconds since the epoch. */
export const attemptsAhead = (setups: readonly SetupRow[], now: Date): number[] =>
  setups.map(({ next_attempt_at: at }) => at?.getTime() ?? 0).filter((at) => at > now.getTime());

/** Nothing may run: the account is looked at again after a long while, or when a module's attempt is due. */
export async function settlePaused(
  deps: EngineDeps,
  tenant: Tenant,
  account: AccountRow,
  setups: readonly SetupRow[],
): Promise<void> {
  const now = deps.now();
  const look = now.getTime() + jittered(deps.timing.pausedMs, deps.random());
  await settleAccount(tenant, account.id, {
    served: account.wanted,
    nextTickAt: new Date(Math.min(look, ...attemptsAhead(setups, now))),
  });
}

const SHORTEST_DEFECT_WAIT_MS = 5_000;
const LONGEST_DEFECT_WAIT_MS = 15 * 60_000;

/** A defect must not run in a circle: the wait grows as long as the defect has lasted already. */
export async function settleDefect(deps: EngineDeps, tenant: Tenant, account: AccountRow): Promise<void> {
  const now = deps.now();
  const stop: Stop = { problem: { class: 'defect', detail: 'a tick failed' }, retryAfterMs: null };
  const problem = problemOf(stop, account.problem, now);
  const lasted = now.getTime() - Date.parse(problem?.since ?? now.toISOString());
  const wait = Math.min(Math.max(lasted, SHORTEST_DEFECT_WAIT_MS), LONGEST_DEFECT_WAIT_MS);
  await setAccountProblem(tenant, account.id, problem);
  await settleAccount(tenant, account.id, {
    served: account.wanted,
    nextTickAt: new Date(now.getTime() + wait),
  });
}
