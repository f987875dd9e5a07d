import { sql, type Kysely } from 'kysely';

/**
 * Photos of records, their bytes in parts like those of files, and where a sync stands with the photo of a contact.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table syncgrant.record_photo (
    id int8 primary key default nextval('syncgrant.id'),
    organisation_id int8 not null references syncgrant.organisation (id),
    record_id int8 not null,
    content_type text not null,
    size int4 not null,
    sha256 text not null,
    unique (organisation_id, id),
    foreign key (organisation_id, record_id)
      references syncgrant.record (organisation_id, id) on delete cascade
  )`,
  `create index photo_of_record on syncgrant.record_photo (organisation_id, record_id)`,

  `create table syncgrant.record_photo_part (
    organisation_id int8 not null,
    photo_id int8 not null,
    number int4 not null,
    bytes bytea not null,
    primary key (organisation_id, photo_id, number),
    foreign key (organisation_id, photo_id)
      references syncgrant.record_photo (organisation_id, id) on delete cascade
  )`,
  `alter table syncgrant.record_photo_part alter column bytes set storage external`,

  `create table syncgrant.photo_link (
    organisation_id int8 not null references syncgrant.organisation (id),
    link_id int8 primary key references syncgrant.link (id) on delete cascade,
    item_id text not null,
    record_id int8 not null,
    base_crm text,
    base_microsoft text,
    sent_photo text,
    read_at timestamptz not null,
    item_version text,
    held_reason text,
    held_photo text,
    failures int4 not null default 0,
    next_attempt_at timestamptz,
    problem text
  )`,
];
