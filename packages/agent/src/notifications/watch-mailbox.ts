import { retryDelayMs, type Watch } from '@syncgrant/core';
import {
  listSubscriptions,
  MAILBOX_MODULES,
  parseSubscription,
  removeSubscription,
  renewSubscription,
  subscribe,
  type GraphRequest,
  type GraphResult,
  type GraphSession,
} from '@syncgrant/microsoft';
import { readSubscription, saveSubscription, type SubscriptionRow } from '@syncgrant/store';
import type { EngineDeps } from '../engine/engine-deps.ts';
import type { Gate } from '../engine/gate.ts';
import type { Mailbox } from '../engine/mailbox.ts';
import type { ModuleRun } from '../engine/module-run.ts';
import { notificationAddress } from './notification-address.ts';
import { hashOfSecret } from './subscription-secret.ts';

/** Asked for less than the longest life, because Graph's clock may be behind ours. */
const CLOCK_MARGIN_MS = 60 * 60_000;
/** Lost twins removed in one run; what is left is found by the next attempt. */
const MOST_TWINS = 10;

/** Where a setup's subscription belongs. */
interface Place {
  readonly resource: string;
  readonly address: string;
}

/** A subscription that lives, or once did. */
type Held = Pick<SubscriptionRow, 'graph_id' | 'secret_hash' | 'expires_at'>;

const NONE: Held = { graph_id: null, secret_hash: null, expires_at: null };

/** What an attempt leaves, and why it is not what was wanted. */
interface Attempt {
  readonly held: Held;
  readonly failure: { readonly message: string; readonly retryAfterMs: number | null } | null;
}

const UNREADABLE: Attempt['failure'] = { message: 'the answer could not be read', retryAfterMs: null };

/**
 * Sees to it that Microsoft tells of changes in the module's calendar, folder or list: subscribes, renews halfway, and
 * replaces what is gone or watches another place. To be called before the changes are read, so that what happens before the
 * subscription begins is read, and what happens later is told. Where it fails the run goes on, and polls.
 */
export async function watchMailbox(
  deps: EngineDeps,
  gate: Gate,
  mailbox: Mailbox,
  run: ModuleRun,
): Promise<void> {
  const { setup } = run;
  if (deps.notificationOrigin === undefined) return;
  if (setup.phase !== 'first_sync' && setup.phase !== 'active') return;
  const known = await gate.note((tenant) => readSubscription(tenant, setup.id));
  const place: Place = {
    resource: MAILBOX_MODULES[run.module].watching.resource(run.configuration.containerId),
    address: notificationAddress(deps.notificationOrigin, setup.organisation_id, setup.id),
  };
  const isInPlace = known?.resource === place.resource && known.address === place.address;
  if (isInPlace && known.due_at > deps.now()) {
    run.watch = watchOf(run, known, known.failures, deps.now());
    return;
  }
  const ask = async (request: GraphRequest): Promise<GraphResult> => {
    const [result] = await mailbox.batch([run.module], [request]);
    if (result === undefined) throw new Error('a request without a result');
    return result;
  };
  const expiresAt = new Date(
    deps.now().getTime() + MAILBOX_MODULES[run.module].watching.longestMs - CLOCK_MARGIN_MS,
  );
  /* Where this fails, the one in another place ends by itself; its notifications are nobody's. */
  if (known?.graph_id != null && !isInPlace) await ask(removeSubscription(known.graph_id));
  const attempt =
    (isInPlace ? await renew(ask, known, expiresAt, deps.now()) : null) ??
    (await begin(ask, mailbox.session([run.module]), place, deps.newId(), expiresAt));

  const { held, failure } = attempt;
  const now = deps.now();
  const failures = failure === null ? 0 : (known?.failures ?? 0) + 1;
  if (failure !== null) {
    const { message } = failure;
    deps.log.warn(
      { setupId: setup.id, reason: message },
      'Microsoft will not tell of changes; polling goes on',
    );
  }
  const due_at = failure === null ? halfway(now, held) : retryTime(deps, failures, failure.retryAfterMs);
  await gate.note((tenant) =>
    saveSubscription(tenant, { setup_id: setup.id, ...place, ...held, due_at, failures }),
  );
  run.watch = watchOf(run, held, failures, now);
}

/** A subscription that could not be renewed may have fallen silent: it is relied on less until it was. */
function watchOf(run: ModuleRun, { expires_at: end }: Held, failures: number, now: Date): Watch {
  if (end === null || end <= now) return 'none';
  return MAILBOX_MODULES[run.module].watching.tellsOfLoss && failures === 0 ? 'reliable' : 'lossy';
}

type Ask = (request: GraphRequest) => Promise<GraphResult>;

/** Null when there is nothing to renew. */
async function renew(ask: Ask, held: Held, expiresAt: Date, now: Date): Promise<Attempt | null> {
  if (held.graph_id === null || held.expires_at === null || held.expires_at <= now) return null;
  const result = await ask(renewSubscription(held.graph_id, expiresAt));
  if (!result.ok) return result.failure.status === 404 ? null : { held, failure: result.failure };
  const renewed = parseSubscription(result.body);
  return renewed === null
    ? { held, failure: UNREADABLE }
    : { held: { ...held, expires_at: renewed.expiresAt }, failure: null };
}

/** A new subscription. One of our own in its way, whose answer was lost, is removed first: its secret is not known. */
async function begin(
  ask: Ask,
  session: GraphSession,
  place: Place,
  secret: string,
  expiresAt: Date,
): Promise<Attempt> {
  const request = subscribe({ ...place, secret, expiresAt });
  let result = await ask(request);
  if (!result.ok && result.failure.class === 'conflict') {
    await removeTwins(ask, session, place.address);
    result = await ask(request);
  }
  if (!result.ok) return { held: NONE, failure: result.failure };
  const begun = parseSubscription(result.body);
  if (begun === null) return { held: NONE, failure: UNREADABLE };
  const held = { graph_id: begun.id, secret_hash: hashOfSecret(secret), expires_at: begun.expiresAt };
  return { held, failure: null };
}

async function removeTwins(ask: Ask, session: GraphSession, address: string): Promise<void> {
  const listing = await listSubscriptions(session);
  if (!listing.ok) return;
  const twins = listing.rows.filter((row) => row.address === address);
  for (const { id } of twins.slice(0, MOST_TWINS)) await ask(removeSubscription(id));
}

const halfway = (now: Date, { expires_at: end }: Held): Date =>
  new Date((now.getTime() + (end ?? now).getTime()) / 2);

function retryTime(deps: EngineDeps, failures: number, retryAfterMs: number | null): Date {
  const retryAfterSeconds = retryAfterMs === null ? null : retryAfterMs / 1000;
  return new Date(deps.now().getTime() + retryDelayMs(failures, retryAfterSeconds, deps.random()));
}
