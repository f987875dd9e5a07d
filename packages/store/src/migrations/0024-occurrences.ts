import { sql, type Kysely } from 'kysely';

/**
 * Occurrences of series that stand by themselves. What a series leaves out is not in what was read of it before, so
 * calendars are read anew, once.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table syncgrant.record
     add column series_id int8,
     add column occurrence_date text,
     add constraint record_occurrence check ((series_id is null) = (occurrence_date is null))`,
  `create unique index record_occurrence on syncgrant.record (organisation_id, series_id, occurrence_date)
     where series_id is not null and deleted_at is null`,
  `alter table syncgrant.link
     add column series_item_id text,
     add column original_start text,
     add constraint link_occurrence check ((series_item_id is null) = (original_start is null))`,
  `create unique index link_occurrence on syncgrant.link (organisation_id, setup_id, series_item_id, original_start)
     where series_item_id is not null`,
  `update syncgrant.cursor c set next_link = null, delta_link = null, complete_at = null, generation = generation + 1
     from syncgrant.setup s
     where s.organisation_id = c.organisation_id and s.id = c.setup_id and s.module = 'meetings'`,
];
