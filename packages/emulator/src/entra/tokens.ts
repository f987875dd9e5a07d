import { SignJWT, errors, jwtVerify } from 'jose';
import type { User } from '../model/rows.ts';
import type { Store } from '../model/store.ts';
import { type Registration, consentedScopes } from './directory.ts';
import { consentNeeded } from './entra-error.ts';
import type { SigningKey } from './keys.ts';
import { sealingKey } from './keys.ts';
import type { RequestedScopes } from './scopes.ts';
import { seal } from './sealed.ts';

/** Microsoft Graph's application id, the audience of access tokens. */
const GRAPH = '00000003-0000-0000-c000-000000000000';

/** Marks refresh tokens among sealed values. */
export const REFRESH_PREFIX = 'RT1';

/** How long an access token lives. */
const ACCESS_SECONDS = 3599;

export interface TokenContext {
  readonly store: Store;
  readonly origin: string;
  readonly now: () => number;
  readonly signingKey: () => Promise<SigningKey>;
}

/**
 * The answer of a successful token request. The access token covers all that was consented, whatever subset was asked
 * for; asking for more than was consented is refused.
 */
export async function issueTokens(
  context: TokenContext,
  user: User,
  { clientId }: Pick<Registration, 'clientId'>,
  scopes: RequestedScopes,
  nonce: string | undefined,
  withRefresh: boolean,
) {
  const { store, origin } = context;
  const consented = consentedScopes(store, user, clientId);
  if (scopes.graph.some((scope) => !consented.has(scope))) throw consentNeeded();
  const granted = [...consented];
  const now = Math.floor(context.now() / 1000);
  const issuer = `${origin}/${user.tenantId}/v2.0`;
  const identity = { tid: user.tenantId, oid: user.id, sub: `${user.id}.${clientId}`, ver: '2.0' };
  const access = await sign(
    context,
    { ...identity, scp: granted.join(' '), appid: clientId, upn: user.upn },
    issuer,
    GRAPH,
    now,
  );
  const idToken = await sign(
    context,
    {
      ...identity,
      preferred_username: user.upn,
      email: user.upn,
      name: user.displayName,
      ...(nonce === undefined ? {} : { nonce }),
    },
    issuer,
    clientId,
    now,
  );
  const shown = granted.map((scope) => (scopes.isPrefixed ? `https://graph.microsoft.com/${scope}` : scope));
  return {
    token_type: 'Bearer',
    scope: ['openid', 'profile', 'email', ...shown].join(' '),
    expires_in: ACCESS_SECONDS,
    ext_expires_in: ACCESS_SECONDS,
    access_token: access,
    ...(withRefresh ? { refresh_token: refreshToken(store, user, clientId, context.now()) } : {}),
    id_token: idToken,
    client_info: Buffer.from(JSON.stringify({ uid: user.id, utid: user.tenantId })).toString('base64url'),
  };
}

/** What a valid access token says about its bearer. */
export interface Bearer {
  readonly oid: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** When the token was issued, in milliseconds. */
  readonly issuedAt: number;
}

/** Checks an access token for Graph; the answer is its bearer, or why it is refused. */
export async function readAccessToken(
  context: TokenContext,
  token: string,
): Promise<Bearer | 'invalid' | 'expired'> {
  const key = await context.signingKey();
  try {
    const { payload } = await jwtVerify(token, key.publicKey, {
      audience: GRAPH,
      algorithms: ['RS256'],
      currentDate: new Date(context.now()),
    });
    const { oid, appid, scp, iat = 0 } = payload;
    if (typeof oid !== 'string' || typeof appid !== 'string' || typeof scp !== 'string') return 'invalid';
    return { oid, clientId: appid, scopes: scp.split(' '), issuedAt: iat * 1000 };
  } catch (error) {
    if (error instanceof errors.JWTExpired) return 'expired';
    if (error instanceof errors.JOSEError) return 'invalid';
    throw error;
  }
}

function refreshToken(store: Store, user: User, clientId: string, issuedAt: number): string {
  const value = { oid: user.id, clientId, issuedAt, n: store.mintGuid('refreshToken') };
  return seal(sealingKey(store), REFRESH_PREFIX, value);
}

async function sign(
  { signingKey }: TokenContext,
  claims: Readonly<Record<string, unknown>>,
  issuer: string,
  audience: string,
  now: number,
): Promise<string> {
  const key = await signingKey();
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: key.id })
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt(now)
    .setNotBefore(now)
    .setExpirationTime(now + ACCESS_SECONDS)
    .sign(key.privateKey);
}
