import { sql, type Kysely } from 'kysely';

/**
 * Bases know under which mapping of contacts they were made, and conflicts, which fields they were about. More of a contact
 * is read than before, so contacts are read anew once: what was never read is neither written nor taken for empty.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table syncgrant.link add column base_mapping int4 not null default 0`,
  `alter table syncgrant.conflict add column crm_fields jsonb`,
  `update syncgrant.cursor
     set next_link = null, delta_link = null, complete_at = null, generation = generation + 1
     where setup_id in (select id from syncgrant.setup where module = 'contacts')`,
];
