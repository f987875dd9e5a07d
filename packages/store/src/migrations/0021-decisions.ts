import { sql, type Kysely } from 'kysely';

/** What users decide: values restored, mail confirmed, and which half links belong together or to nobody. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table syncgrant.conflict add column restored_at timestamptz, add column replaced jsonb`,
  `alter table syncgrant.setup add column confirmed_mail int4 not null default 0`,
  `update syncgrant.setup set confirmation = confirmation || '{"peopleMailed": 0}' where confirmation is not null`,
  `alter table syncgrant.link
     add column same_as int8,
     add column stands_alone boolean not null default false`,
];
