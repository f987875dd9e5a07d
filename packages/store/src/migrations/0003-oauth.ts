import { sql, type Kysely } from 'kysely';

/** Programs that call in a user's name: who they are, what users allowed them, and the tokens that prove it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const ID = `int8 primary key default nextval('syncgrant.id')`;
const NOW = 'timestamptz not null default now()';
const USER = `foreign key (organisation_id, user_id) references syncgrant.crm_user (organisation_id, id)`;

const STATEMENTS = [
  `create table syncgrant.api_client (
    id ${ID},
    organisation_id int8 not null references syncgrant.organisation (id),
    name text not null,
    client_id text not null unique,
    secret_hash text not null,
    scopes jsonb not null,
    redirect_uris jsonb not null,
    created_by int8 not null,
    created_at ${NOW},
    unique (organisation_id, id)
  )`,
  `create unique index api_client_name on syncgrant.api_client (organisation_id, lower(name))`,

  `create table syncgrant.oauth_code (
    id text primary key,
    organisation_id int8 not null,
    api_client_id int8 not null,
    user_id int8 not null,
    scopes jsonb not null,
    redirect_uri text,
    created_at ${NOW},
    expires_at timestamptz not null,
    foreign key (organisation_id, api_client_id)
      references syncgrant.api_client (organisation_id, id) on delete cascade,
    ${USER}
  )`,
  `create index oauth_code_of_client on syncgrant.oauth_code (organisation_id, api_client_id)`,
  `create index oauth_code_of_user on syncgrant.oauth_code (organisation_id, user_id)`,

  `create table syncgrant.oauth_authorization (
    id ${ID},
    organisation_id int8 not null,
    api_client_id int8 not null,
    user_id int8 not null,
    scopes jsonb not null,
    refresh_hash text not null unique,
    created_at ${NOW},
    unique (organisation_id, id),
    foreign key (organisation_id, api_client_id)
      references syncgrant.api_client (organisation_id, id) on delete cascade,
    ${USER}
  )`,
  `create index oauth_authorization_of_client
     on syncgrant.oauth_authorization (organisation_id, api_client_id, user_id)`,
  `create index oauth_authorization_of_user on syncgrant.oauth_authorization (organisation_id, user_id)`,

  `create table syncgrant.oauth_access_token (
    id text primary key,
    organisation_id int8 not null,
    authorization_id int8 not null,
    created_at ${NOW},
    expires_at timestamptz not null,
    foreign key (organisation_id, authorization_id)
      references syncgrant.oauth_authorization (organisation_id, id) on delete cascade
  )`,
  `create index oauth_access_token_of_authorization
     on syncgrant.oauth_access_token (organisation_id, authorization_id)`,
];
