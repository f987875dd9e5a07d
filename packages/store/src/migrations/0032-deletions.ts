import { sql, type Kysely } from 'kysely';

/** From when on a setup's deletions count for the brake, and how they are counted. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table syncgrant.setup add column deletions_seen_at timestamptz`,
  `create index outcome_deleted on syncgrant.outcome (organisation_id, setup_id, at)
     where kind = 'deleted' and reason is null`,
];
