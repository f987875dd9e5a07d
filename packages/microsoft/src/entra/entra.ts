import type { MicrosoftConfig } from '../config.ts';
import type { TokenVault } from '../token-vault.ts';
import type { EntraFailure } from './errors.ts';

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

export declare function createEntra(config: MicrosoftConfig, deps: EntraDeps): Entra;
