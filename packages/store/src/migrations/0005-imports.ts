import { sql, type Kysely } from 'kysely';

/** Imports of tables: what is to become of which column, how far each import is, and its rows with what became of them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table syncgrant.record_import (
    id int8 primary key default nextval('syncgrant.id'),
    organisation_id int8 not null references syncgrant.organisation (id),
    user_id int8 not null,
    module text not null,
    file_name text not null,
    columns jsonb not null,
    options jsonb not null,
    state text not null default 'ready' check (state in ('ready', 'running', 'done', 'cancelled')),
    row_count int4 not null,
    position int4 not null default 0,
    created int4 not null default 0,
    updated int4 not null default 0,
    skipped int4 not null default 0,
    failed int4 not null default 0,
    created_at timestamptz not null,
    finished_at timestamptz,
    unique (organisation_id, id),
    foreign key (organisation_id, user_id) references syncgrant.crm_user (organisation_id, id)
  )`,
  `create index record_import_of_user on syncgrant.record_import (organisation_id, user_id, id desc)`,
  `create index record_import_age on syncgrant.record_import (organisation_id, created_at)`,

  `create table syncgrant.record_import_row (
    organisation_id int8 not null,
    import_id int8 not null,
    position int4 not null,
    number int4 not null,
    cells jsonb not null,
    result text check (result in ('created', 'updated', 'skipped', 'failed')),
    record_id int8,
    code text,
    message text,
    field text,
    primary key (organisation_id, import_id, position),
    foreign key (organisation_id, import_id)
      references syncgrant.record_import (organisation_id, id) on delete cascade
  )`,
];
