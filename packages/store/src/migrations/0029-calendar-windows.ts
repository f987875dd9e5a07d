import { sql, type Kysely } from 'kysely';

/** From when on a calendar counts, what its reading covers, and whether what it did not report was dealt with. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table syncgrant.cursor
     add column start_at timestamptz,
     add column window_from timestamptz,
     add column window_to timestamptz,
     add column compared int4 not null default 1`,
  /* Calendars were read from 30 days before their first reading; the setup was there by then. */
  `update syncgrant.cursor set start_at = setup.created_at - interval '30 days',
     window_from = setup.created_at - interval '30 days'
     from syncgrant.setup where setup.organisation_id = cursor.organisation_id and setup.id = cursor.setup_id
       and setup.module = 'meetings'`,
];
