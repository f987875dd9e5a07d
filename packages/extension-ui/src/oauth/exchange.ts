import type { TokenAnswer, TokenError, TokenRequest } from '@syncgrant/contracts';
import {
  createAccessToken,
  createAuthorization,
  findApiClientOfAnyOrganisation,
  findAuthorization,
  inTransaction,
  shareGrants,
  takeGrantCode,
  Tenant,
  type Authorization,
} from '@syncgrant/store';
import { hashOf, sameSecret } from '../http/secret.ts';
import type { WebServerDeps } from '../web-server-deps.ts';
import { newToken } from './new-token.ts';

const ACCESS_TOKEN_LIFE_MS = 3_600_000;

/**
 * An access token for what a user allowed; in exchange for a code also the refresh token that brings further ones, unless
 * the code is for access while the user is there.
 */
export async function exchange(
  deps: WebServerDeps,
  request: TokenRequest,
): Promise<TokenAnswer | { readonly error: TokenError }> {
  const { db } = deps.engine;
  const client = await findApiClientOfAnyOrganisation(db, request.client_id);
  if (client === null) return { error: 'invalid_client' };
  if (!sameSecret(hashOf(request.client_secret), client.secretHash))
    return { error: 'invalid_client_secret' };
  return inTransaction(db, async (transaction) => {
    const tenant = new Tenant(transaction, client.organisationId);
    // Nobody deactivates the user or ends the client between the look and the token.
    await shareGrants(tenant);
    if (request.grant_type === 'authorization_code') {
      return exchangeCode(deps, tenant, client.id, request.code, request.redirect_uri);
    }
    const refreshHash = hashOf(request.refresh_token);
    const authorization = await findAuthorization(tenant, { apiClientId: client.id, refreshHash });
    return authorization === null ? { error: 'invalid_code' } : answer(deps, tenant, authorization);
  });
}

/** A code is used up by the attempt, also where the address that it was made for is not repeated. */
async function exchangeCode(
  deps: WebServerDeps,
  tenant: Tenant,
  apiClientId: string,
  code: string,
  redirectUri: string | undefined,
): Promise<TokenAnswer | { readonly error: TokenError }> {
  const now = deps.engine.now();
  const taken = await takeGrantCode(tenant, { id: hashOf(code), apiClientId, now });
  if (taken === null) return { error: 'invalid_code' };
  if (taken.redirectUri !== null && taken.redirectUri !== redirectUri)
    return { error: 'invalid_redirect_uri' };
  const refreshToken = taken.offline ? newToken(deps.randomBytes) : null;
  const { userId, scopes } = taken;
  const refreshHash = refreshToken === null ? null : hashOf(refreshToken);
  const authorization = await createAuthorization(tenant, { apiClientId, userId, scopes, refreshHash, now });
  return {
    ...(await answer(deps, tenant, authorization)),
    ...(refreshToken !== null && { refresh_token: refreshToken }),
  };
}

async function answer(
  deps: WebServerDeps,
  tenant: Tenant,
  { id: authorizationId, scopes }: Authorization,
): Promise<TokenAnswer> {
  const accessToken = newToken(deps.randomBytes);
  const now = deps.engine.now();
  const expiresAt = new Date(now.getTime() + ACCESS_TOKEN_LIFE_MS);
  await createAccessToken(tenant, { id: hashOf(accessToken), authorizationId, now, expiresAt });
  return {
    access_token: accessToken,
    scope: scopes.join(' '),
    api_domain: deps.publicUrl,
    token_type: 'Bearer',
    expires_in: ACCESS_TOKEN_LIFE_MS / 1000,
  };
}
