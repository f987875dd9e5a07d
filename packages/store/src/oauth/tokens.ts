import type { Db, Tenant } from '../tenant.ts';

/** Times one user allows one program with a refresh token, and times without; with one more, the oldest of that kind ends. */
const MOST_AUTHORIZATIONS = 20;

/** Access tokens of one authorization that work side by side; with one more, the oldest ends. */
const MOST_ACCESS_TOKENS = 20;

/** What a program was allowed: in whose name, and for what. */
export interface Authorization {
  readonly id: string;
  readonly scopes: readonly string[];
}

/**
 * Keeps what a user allowed a program, under the hash of its refresh token. Without one it ends with its access token, and
 * goes with the next that the user allows the program.
 */
export async function createAuthorization(
  tenant: Tenant,
  given: {
    readonly apiClientId: string;
    readonly userId: string;
    readonly scopes: readonly string[];
    readonly refreshHash: string | null;
    readonly now: Date;
  },
): Promise<Authorization> {
  const ofBoth = () =>
    tenant
      .select('oauth_authorization')
      .where('api_client_id', '=', given.apiClientId)
      .where('user_id', '=', given.userId)
      .select('id');
  const alive = tenant
    .select('oauth_access_token')
    .where('expires_at', '>', given.now)
    .select('authorization_id');
  await tenant
    .delete('oauth_authorization')
    .where('id', 'in', ofBoth().where('refresh_hash', 'is', null).where('id', 'not in', alive))
    .execute();
  const { id } = await tenant
    .insert('oauth_authorization', {
      api_client_id: given.apiClientId,
      user_id: given.userId,
      scopes: JSON.stringify(given.scopes),
      refresh_hash: given.refreshHash,
      created_at: given.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const tooMany = ofBoth()
    .where('refresh_hash', given.refreshHash === null ? 'is' : 'is not', null)
    .orderBy('id', 'desc')
    .offset(MOST_AUTHORIZATIONS);
  await tenant.delete('oauth_authorization').where('id', 'in', tooMany).execute();
  return { id, scopes: given.scopes };
}

/** `null` when the refresh token is not this client's, was revoked, or its user is not active. */
export async function findAuthorization(
  tenant: Tenant,
  { apiClientId, refreshHash }: { readonly apiClientId: string; readonly refreshHash: string },
): Promise<Authorization | null> {
  const row = await tenant
    .select('oauth_authorization')
    .where('refresh_hash', '=', refreshHash)
    .where('api_client_id', '=', apiClientId)
    .where('user_id', 'in', tenant.select('crm_user').where('status', '=', 'active').select('id'))
    .select(['id', 'scopes'])
    .executeTakeFirst();
  return row ?? null;
}

/** Adds an access token; `id` is its SHA-256. Expired ones of the authorization go, and the oldest where there are many. */
export async function createAccessToken(
  tenant: Tenant,
  token: {
    readonly id: string;
    readonly authorizationId: string;
    readonly now: Date;
    readonly expiresAt: Date;
  },
): Promise<void> {
  await tenant
    .insert('oauth_access_token', {
      id: token.id,
      authorization_id: token.authorizationId,
      created_at: token.now,
      expires_at: token.expiresAt,
    })
    .execute();
  const kept = tenant
    .select('oauth_access_token')
    .where('authorization_id', '=', token.authorizationId)
    .where('expires_at', '>', token.now)
    .orderBy('expires_at', 'desc')
    .limit(MOST_ACCESS_TOKENS)
    .select('id');
  await tenant
    .delete('oauth_access_token')
    .where('authorization_id', '=', token.authorizationId)
    .where('id', 'not in', kept)
    .execute();
}

/** Whose the access token is, in whichever organisation. `null` when there is none, it expired, or its user is not active. */
export async function findAccessTokenOfAnyOrganisation(
  db: Db,
  id: string,
  now: Date,
): Promise<{
  readonly organisationId: string;
  readonly userId: string;
  readonly scopes: readonly string[];
} | null> {
  const row = await db
    .selectFrom('oauth_access_token as token')
    .innerJoin('oauth_authorization as authorization', (join) =>
      join
        .onRef('authorization.id', '=', 'token.authorization_id')
        .onRef('authorization.organisation_id', '=', 'token.organisation_id'),
    )
    .innerJoin('crm_user', (join) =>
      join
        .onRef('crm_user.id', '=', 'authorization.user_id')
        .onRef('crm_user.organisation_id', '=', 'authorization.organisation_id'),
    )
    .where('token.id', '=', id)
    .where('token.expires_at', '>', now)
    .where('crm_user.status', '=', 'active')
    .select(['token.organisation_id', 'authorization.user_id', 'authorization.scopes'])
    .executeTakeFirst();
  return row === undefined
    ? null
    : { organisationId: row.organisation_id, userId: row.user_id, scopes: row.scopes };
}

/**
 * Ends what the token stands for: a refresh token its authorization with all access tokens, an access token itself.
 * Whoever holds a token may end it. False when there is no such token.
 */
export async function revokeTokenOfAnyOrganisation(db: Db, hash: string): Promise<boolean> {
  const authorizations = await db
    .deleteFrom('oauth_authorization')
    .where('refresh_hash', '=', hash)
    .executeTakeFirstOrThrow();
  if (authorizations.numDeletedRows > 0n) return true;
  const tokens = await db.deleteFrom('oauth_access_token').where('id', '=', hash).executeTakeFirstOrThrow();
  return tokens.numDeletedRows > 0n;
}

/** What one user allowed a program. */
export interface OwnAuthorization extends Authorization {
  readonly program: string;
  /** Whether it has a refresh token. */
  readonly offline: boolean;
  readonly createdAt: Date;
}

/** What the user allowed programs and still holds, the newest first. */
export async function listAuthorizationsOfUser(
  tenant: Tenant,
  userId: string,
  now: Date,
): Promise<readonly OwnAuthorization[]> {
  const alive = tenant
    .select('oauth_access_token')
    .where('oauth_access_token.expires_at', '>', now)
    .select('oauth_access_token.authorization_id');
  const rows = await tenant
    .select('oauth_authorization')
    .innerJoin('api_client', (join) =>
      join
        .onRef('api_client.id', '=', 'oauth_authorization.api_client_id')
        .onRef('api_client.organisation_id', '=', 'oauth_authorization.organisation_id'),
    )
    .where('oauth_authorization.user_id', '=', userId)
    .where((eb) =>
      eb.or([
        eb('oauth_authorization.refresh_hash', 'is not', null),
        eb('oauth_authorization.id', 'in', alive),
      ]),
    )
    .orderBy('oauth_authorization.id', 'desc')
    .select([
      'oauth_authorization.id',
      'oauth_authorization.scopes',
      'oauth_authorization.refresh_hash',
      'oauth_authorization.created_at',
      'api_client.name',
    ])
    .execute();
  return rows.map((row) => ({
    id: row.id,
    scopes: row.scopes,
    program: row.name,
    offline: row.refresh_hash !== null,
    createdAt: row.created_at,
  }));
}

/** The user takes back what they allowed, with every token of it. False when they have no such authorization. */
export async function endAuthorization(tenant: Tenant, userId: string, id: string): Promise<boolean> {
  const ended = await tenant
    .delete('oauth_authorization')
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow();
  return ended.numDeletedRows > 0n;
}

/** Whatever the user allowed any program is over, also what was not exchanged yet. */
export async function endAuthorizationsOfUser(tenant: Tenant, userId: string): Promise<void> {
  await tenant.delete('oauth_code').where('user_id', '=', userId).execute();
  await tenant.delete('oauth_authorization').where('user_id', '=', userId).execute();
}
