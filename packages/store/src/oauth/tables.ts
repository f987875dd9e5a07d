import type { ColumnType, Generated } from 'kysely';

/** Names of scopes or addresses, as jsonb: written as text, read as the parsed list. */
type List = ColumnType<string[], string, string>;
type CreatedAt = ColumnType<Date, Date, never>;
type ExpiresAt = ColumnType<Date, Date, never>;

/** A program that an administrator registered. */
export interface ApiClientTable {
  id: Generated<string>;
  organisation_id: string;
  name: string;
  /** What the program calls itself by; unique over all organisations. */
  client_id: string;
  /** SHA-256 of the client secret, hex. */
  secret_hash: string;
  /** The most that a user can allow it. */
  scopes: List;
  redirect_uris: List;
  created_by: string;
  created_at: CreatedAt;
}

/** A user's word for a program, to be exchanged once. */
export interface OAuthCodeTable {
  /** SHA-256 of the code, hex. */
  id: string;
  organisation_id: string;
  api_client_id: string;
  user_id: string;
  scopes: List;
  /** Must be repeated when the code is exchanged; null when the user carries the code over. */
  redirect_uri: string | null;
  /** Whether a refresh token comes with the access token. */
  offline: boolean;
  created_at: CreatedAt;
  expires_at: ExpiresAt;
}

/** What a user allowed a program; lasts until it is revoked, or without a refresh token until its access token ends. */
export interface OAuthAuthorizationTable {
  id: Generated<string>;
  organisation_id: string;
  api_client_id: string;
  user_id: string;
  scopes: List;
  /** SHA-256 of the refresh token, hex; null where there is none. */
  refresh_hash: string | null;
  created_at: CreatedAt;
}

export interface OAuthAccessTokenTable {
  /** SHA-256 of the access token, hex. */
  id: string;
  organisation_id: string;
  authorization_id: string;
  created_at: CreatedAt;
  expires_at: ExpiresAt;
}

export interface OAuthTables {
  api_client: ApiClientTable;
  oauth_code: OAuthCodeTable;
  oauth_authorization: OAuthAuthorizationTable;
  oauth_access_token: OAuthAccessTokenTable;
}
