import { isDueToMove, nextWindow, startOfCalendar } from '@syncgrant/core';
import { MAILBOX_MODULES, type GraphFailure, type GraphRequest } from '@syncgrant/microsoft';
import {
  readCursor,
  resetCursor,
  restartRound,
  type CursorRow,
  type RoundBegun,
  type Tenant,
} from '@syncgrant/store';
import { containerIsThere } from './container-check.ts';
import type { EngineDeps } from './engine-deps.ts';
import type { Gate } from './gate.ts';
import type { Mailbox } from './mailbox.ts';
import { stopOf, type ModuleRun } from './module-run.ts';

/**
 * Where a round of a delta begins or goes on, and what follows from a refusal. A module may be read in two ways: the first is
 * asked whenever a full round begins, the other one where that is refused. Which one it was is in the link, and matters nowhere else
 * but for a window that has an end.
 */

/** Runs in a row in which a link was refused, without being dead, until everything is read anew. */
const PATIENCE = 2;
/** Rounds that one run begins again because of a refusal. */
const MOST_RESTARTS = 2;

export interface Asked {
  readonly request: GraphRequest;
  /** What the round is about, if it begins with this request. */
  readonly begun: RoundBegun | null;
}

export async function nextRequest(deps: EngineDeps, gate: Gate, run: ModuleRun): Promise<Asked> {
  const { containerId } = run.configuration;
  const module = MAILBOX_MODULES[run.module];
  const cursor = await gate.noteOf(run.module, (tenant) => usableCursor(deps, tenant, run));
  const link = cursor?.next_link ?? cursor?.delta_link ?? null;
  if (link !== null) return { request: module.nextPage(link), begun: null };
  const now = deps.now();
  const start = cursor?.start_at ?? startOfCalendar(now);
  if (run.readsOtherwise && module.boundedDelta !== undefined) {
    const former = { readAt: cursor?.complete_at ?? null, to: cursor?.window_to ?? null };
    const { from, to } = nextWindow(now, start, former);
    const span = { from: from.toISOString(), to: to.toISOString() };
    return { request: module.boundedDelta(containerId, span), begun: { start, from, to } };
  }
  const request = module.firstDelta(containerId, { windowStart: start.toISOString() });
  return { request, begun: { start, from: start, to: null } };
}

/** A link of another address than Graph's is never followed: everything is read anew. */
async function usableCursor(deps: EngineDeps, tenant: Tenant, run: ModuleRun): Promise<CursorRow | null> {
  const { containerId } = run.configuration;
  const cursor = await readCursor(tenant, run.setup.id, containerId);
  const link = cursor?.next_link ?? cursor?.delta_link ?? null;
  if (link === null || new URL(link).origin === new URL(deps.microsoft.graphOrigin).origin) return cursor;
  deps.log.warn({ setupId: run.setup.id }, 'a stored link leads to another address; reading everything anew');
  await resetCursor(tenant, run.setup.id, containerId);
  return readCursor(tenant, run.setup.id, containerId);
}

/**
 * The module's stop is set, or the next request is another one. A dead link leaves reading everything anew, another refused one
 * the round from its beginning; where that goes on being refused, and where a first request is, the other way is tried.
 */
export async function afterRefusal(
  gate: Gate,
  mailbox: Mailbox,
  run: ModuleRun,
  { begun }: Asked,
  failure: GraphFailure,
): Promise<void> {
  const notFound = failure.class === 'missing' || failure.class === 'mailbox';
  // An address that is not offered may look like a mailbox that is not.
  if (notFound && !(await containerIsThere(mailbox, run))) return;
  const stop = notFound ? null : stopOf(failure);
  if (stop === null && (await goesOn(gate, run, begun, failure))) return;
  const problem = { class: 'microsoft_down', detail: failure.message } as const;
  run.stop = stop ?? { problem, retryAfterMs: null };
}

async function goesOn(
  gate: Gate,
  run: ModuleRun,
  begun: RoundBegun | null,
  failure: GraphFailure,
): Promise<boolean> {
  if (begun !== null) {
    const another = MAILBOX_MODULES[run.module].boundedDelta !== undefined && !run.readsOtherwise;
    run.readsOtherwise = another || run.readsOtherwise;
    return another;
  }
  const isDead = failure.class === 'gone' || (run.restarts > 0 && run.setup.consecutive_failures >= PATIENCE);
  if (run.restarts >= (isDead ? MOST_RESTARTS : 1)) return false;
  run.restarts += 1;
  const begin = isDead ? resetCursor : restartRound;
  await gate.noteOf(run.module, (tenant) => begin(tenant, run.setup.id, run.configuration.containerId));
  return true;
}

/** A window with an end moves on right after a round, so that nothing lies between what both have told. Whether it did. */
export async function moveWindow(deps: EngineDeps, gate: Gate, run: ModuleRun): Promise<boolean> {
  const { containerId } = run.configuration;
  return gate.noteOf(run.module, async (tenant) => {
    const cursor = await readCursor(tenant, run.setup.id, containerId);
    if (cursor === null || !isDueToMove({ to: cursor.window_to }, deps.now())) return false;
    await resetCursor(tenant, run.setup.id, containerId);
    run.readsOtherwise = false;
    return true;
  });
}
