import { AuthError, InteractionRequiredAuthError, type AuthenticationResult } from '@azure/msal-node';
import type { MicrosoftConfig } from '../config.ts';
import type { StoredTokens, TokenVault } from '../token-vault.ts';
import { createApplication } from './application.ts';
import { entraFailure, type EntraFailure } from './errors.ts';
import { checkIdToken } from './id-token.ts';
import { createEntraNetwork, type EntraNetwork } from './network.ts';
import { decodeCache, keepNewest, replaceTokens, type StoredCache } from './stored-cache.ts';

/** Who signed in. Tenant id and object id together name the account for ever; names and addresses change. */
export interface MicrosoftIdentity {
  readonly tenantId: string;
  readonly objectId: string;
  /** The user principal name, to show and to hint with. */
  readonly username: string;
  readonly email: string | null;
  readonly displayName: string;
}

export interface AuthorizationRequest {
  readonly scopes: readonly string[];
  readonly redirectUri: string;
  readonly state: string;
  readonly nonce: string;
  readonly codeChallenge: string;
  readonly prompt?: 'login' | 'select_account' | 'consent' | 'none';
  readonly loginHint?: string;
  /** A claims challenge from an earlier failure, as JSON text. */
  readonly claims?: string;
}

export interface CodeRedemption {
  readonly code: string;
  readonly codeVerifier: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly nonce: string;
  /** Takes the tokens, replacing what it held; null for a sign-in that needs none. */
  readonly vault: TokenVault | null;
}

export type RedeemResult =
  | { readonly ok: true; readonly identity: MicrosoftIdentity; readonly grantedScopes: readonly string[] }
  | { readonly ok: false; readonly failure: EntraFailure };

export interface AccessTokenRequest {
  readonly identity: MicrosoftIdentity;
  readonly scopes: readonly string[];
  readonly vault: TokenVault;
  /** Asks Entra even if the vault holds a token that has not expired. */
  readonly forceRefresh?: boolean;
  readonly claims?: string;
}

export type AccessTokenResult =
  | {
      readonly ok: true;
      readonly accessToken: string;
      readonly expiresAt: Date;
      readonly grantedScopes: readonly string[];
    }
  | { readonly ok: false; readonly failure: EntraFailure };

export interface AdminConsentRequest {
  /** `organizations` when the tenant is not known. */
  readonly tenant: string;
  readonly scopes: readonly string[];
  readonly redirectUri: string;
  readonly state: string;
}

/** Sign-in and tokens of Microsoft Entra ID. What a vault throws is passed on. */
export interface Entra {
  authorizationUrl(request: AuthorizationRequest): Promise<string>;
  redeemCode(redemption: CodeRedemption): Promise<RedeemResult>;
  accessToken(request: AccessTokenRequest): Promise<AccessTokenResult>;
  adminConsentUrl(request: AdminConsentRequest): string;
}

export interface EntraDeps {
  readonly fetch?: typeof fetch;
  readonly now?: () => Date;
}

