import { sql, type Kysely } from 'kysely';

/** What a user answered in the CRM to an invitation, until the mailbox has been told. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table syncgrant.link add column own_answer jsonb').execute(db);
}
