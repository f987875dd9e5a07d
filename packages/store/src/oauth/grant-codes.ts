import type { Tenant } from '../tenant.ts';

/** A user's word for a program. `id` is the SHA-256 of the code, so that a stolen table opens nothing. */
export interface GrantCode {
  readonly id: string;
  readonly apiClientId: string;
  readonly userId: string;
  readonly scopes: readonly string[];
  /** Must be repeated when the code is exchanged; `null` when the user carries the code over. */
  readonly redirectUri: string | null;
  /** Whether the program gets a refresh token, to act for the user while they are away. */
  readonly offline: boolean;
  readonly now: Date;
  readonly expiresAt: Date;
}

/** Codes that have expired in the organisation go with the next one. */
export async function createGrantCode(tenant: Tenant, code: GrantCode): Promise<void> {
  await tenant.delete('oauth_code').where('expires_at', '<=', code.now).execute();
  await tenant
    .insert('oauth_code', {
      id: code.id,
      api_client_id: code.apiClientId,
      user_id: code.userId,
      scopes: JSON.stringify(code.scopes),
      redirect_uri: code.redirectUri,
      offline: code.offline,
      created_at: code.now,
      expires_at: code.expiresAt,
    })
    .execute();
}

/**
 * What the code allows, once: whoever asks again, too late, as another client, or for a user who is no longer active gets
 * `null`.
 */
export async function takeGrantCode(
  tenant: Tenant,
  code: { readonly id: string; readonly apiClientId: string; readonly now: Date },
): Promise<Pick<GrantCode, 'userId' | 'scopes' | 'redirectUri' | 'offline'> | null> {
  const row = await tenant
    .delete('oauth_code')
    .where('id', '=', code.id)
    .where('api_client_id', '=', code.apiClientId)
    .where('expires_at', '>', code.now)
    .where('user_id', 'in', tenant.select('crm_user').where('status', '=', 'active').select('id'))
    .returning(['user_id', 'scopes', 'redirect_uri', 'offline'])
    .executeTakeFirst();
  return row === undefined
    ? null
    : { userId: row.user_id, scopes: row.scopes, redirectUri: row.redirect_uri, offline: row.offline };
}
