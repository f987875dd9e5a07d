import { setTimeout as delay } from 'node:timers/promises';
import { preview, retryDelayMs } from '@syncgrant/core';
import {
  acquireLease,
  countLinks,
  readAccount,
  readGrantFacts,
  releaseLease,
  renewLease,
  saveRun,
  setAccountProblem,
  settleAccount,
  setupsOfAccount,
  Tenant,
  type AccountRow,
  type SetupRow,
  type StoredProblem,
} from '@syncgrant/store';
import { announceStatuses } from '../status/announce.ts';
import { AccountTokens, NoToken } from './account-tokens.ts';
import { actOnCrm } from './act-crm.ts';
import { actOnMicrosoft } from './act-microsoft.ts';
import type { EngineDeps } from './engine-deps.ts';
import { Gate, GateClosed, LeaseLost } from './gate.ts';
import { Mailbox } from './mailbox.ts';
import { NO_PROBLEM, type ModuleRun, type Stop } from './module-run.ts';
import { observeCrm } from './observe-crm.ts';
import { observeMicrosoft } from './observe-microsoft.ts';
import { noteUnplanned, planInput, planSetup } from './plan-setup.ts';
import { reconcileUnreported } from './reconcile-unreported.ts';
import { settleIntents } from './settle-intents.ts';

/** Plans of one module in one run: a match is planned as a pair in the next, a merge after a conflict again. */
const MOST_PLANS = 6;

/** How a run ended; for the log and for tests. */
export type TickResult =
  /** Another run has the account. */
  | { readonly kind: 'busy' }
  | { readonly kind: 'gone' }
  /** Nothing may run: no request was made to Microsoft. */
  | { readonly kind: 'paused' }
  | { readonly kind: 'lost' }
  /** The process is ending; the account stays due. */
  | { readonly kind: 'stopped' }
  /** Something failed that should not: it is logged, and the account is tried again later. */
  | { readonly kind: 'failed' }
  | { readonly kind: 'done'; readonly requests: number; readonly more: boolean };

/**
 * One run of the agent for one account: lease, gate, token, intents, observe, plan, act, settle. A run that is killed
 * at any point leaves nothing that the next one does not put right.
 */
export async function runTick(
  deps: EngineDeps,
  target: { readonly organisationId: string; readonly accountId: string },
  signal: AbortSignal,
): Promise<TickResult> {
  const tenant = new Tenant(deps.db, target.organisationId);
  const account = await readAccount(tenant, target.accountId);
  if (account === null) return { kind: 'gone' };
  const lease = await acquireLease(tenant, account.id, deps.now(), deps.timing.leaseMs);
  if (lease === null) return { kind: 'busy' };

  const gate = new Gate(deps, target.organisationId, account.user_id, lease);
  const stopRenewing = keepLease(deps, tenant, gate);
  try {
    return await runHeld(deps, tenant, gate, account, signal);
  } catch (error) {
    if (error instanceof LeaseLost) return { kind: 'lost' };
    if (signal.aborted) return { kind: 'stopped' };
    deps.log.error({ err: error, accountId: account.id }, 'a tick failed');
    await settleDefect(deps, tenant, account);
    return { kind: 'failed' };
  } finally {
    await stopRenewing();
    await releaseLease(tenant, gate.lease, deps.now());
  }
}

const SHORTEST_DEFECT_WAIT_MS = 5_000;
const LONGEST_DEFECT_WAIT_MS = 15 * 60_000;

/** A defect must not run in a circle: the wait grows as long as the defect has lasted already. */
async function settleDefect(deps: EngineDeps, tenant: Tenant, account: AccountRow): Promise<void> {
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
  await announceStatuses(deps, tenant, await setupsOfAccount(tenant, account.id));
}

/** Prolongs the lease while the run goes on; ends with the function it returns. */
function keepLease(deps: EngineDeps, tenant: Tenant, gate: Gate): () => Promise<void> {
  const ending = new AbortController();
  const loop = (async () => {
    for (;;) {
      await delay(deps.timing.leaseMs / 4, undefined, { signal: ending.signal, ref: false });
      const renewed = await renewLease(tenant, gate.lease, deps.now(), deps.timing.leaseMs);
      if (renewed === null) return;
      gate.renewed(renewed);
    }
  })().catch((error: unknown) => {
    if (!ending.signal.aborted) deps.log.warn({ err: error }, 'a lease could not be prolonged');
  });
  return async () => {
    ending.abort();
    await loop;
  };
}

