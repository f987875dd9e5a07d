import { sql, type Kysely } from 'kysely';

/**
 * Files of records. Their bytes stand in a table of their own, in parts, so that lists never touch them and neither side
 * ever holds a statement as large as a file; they are not compressed, because most files are already.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table syncgrant.attachment (
    id int8 primary key default nextval('syncgrant.id'),
    organisation_id int8 not null references syncgrant.organisation (id),
    record_id int8 not null,
    file_name text not null,
    size int4 not null,
    created_by int8 not null,
    created_at timestamptz not null default now(),
    unique (organisation_id, id),
    foreign key (organisation_id, record_id)
      references syncgrant.record (organisation_id, id) on delete cascade,
    foreign key (organisation_id, created_by) references syncgrant.crm_user (organisation_id, id)
  )`,
  `create index attachment_of_record on syncgrant.attachment (organisation_id, record_id, id desc)`,

  `create table syncgrant.attachment_part (
    organisation_id int8 not null,
    attachment_id int8 not null,
    number int4 not null,
    bytes bytea not null,
    primary key (organisation_id, attachment_id, number),
    foreign key (organisation_id, attachment_id)
      references syncgrant.attachment (organisation_id, id) on delete cascade
  )`,
  `alter table syncgrant.attachment_part alter column bytes set storage external`,
];
