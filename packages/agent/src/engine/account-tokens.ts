import { MAILBOX_MODULES, type EntraFailure, type KeyRing, type TokenVault } from '@syncgrant/microsoft';
import { readTokens, saveTokens, Tenant, type AccountRow } from '@syncgrant/store';
import type { SyncModule } from '@syncgrant/core';
import type { EngineDeps } from './engine-deps.ts';

/** No token, and why: the class decides the status. */
export class NoToken extends Error {
  override readonly name = 'NoToken';
  readonly failure: EntraFailure;

  constructor(failure: EntraFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** What a sealed token cache is bound to: a box copied to another account does not open. */
export const tokenContext = (organisationId: string, accountId: string): string =>
  `token:${organisationId}:${accountId}`;

/** The vault of one account: sealed in the database, saved by compare-and-set. */
export function accountVault(
  deps: { readonly db: Tenant['db']; readonly keyRing: KeyRing; readonly now: () => Date },
  organisationId: string,
  accountId: string,
): TokenVault {
  const tenant = new Tenant(deps.db, organisationId);
  const context = tokenContext(organisationId, accountId);
  return {
    async load() {
      const stored = await readTokens(tenant, accountId);
      return stored === null
        ? null
        : { blob: deps.keyRing.open(stored.box, context), version: stored.version };
    },
    saveIfVersion: (blob, version) =>
      saveTokens(tenant, accountId, deps.keyRing.seal(blob, context), version, deps.now()),
  };
}

/** The access tokens of one run: asked for once, refreshed at most once when Graph does not take them. */
export class AccountTokens {
  readonly #deps: EngineDeps;
  readonly #account: AccountRow;
  readonly #scopes: readonly string[];
  #token: { readonly value: string; readonly expiresAt: Date } | null = null;

  constructor(deps: EngineDeps, account: AccountRow, modules: readonly SyncModule[]) {
    this.#deps = deps;
    this.#account = account;
    this.#scopes = modules.map((module) => MAILBOX_MODULES[module].scope);
  }

  /** @throws {NoToken} */
  async get(options: { forceRefresh?: boolean; claims?: string } = {}): Promise<string> {
    const usable = this.#token !== null && this.#token.expiresAt > this.#deps.now();
    if (this.#token !== null && usable && options.forceRefresh !== true) return this.#token.value;
    const { organisation_id: organisationId, id, tenant_id: tenantId, object_id: objectId } = this.#account;
    const result = await this.#deps.entra.accessToken({
      identity: {
        tenantId,
        objectId,
        username: this.#account.username,
        displayName: this.#account.display_name,
        email: null,
      },
      scopes: this.#scopes,
      vault: accountVault(this.#deps, organisationId, id),
      ...options,
    });
    if (!result.ok) throw new NoToken(result.failure);
    this.#token = { value: result.accessToken, expiresAt: result.expiresAt };
    return result.accessToken;
  }
}