async function runHeld(
  deps: EngineDeps,
  tenant: Tenant,
  gate: Gate,
  account: AccountRow,
  signal: AbortSignal,
): Promise<TickResult> {
  const begun = deps.now();
  const setups = await setupsOfAccount(tenant, account.id);
  /* A first sync may be over with this very run; its timeline shall still tell that it began. */
  await announceStatuses(deps, tenant, setups.filter(justStarted));
  const runs = await openRuns(deps, tenant, gate, account, setups);
  if (runs.length === 0) {
    await keepTokenAlive(deps, tenant, account, setups);
    const look = begun.getTime() + jittered(deps.timing.pausedMs, deps.random());
    await settleAccount(tenant, account.id, {
      served: account.wanted,
      nextTickAt: new Date(Math.min(look, ...attemptsAhead(setups, begun))),
    });
    await announceStatuses(deps, tenant, setups);
    return { kind: 'paused' };
  }

  const tokens = new AccountTokens(
    deps,
    account,
    runs.map(({ module }) => module),
  );
  const mailbox = new Mailbox(deps, gate, tokens, signal);
  const problem = await work(deps, gate, mailbox, tokens, runs, begun);
  const more = await settleRuns(deps, tenant, account, runs, problem, attemptsAhead(setups, begun));
  await announceStatuses(deps, tenant, await setupsOfAccount(tenant, account.id));
  return { kind: 'done', requests: mailbox.requests, more };
}

const justStarted = (setup: SetupRow): boolean =>
  setup.phase === 'first_sync' && setup.announced?.state === 'setting_up';

/** When the modules that wait out a failure are tried again, in milliseconds since the epoch. */
const attemptsAhead = (setups: readonly SetupRow[], now: Date): number[] =>
  setups.map(({ next_attempt_at: at }) => at?.getTime() ?? 0).filter((at) => at > now.getTime());

/** The modules that may run now. Those that wait out a failure are left for their time. */
async function openRuns(
  deps: EngineDeps,
  tenant: Tenant,
  gate: Gate,
  account: AccountRow,
  setups: readonly SetupRow[],
): Promise<ModuleRun[]> {
  const facts = await readGrantFacts(tenant, account.user_id);
  const waiting = (setup: SetupRow) => setup.next_attempt_at !== null && setup.next_attempt_at > deps.now();
  const candidates = setups.filter((setup) => setup.configuration !== null && !waiting(setup));
  const answers = await gate.survey(candidates.map(({ module }) => module));
  return candidates.flatMap((setup): ModuleRun[] => {
    const answer = answers.get(setup.module);
    if (answer?.go !== true || setup.configuration === null) return [];
    return [
      {
        module: setup.module,
        setup,
        configuration: setup.configuration,
        timeZone: facts?.user.timeZone ?? 'UTC',
        grant: answer.grant,
        stop: null,
        observed: false,
        restarted: false,
      },
    ];
  });
}

/** Everything between gate and settling; a problem that concerns the whole account is returned. */
async function work(
  deps: EngineDeps,
  gate: Gate,
  mailbox: Mailbox,
  tokens: AccountTokens,
  runs: readonly ModuleRun[],
  begun: Date,
): Promise<Stop | null> {
  const deadline = new Date(begun.getTime() + deps.timing.sliceMs);
  try {
    await tokens.get();
    for (const run of runs) await guarded(runs, () => settleIntents(deps, gate, mailbox, run));
    for (const run of runs) if (run.stop === null) await guarded(runs, () => observeCrm(deps, gate, run));
    /* A closed gate stops its module; the others are asked for again without it. */
    for (let attempt = 0; attempt <= runs.length; attempt += 1) {
      const complete = await guarded(runs, () => observeMicrosoft(deps, gate, mailbox, runs, deadline));
      if (complete) break;
    }
    for (const run of runs) {
      if (run.stop === null && run.observed) {
        await guarded(runs, () => reconcileUnreported(deps, gate, mailbox, run));
      }
    }
    for (const run of runs) {
      if (run.stop === null && run.observed)
        await guarded(runs, () => agree(deps, gate, mailbox, run, deadline));
    }
    return null;
  } catch (error) {
    if (error instanceof NoToken) return stopOfToken(error);
    throw error;
  }
}

/** Runs a step; when the gate closes in it, the modules concerned stop. False when that happened. */
async function guarded(runs: readonly ModuleRun[], step: () => Promise<void>): Promise<boolean> {
  try {
    await step();
    return true;
  } catch (error) {
    if (!(error instanceof GateClosed)) throw error;
    for (const run of runs) if (error.modules.includes(run.module)) run.stop = NO_PROBLEM;
    return false;
  }
}

