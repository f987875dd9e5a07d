import { sql, type Kysely } from 'kysely';

/**
 * Programs that may act for a user only while the user is there: a code says whether it brings a refresh token, and an
 * authorization without one ends with its access token.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table syncgrant.oauth_code add column offline boolean not null default true`,
  `alter table syncgrant.oauth_code alter column offline drop default`,
  `alter table syncgrant.oauth_authorization alter column refresh_hash drop not null`,
];