export function createEntra(config: MicrosoftConfig, deps: EntraDeps = {}): Entra {
  const { fetch: send = fetch, now = () => new Date() } = deps;
  const open = () => {
    const network = createEntraNetwork(config, send);
    return { network, application: createApplication(config, network) };
  };

  /** `changed` is the cache to be stored, null when it stayed as it was. */
  const acquire = async (
    { identity, scopes, forceRefresh = false, claims }: AccessTokenRequest,
    cache: StoredCache,
  ): Promise<
    | { readonly ok: true; readonly result: AuthenticationResult; readonly changed: string | null }
    | { readonly ok: false; readonly failure: EntraFailure }
  > => {
    const { network, application } = open();
    try {
      const tokens = application.getTokenCache();
      tokens.deserialize(cache.msal);
      const before = tokens.serialize();
      const account = (await tokens.getAllAccounts()).find(
        (known) => known.localAccountId === identity.objectId && known.tenantId === identity.tenantId,
      );
      if (!account) return refused(noTokens());
      const result = await application.acquireTokenSilent({
        account,
        scopes: [...scopes],
        forceRefresh,
        ...(claims === undefined ? {} : { claims }),
      });
      const after = tokens.serialize();
      return { ok: true, result, changed: after === before ? null : after };
    } catch (error) {
      return refused(failureOf(error, network));
    }
  };

  const attempt = async (request: AccessTokenRequest, stored: StoredTokens): Promise<AccessTokenResult> => {
    const cache = decodeCache(stored.blob);
    if (cache === null) return refused(entraFailure('sign_in', 'stored_tokens_unreadable', null));
    const acquired = await acquire(request, cache);
    if (!acquired.ok) return acquired;
    const { result, changed } = acquired;
    if (changed !== null) {
      const mine = { msal: changed, refreshedAtMs: now().getTime() };
      if (!(await keepNewest(request.vault, mine, stored.version))) return refused(noTokens());
    }
    return {
      ok: true,
      accessToken: result.accessToken,
      expiresAt: result.expiresOn ?? now(),
      grantedScopes: result.scopes,
    };
  };

  return {
    authorizationUrl: ({ scopes, redirectUri, state, nonce, codeChallenge, prompt, loginHint, claims }) =>
      open().application.getAuthCodeUrl({
        scopes: [...scopes],
        redirectUri,
        state,
        nonce,
        codeChallenge,
        codeChallengeMethod: 'S256',
        ...(prompt === undefined ? {} : { prompt }),
        ...(loginHint === undefined ? {} : { loginHint }),
        ...(claims === undefined ? {} : { claims }),
      }),

    async redeemCode({ code, codeVerifier, redirectUri, scopes, nonce, vault }) {
      const { network, application } = open();
      let result: AuthenticationResult;
      try {
        result = await application.acquireTokenByCode({
          code,
          codeVerifier,
          redirectUri,
          scopes: [...scopes],
          nonce,
        });
      } catch (error) {
        return refused(failureOf(error, network));
      }
      const check = checkIdToken(result.idTokenClaims, { config, nonce, now: now() });
      if (!check.ok) {
        const failureClass = check.reason === 'nonce_mismatch' ? 'sign_in' : 'operator';
        return refused(entraFailure(failureClass, check.reason, null));
      }
      if (vault !== null) {
        const tokens = { msal: application.getTokenCache().serialize(), refreshedAtMs: now().getTime() };
        if (!(await replaceTokens(vault, tokens))) {
          return refused(entraFailure('transient', 'vault_contended', null));
        }
      }
      return { ok: true, identity: check.identity, grantedScopes: result.scopes };
    },

    async accessToken(request) {
      const stored = await request.vault.load();
      if (stored === null) return refused(noTokens());
      const result = await attempt(request, stored);
      if (result.ok || result.failure.class !== 'sign_in') return result;
      // The refresh token may have been used up by another process that has stored its successor since.
      const latest = await request.vault.load();
      return latest === null || latest.version === stored.version ? result : attempt(request, latest);
    },

    adminConsentUrl({ tenant, scopes, redirectUri, state }) {
      const url = new URL(`${config.entraOrigin}/${encodeURIComponent(tenant)}/v2.0/adminconsent`);
      url.searchParams.set('client_id', config.clientId);
      url.searchParams.set('scope', scopes.join(' '));
      url.searchParams.set('redirect_uri', redirectUri);
      url.searchParams.set('state', state);
      return url.href;
    },
  };
}

const noTokens = () => entraFailure('sign_in', 'no_tokens', null);
const refused = (failure: EntraFailure) => ({ ok: false as const, failure });

/** What Entra said comes first; what MSAL itself found wanting is known by its code, and anything else is a defect. */
function failureOf(error: unknown, network: EntraNetwork): EntraFailure {
  const failure = network.failure();
  if (failure) return failure;
  const code = error instanceof AuthError ? error.errorCode : 'defect';
  const needsUser = error instanceof InteractionRequiredAuthError || code === 'nonce_mismatch';
  return entraFailure(needsUser ? 'sign_in' : 'operator', code, error);
}
