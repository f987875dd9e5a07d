import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { User } from '../model/rows.ts';
import { type Registration, userByName, usersOf } from './directory.ts';
import { EntraError, errorBody } from './entra-error.ts';
import { sealingKey } from './keys.ts';
import { type RequestedScopes, readScopes } from './scopes.ts';
import { unseal } from './sealed.ts';
import type { TokenTrouble } from './token-trouble.ts';
import { REFRESH_PREFIX, type TokenContext, issueTokens } from './tokens.ts';

/** Marks authorization codes among sealed values. */
export const CODE_PREFIX = 'AC1';

/** Authorization codes live ten minutes, refresh tokens ninety days from their issue. */
const CODE_MS = 600_000;
const REFRESH_MS = 90 * 86_400_000;

/** What an authorization code stands for. */
const codeSchema = z.object({
  id: z.string(),
  oid: z.string(),
  clientId: z.string(),
  redirectUri: z.string(),
  scope: z.string(),
  challenge: z.string().nullable(),
  nonce: z.string().nullable(),
  issuedAt: z.number(),
});

const refreshSchema = z.object({ oid: z.string(), clientId: z.string(), issuedAt: z.number() });

export interface EntraContext extends TokenContext {
  readonly registrations: readonly Registration[];
  readonly autoConsent: boolean;
  readonly trouble: TokenTrouble;
}

interface Grant {
  readonly user: User;
  readonly scopes: RequestedScopes;
  readonly nonce?: string | undefined;
}

/** Answers `POST /{tenant}/oauth2/v2.0/token`. */
export async function answerTokenRequest(
  context: EntraContext,
  authority: string,
  form: URLSearchParams,
  authorization: string | null,
): Promise<Response> {
  const trace = context.store.mintGuid('trace');
  try {
    const registration = authenticateClient(context, form, authorization);
    const grant = readGrant(context, authority, form, registration);
    const type = form.get('grant_type');
    if (type !== 'password') context.trouble.check(grant.user.id, type === 'authorization_code');
    if (grant.user.disabled) throw new EntraError('invalid_grant', 50057, 'The user account is disabled.');
    const withRefresh = grant.scopes.openid.includes('offline_access') || type === 'refresh_token';
    const answer = await issueTokens(
      context,
      grant.user,
      registration,
      grant.scopes,
      grant.nonce,
      withRefresh,
    );
    return Response.json(answer, { headers: { 'cache-control': 'no-store' } });
  } catch (error) {
    if (!(error instanceof EntraError)) throw error;
    const body = errorBody(error, context.now(), trace, form.get('client-request-id') ?? trace);
    return Response.json(body, { status: error.status });
  }
}

