import { decide, explain, type SyncModule } from '@syncgrant/core';
import { tokenContext } from '@syncgrant/agent';
import { MAILBOX_MODULES, type MicrosoftIdentity, type TokenVault } from '@syncgrant/microsoft';
import {
  beginSetup,
  inTransaction,
  readAccount,
  readGrantFacts,
  readSetup,
  readTokens,
  requestTick,
  saveAccount,
  saveTokens,
  shareGrants,
  Tenant,
} from '@syncgrant/store';
import type { SignedInCaller } from '../http/caller.ts';
import type { WebServerDeps } from '../web-server-deps.ts';
import { setbackOf } from './finish-sign-in.ts';
import type { Setback } from './landing.ts';
import { beginVisit, redirectUri, type ReturnedVisit } from './visit.ts';

/** Only what this module needs is asked for; what was consented to for other modules stays consented. */
const connectScopes = (module: SyncModule): readonly string[] => [
  MAILBOX_MODULES[module].scope,
  'offline_access',
  'User.Read',
];

/** The Microsoft page on which the caller connects an account for a module, or connects it again. */
export async function beginConnect(
  deps: WebServerDeps,
  caller: SignedInCaller,
  module: SyncModule,
): Promise<string> {
  const { tenant, facts } = caller;
  const setup = await readSetup(tenant, facts.user.id, module);
  const account =
    setup === null || setup.phase === 'disabled' ? null : await readAccount(tenant, setup.account_id);
  return beginVisit(deps, {
    purpose: { kind: 'connect', organisationId: tenant.organisationId, userId: facts.user.id, module },
    browser: caller.session.id,
    scopes: connectScopes(module),
    loginHint: account?.username ?? null,
  });
}

/** Redeems the code, checks what was granted, and stores account, tokens and setup together. `null`: all went well. */
export async function finishConnect(
  deps: WebServerDeps,
  { attempt, codeVerifier }: ReturnedVisit,
  code: string,
  caller: SignedInCaller,
  module: SyncModule,
): Promise<Setback | null> {
  const tokens = captureTokens();
  const redeemed = await deps.engine.entra.redeemCode({
    code,
    codeVerifier,
    redirectUri: redirectUri(deps.publicUrl),
    scopes: connectScopes(module),
    nonce: attempt.nonce,
    vault: tokens.vault,
  });
  if (!redeemed.ok) return setbackOf(redeemed.failure);
  const blob = tokens.captured();
  if (blob === null || !includesScope(redeemed.grantedScopes, MAILBOX_MODULES[module].scope)) {
    return {
      error: 'not_granted',
      message: 'Microsoft did not grant what the sync needs. Please allow it and try again.',
    };
  }
  const account = { ...redeemed.identity, grantedScopes: redeemed.grantedScopes };
  const connected = await inTransaction(deps.engine.db, (transaction) =>
    store(
      deps,
      new Tenant(transaction, caller.tenant.organisationId),
      caller.facts.user.id,
      module,
      account,
      blob,
    ),
  ).catch((error: unknown) => {
    if (error instanceof NotConnected) return error.setback;
    throw error;
  });
  return connected;
}

/** Rolls the connection back; never leaves this file. */
class NotConnected extends Error {
  readonly setback: Setback;

  constructor(setback: Setback) {
    super(setback.message);
    this.setback = setback;
  }
}

async function store(
  deps: WebServerDeps,
  tenant: Tenant,
  userId: string,
  module: SyncModule,
  account: MicrosoftIdentity & { readonly grantedScopes: readonly string[] },
  blob: string,
): Promise<null> {
  const { contexts, keyRing, now } = deps.engine;
  await shareGrants(tenant);
  const facts = await readGrantFacts(tenant, userId);
  const decision = facts === null ? null : decide(contexts.of(facts), { kind: 'sync', syncModule: module });
  if (decision === null) throw new NotConnected({ error: 'user_inactive', message: 'The user is gone.' });
  if (!decision.granted) {
    throw new NotConnected({ error: decision.rule.code, message: explain(decision, 'subject').message });
  }
  const setup = await readSetup(tenant, userId, module);
  if (setup !== null && setup.phase !== 'disabled') {
    const former = await readAccount(tenant, setup.account_id);
    if (former !== null && (former.tenant_id !== account.tenantId || former.object_id !== account.objectId)) {
      throw new NotConnected({
        error: 'other_account',
        message: `This sync is connected with ${former.username}. Disable it first to use another account.`,
      });
    }
  }
  const saved = await saveAccount(tenant, userId, account, now());
  if (saved === null) {
    throw new NotConnected({
      error: 'mailbox_taken',
      message: `${account.username} is connected with another user of your organisation.`,
    });
  }
  const version = (await readTokens(tenant, saved.id))?.version ?? saved.token_version;
  const box = keyRing.seal(blob, tokenContext(tenant.organisationId, saved.id));
  if (!(await saveTokens(tenant, saved.id, box, version, now()))) {
    throw new NotConnected({ error: 'transient', message: 'The account was busy. Please try again.' });
  }
  await beginSetup(tenant, userId, module, saved.id, now());
  await requestTick(tenant, saved.id, now());
  return null;
}

/** Holds the tokens until it is known whose they are. */
function captureTokens(): { readonly vault: TokenVault; readonly captured: () => string | null } {
  let captured: string | null = null;
  return {
    vault: {
      load: async () => null,
      saveIfVersion: async (blob) => {
        captured = blob;
        return true;
      },
    },
    captured: () => captured,
  };
}

/** Microsoft answers scopes with or without the address of Graph before them, in any case. */
const includesScope = (granted: readonly string[], scope: string): boolean =>
  granted.some((name) => name.slice(name.lastIndexOf('/') + 1).toLowerCase() === scope.toLowerCase());
