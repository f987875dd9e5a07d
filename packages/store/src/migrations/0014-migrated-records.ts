import { sql, type Kysely } from 'kysely';

/** What records were called in the system that they came from, so that others of the same migration find them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table syncgrant.migrated_record (
      organisation_id int8 not null,
      migration text not null,
      module text not null,
      old_id text not null,
      record_id int8 not null,
      primary key (organisation_id, migration, module, old_id),
      foreign key (organisation_id, record_id) references syncgrant.record (organisation_id, id) on delete cascade
    )`.execute(db);
  await sql`
    create index migrated_record_record on syncgrant.migrated_record (organisation_id, record_id)`.execute(
    db,
  );
}