/** Plan and act until there is nothing more to plan, or the slice ends. */
async function agree(
  deps: EngineDeps,
  gate: Gate,
  mailbox: Mailbox,
  run: ModuleRun,
  deadline: Date,
): Promise<void> {
  if (run.setup.phase === 'previewing' || run.setup.phase === 'preview_ready') {
    await showPreview(deps, gate, run);
    return;
  }
  for (let round = 0; round < MOST_PLANS && run.stop === null; round += 1) {
    const planned = await planSetup(deps, gate, run);
    await noteUnplanned(deps, gate, run, planned);
    if (planned.plan.operations.length === 0 || (round > 0 && deps.now() >= deadline)) return;
    await actOnCrm(deps, gate, run, planned);
    await actOnMicrosoft(deps, gate, mailbox, run, planned, deadline);
  }
}

async function showPreview(deps: EngineDeps, gate: Gate, run: ModuleRun): Promise<void> {
  await gate.note(async (tenant) => {
    const { input } = await planInput(deps, tenant, run);
    await saveRun(tenant, run.setup, { preview: preview(input), phase: 'preview_ready' }, run.setup.phase);
  });
}

function stopOfToken({ failure }: NoToken): Stop {
  const problem = {
    sign_in: 'sign_in',
    declined: 'sign_in',
    admin_consent: 'admin_consent',
    operator: 'our_credentials',
    transient: 'microsoft_down',
  } as const;
  return { problem: { class: problem[failure.class], detail: failure.message }, retryAfterMs: null };
}

/** A user who is active keeps the connection, however long everything is paused. This asks Entra, never Graph. */
async function keepTokenAlive(
  deps: EngineDeps,
  tenant: Tenant,
  account: AccountRow,
  setups: readonly SetupRow[],
): Promise<void> {
  const age = deps.now().getTime() - (account.token_refreshed_at?.getTime() ?? 0);
  const modules = setups.filter(({ phase }) => phase !== 'disabled').map(({ module }) => module);
  if (age < deps.timing.keepAliveMs || modules.length === 0) return;
  const facts = await readGrantFacts(tenant, account.user_id);
  if (facts?.user.active !== true) return;
  try {
    await new AccountTokens(deps, account, modules).get({ forceRefresh: true });
  } catch (error) {
    if (!(error instanceof NoToken)) throw error;
    const stop = stopOfToken(error);
    await setAccountProblem(tenant, account.id, problemOf(stop, account.problem, deps.now()));
  }
}

const problemOf = (stop: Stop | null, before: StoredProblem | null, now: Date): StoredProblem | null =>
  stop?.problem == null
    ? null
    : {
        ...stop.problem,
        since: before?.class === stop.problem.class ? before.since : now.toISOString(),
      };

/** An interval spread by a tenth, so that accounts that began together do not stay together. */
const jittered = (intervalMs: number, random: number): number =>
  Math.round(intervalMs * (0.95 + 0.1 * random));

/** Stores how each module ended and when the account is due again; whether work is left. */
async function settleRuns(
  deps: EngineDeps,
  tenant: Tenant,
  account: AccountRow,
  runs: readonly ModuleRun[],
  accountStop: Stop | null,
  attempts: readonly number[],
): Promise<boolean> {
  let more = false;
  const dueTimes = [...attempts];
  for (const run of runs) {
    const due = await settleRun(deps, tenant, run, accountStop ?? run.stop);
    if (due === 'more') more = true;
    else dueTimes.push(due.getTime());
  }
  await setAccountProblem(tenant, account.id, problemOf(accountStop, account.problem, deps.now()));
  const poll = deps.now().getTime() + jittered(deps.timing.pollMs, deps.random());
  await settleAccount(tenant, account.id, {
    served: account.wanted,
    nextTickAt: more ? deps.now() : new Date(Math.min(poll, ...dueTimes)),
  });
  return more;
}

async function settleRun(
  deps: EngineDeps,
  tenant: Tenant,
  run: ModuleRun,
  stop: Stop | null,
): Promise<Date | 'more'> {
  const now = deps.now();
  const poll = new Date(now.getTime() + jittered(deps.timing.pollMs, deps.random()));
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
  if (finished && run.setup.confirmed_deletions > 0)
    await saveRun(tenant, run.setup, { confirmedDeletions: 0 });
  if (!finished && !(previewing && run.observed)) return 'more';
  return waiting.earliest !== null && waiting.earliest < poll ? waiting.earliest : poll;
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
