import type { SyncModule } from '@syncgrant/core';
import {
  createGraphSession,
  MAILBOX_MODULES,
  type Container,
  type EntraFailure,
  type GraphFailure,
} from '@syncgrant/microsoft';
import { readAccount, readSetup, Tenant } from '@syncgrant/store';
import { AccountTokens, NoToken } from './engine/account-tokens.ts';
import type { EngineDeps } from './engine/engine-deps.ts';
import { GateClosed } from './engine/gate.ts';
import { passGrant } from './engine/pass-grant.ts';

export type ContainerAnswer =
  | { readonly ok: true; readonly containers: readonly Container[] }
  | { readonly ok: false; readonly reason: 'no_setup' }
  | { readonly ok: false; readonly reason: 'refused'; readonly message: string }
  | { readonly ok: false; readonly reason: 'microsoft'; readonly failure: GraphFailure | EntraFailure };

/** The calendars, folders or lists that a user may choose from. Each request to Graph passes the grant, as in a tick. */
export async function listMailboxContainers(
  deps: EngineDeps,
  target: { readonly organisationId: string; readonly userId: string; readonly module: SyncModule },
): Promise<ContainerAnswer> {
  const tenant = new Tenant(deps.db, target.organisationId);
  const setup = await readSetup(tenant, target.userId, target.module);
  const account = setup === null ? null : await readAccount(tenant, setup.account_id);
  if (setup === null || account === null || setup.phase === 'disabled')
    return { ok: false, reason: 'no_setup' };
  const tokens = new AccountTokens(deps, account, [target.module]);
  const session = createGraphSession({
    config: deps.microsoft,
    accessToken: () => tokens.get(),
    dispatch: (start) => passGrant(deps, target, start),
    timeoutMs: deps.timing.requestTimeoutMs,
    clientRequestId: deps.newId,
    now: deps.now,
    ...(deps.fetch !== undefined && { fetch: deps.fetch }),
  });
  try {
    const listing = await MAILBOX_MODULES[target.module].listContainers(session);
    return listing.ok ? listing : { ok: false, reason: 'microsoft', failure: listing.failure };
  } catch (error) {
    if (error instanceof GateClosed) return { ok: false, reason: 'refused', message: error.message };
    if (error instanceof NoToken) return { ok: false, reason: 'microsoft', failure: error.failure };
    throw error;
  }
}
