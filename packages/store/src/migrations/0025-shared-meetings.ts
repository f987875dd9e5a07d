import { sql, type Kysely } from 'kysely';

/**
 * One meeting in several mailboxes is one record. Of the records that there are of a meeting already, the oldest is the one that
 * further mailboxes join; the others stay as they are.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table syncgrant.shared_meeting (
    organisation_id int8 not null references syncgrant.organisation (id),
    ical_uid text not null,
    record_id int8,
    primary key (organisation_id, ical_uid),
    foreign key (organisation_id, record_id) references syncgrant.record (organisation_id, id)
  )`,
  `insert into syncgrant.shared_meeting (organisation_id, ical_uid, record_id)
   select distinct on (organisation_id, ical_uid) organisation_id, ical_uid, id
   from syncgrant.record
   where ical_uid is not null and deleted_at is null
   order by organisation_id, ical_uid, id`,
  `create index link_of_record on syncgrant.link (organisation_id, record_id) where record_id is not null`,
];
