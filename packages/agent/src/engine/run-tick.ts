import { setTimeout as delay } from 'node:timers/promises';
import { preview } from '@syncgrant/core';
import {
  acquireLease,
  readAccount,
  readGrantFacts,
  releaseLease,
  renewLease,
  saveRun,
  setAccountProblem,
  setupsOfAccount,
  Tenant,
  type AccountRow,
  type SetupRow,
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
import { readUnread } from './read-unread.ts';
import { reattach } from './reattach.ts';
import { reconcileUnreported } from './reconcile-unreported.ts';
import { removeCopies } from './remove-copies.ts';
import { attemptsAhead, problemOf, settleDefect, settlePaused, settleRuns } from './settle.ts';
import { settleIntents } from './settle-intents.ts';
import { endNote, numberNote, type TickNote } from './tick-note.ts';
import { syncPhotos } from './sync-photos.ts';
import { watchMailbox } from '../notifications/watch-mailbox.ts';

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
  const note: TickNote = { accountId: account.id, begunAt: deps.now(), id: null, mailbox: null, runs: [] };
  try {
    return await runHeld(deps, tenant, gate, account, note, signal);
  } catch (error) {
    if (error instanceof LeaseLost) return { kind: 'lost' };
    if (signal.aborted) return { kind: 'stopped' };
    deps.log.error({ err: error, accountId: account.id }, 'a tick failed');
    await gate.note(async (inside) => {
      await settleDefect(deps, inside, account);
      await endNote(deps, inside, note, { kind: 'failed' });
    });
    await announceStatuses(deps, tenant, await setupsOfAccount(tenant, account.id));
    return { kind: 'failed' };
  } finally {
    await stopRenewing();
    await releaseLease(tenant, gate.lease, deps.now());
  }
}

/** Prolongs the lease while the run goes on; ends with the function it returns. */
function keepLease(deps: EngineDeps, tenant: Tenant, gate: Gate): () => Promise<void> {
  const ending = new AbortController();
  const sleep = deps.sleep ?? ((ms, signal) => delay(ms, undefined, { signal, ref: false }));
  const loop = (async () => {
    for (;;) {
      await sleep(deps.timing.leaseMs / 4, ending.signal);
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
  note: TickNote,
  signal: AbortSignal,
): Promise<TickResult> {
  const begun = deps.now();
  await numberNote(tenant, note);
  const setups = await setupsOfAccount(tenant, account.id);
  /* A first sync may be over with this very run; its timeline shall still tell that it began. */
  await announceStatuses(deps, tenant, setups.filter(justStarted));
  const runs = await openRuns(deps, gate, account, setups);
  if (runs.length === 0) {
    await keepTokenAlive(deps, tenant, account, setups);
    await gate.note(async (inside) => {
      await settlePaused(deps, inside, account, setups);
      await endNote(deps, inside, note, {
        kind: 'paused',
        waits: attemptsAhead(setups, deps.now()).length > 0,
      });
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
  note.mailbox = mailbox;
  note.runs = runs;
  const problem = await work(deps, gate, mailbox, tokens, runs, begun);
  const more = await gate.note(async (inside) => {
    for (const run of runs) if (!(await gate.isAsSurveyed(inside, run.module))) run.stop = NO_PROBLEM;
    const left = await settleRuns(deps, inside, account, runs, problem, attemptsAhead(setups, begun));
    await endNote(deps, inside, note, { kind: 'done', more: left, accountStop: problem });
    return left;
  });
  await announceStatuses(deps, tenant, await setupsOfAccount(tenant, account.id));
  return { kind: 'done', requests: mailbox.requests, more };
}

const justStarted = (setup: SetupRow): boolean =>
  setup.phase === 'first_sync' && setup.announced?.state === 'setting_up';

/** The modules that may run now. Those that wait out a failure are left for their time. */
async function openRuns(
  deps: EngineDeps,
  gate: Gate,
  { username }: AccountRow,
  setups: readonly SetupRow[],
): Promise<ModuleRun[]> {
  const waiting = (setup: SetupRow) => setup.next_attempt_at !== null && setup.next_attempt_at > deps.now();
  const candidates = setups.filter((setup) => setup.configuration !== null && !waiting(setup));
  const answers = await gate.survey(candidates.map(({ module }) => module));
  return candidates.flatMap((setup): ModuleRun[] => {
    const answer = answers.get(setup.module);
    if (answer?.go !== true || answer.configuration === null) return [];
    if (answer.removes !== isRemoval({ setup })) return []; // The user has just decided otherwise.
    return [
      {
        module: setup.module,
        setup,
        configuration: answer.configuration,
        timeZone: answer.timeZone,
        ownAddresses: [username, answer.email],
        grant: answer.grant,
        stop: null,
        observed: false,
        restarts: 0,
        readsOtherwise: false,
        changed: false,
        mailed: 0,
        morePhotos: false,
        watch: 'none',
      },
    ];
  });
}

const isRemoval = ({ setup }: Pick<ModuleRun, 'setup'>): boolean => setup.phase === 'removing';

/** Everything between gate and settling; a problem that concerns the whole account is returned. */
async function work(
  deps: EngineDeps,
  gate: Gate,
  mailbox: Mailbox,
  tokens: AccountTokens,
  all: readonly ModuleRun[],
  begun: Date,
): Promise<Stop | null> {
  const deadline = new Date(begun.getTime() + deps.timing.sliceMs);
  const runs = all.filter((run) => !isRemoval(run));
  try {
    await tokens.get();
    for (const run of all) await guarded(all, () => settleIntents(deps, gate, mailbox, run));
    for (const run of runs) if (run.stop === null) await guarded(runs, () => observeCrm(deps, gate, run));
    for (const run of runs)
      if (run.stop === null) await guarded(runs, () => watchMailbox(deps, gate, mailbox, run));
    /* A closed gate stops its module; the others are asked for again without it. */
    for (let attempt = 0; attempt <= runs.length; attempt += 1) {
      const complete = await guarded(runs, () => observeMicrosoft(deps, gate, mailbox, runs, deadline));
      if (complete) break;
    }
    for (const run of runs) {
      if (run.stop === null && run.observed) {
        await guarded(runs, () => readUnread(deps, gate, mailbox, run));
        if (run.stop === null) await guarded(runs, () => reconcileUnreported(deps, gate, mailbox, run));
        await guarded(runs, () => reattach(deps, gate, run));
      }
    }
    for (const run of runs) {
      if (run.stop === null && run.observed)
        await guarded(runs, () => agree(deps, gate, mailbox, run, deadline));
      if (run.stop === null && run.observed)
        await guarded(runs, () => syncPhotos({ deps, gate, mailbox, run }, deadline));
    }
    for (const run of all.filter(isRemoval)) {
      if (run.stop === null) await guarded(all, () => removeCopies({ deps, gate, mailbox, run }, deadline));
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
    await actOnMicrosoft({ deps, gate, mailbox, run, planned }, deadline);
  }
}

async function showPreview(deps: EngineDeps, gate: Gate, run: ModuleRun): Promise<void> {
  await gate.noteOf(run.module, async (tenant) => {
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