function authenticateClient(
  { registrations }: EntraContext,
  form: URLSearchParams,
  authorization: string | null,
): Registration {
  const basic = authorization?.startsWith('Basic ')
    ? Buffer.from(authorization.slice(6), 'base64').toString()
    : ':';
  const [basicId = '', basicSecret = ''] = basic.split(':').map(decodeURIComponent);
  const clientId = form.get('client_id') ?? basicId;
  const secret = form.get('client_secret') ?? basicSecret;
  const registration = registrations.find((known) => known.clientId === clientId);
  if (!registration) {
    throw new EntraError(
      'unauthorized_client',
      700016,
      `Application with identifier '${clientId}' was not found in the directory.`,
    );
  }
  if (secret === '') {
    throw new EntraError(
      'invalid_client',
      7000218,
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
      { status: 401 },
    );
  }
  if (secret !== registration.clientSecret) {
    throw new EntraError(
      'invalid_client',
      7000215,
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`,
      { status: 401 },
    );
  }
  return registration;
}

function readGrant(
  context: EntraContext,
  authority: string,
  form: URLSearchParams,
  client: Registration,
): Grant {
  const scopes = readScopes(form.get('scope') ?? '');
  if (scopes.unknown.length > 0) {
    throw new EntraError(
      'invalid_scope',
      70011,
      `The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope ${scopes.unknown.join(' ')} is not valid.`,
    );
  }
  const type = form.get('grant_type');
  if (type === 'authorization_code') return codeGrant(context, form, client, scopes);
  if (type === 'refresh_token') return { user: refreshGrant(context, form, client), scopes };
  if (type === 'password') return { user: passwordGrant(context, authority, form), scopes };
  throw new EntraError(
    'unsupported_grant_type',
    70003,
    `The app requested an unsupported grant type '${type ?? ''}'.`,
  );
}

function codeGrant(
  context: EntraContext,
  form: URLSearchParams,
  client: Registration,
  scopes: RequestedScopes,
): Grant {
  const { store } = context;
  const code = unseal(sealingKey(store), CODE_PREFIX, codeSchema, form.get('code') ?? '');
  if (!code || code.clientId !== client.clientId) {
    throw new EntraError(
      'invalid_grant',
      9002313,
      'Invalid request. The provided authorization code is malformed.',
    );
  }
  if (store.get('usedCode', code.id)) {
    throw new EntraError(
      'invalid_grant',
      54005,
      'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
    );
  }
  if (context.now() - code.issuedAt > CODE_MS) {
    throw new EntraError(
      'invalid_grant',
      70008,
      'The provided authorization code or refresh token has expired due to inactivity.',
    );
  }
  if (code.redirectUri !== form.get('redirect_uri')) {
    throw new EntraError(
      'invalid_grant',
      500112,
      'The reply address does not match the reply address provided when requesting Authorization code.',
    );
  }
  const verifier = form.get('code_verifier');
  const expected = verifier === null ? null : createHash('sha256').update(verifier).digest('base64url');
  if (expected !== code.challenge) {
    throw new EntraError(
      'invalid_grant',
      501481,
      'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
    );
  }
  for (const used of store.all('usedCode')) {
    if (context.now() - used.usedAt > CODE_MS) store.remove('usedCode', used.id);
  }
  store.put('usedCode', { id: code.id, usedAt: context.now() });
  const asked = readScopes(code.scope);
  return {
    user: knownUser(context, code.oid),
    // The scopes of the authorization request count where the token request names none.
    scopes: form.get('scope')
      ? { ...scopes, openid: [...new Set([...scopes.openid, ...asked.openid])] }
      : asked,
    nonce: code.nonce ?? undefined,
  };
}

function refreshGrant(context: EntraContext, form: URLSearchParams, client: Registration): User {
  const token = unseal(
    sealingKey(context.store),
    REFRESH_PREFIX,
    refreshSchema,
    form.get('refresh_token') ?? '',
  );
  if (!token || token.clientId !== client.clientId) {
    throw new EntraError('invalid_grant', 70000, 'Provided grant is invalid or malformed.');
  }
  const user = knownUser(context, token.oid);
  if (token.issuedAt <= user.revokedAt) {
    throw new EntraError(
      'invalid_grant',
      50173,
      `The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password. The grant was issued on '${new Date(token.issuedAt).toISOString()}' and the TokensValidFrom date (before which tokens are not valid) for this user is '${new Date(user.revokedAt).toISOString()}'.`,
    );
  }
  if (context.now() - token.issuedAt > REFRESH_MS) {
    throw new EntraError('invalid_grant', 700082, 'The refresh token has expired due to inactivity.');
  }
  return user;
}

function passwordGrant(context: EntraContext, authority: string, form: URLSearchParams): User {
  const user = userByName(context.store, form.get('username') ?? '');
  if (!user || (!user.disabled && !usersOf(context.store, authority).includes(user))) {
    throw new EntraError('invalid_grant', 50034, 'The user account does not exist in the directory.');
  }
  if (form.get('password') !== user.password) {
    throw new EntraError(
      'invalid_grant',
      50126,
      'Error validating credentials due to invalid username or password.',
    );
  }
  return user;
}

function knownUser({ store }: EntraContext, oid: string): User {
  const user = store.get('user', oid);
  if (!user) throw new EntraError('invalid_grant', 50020, 'The user account does not exist in the tenant.');
  return user;
}
