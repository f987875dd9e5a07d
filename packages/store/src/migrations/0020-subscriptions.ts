import { sql, type Kysely } from 'kysely';

/** Change notifications: at most one subscription for each setup, and how long an account has been quiet. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table syncgrant.subscription (
    organisation_id int8 not null,
    setup_id int8 not null,
    resource text not null,
    address text not null,
    graph_id text,
    secret_hash text,
    expires_at timestamptz,
    due_at timestamptz not null,
    failures int4 not null default 0,
    primary key (organisation_id, setup_id),
    foreign key (organisation_id, setup_id) references syncgrant.setup (organisation_id, id),
    check ((graph_id is null) = (secret_hash is null) and (graph_id is null) = (expires_at is null))
  )`,
  `alter table syncgrant.microsoft_account add column quiet_ticks int4 not null default 0`,
];
