import { sql, type Kysely } from 'kysely';

/** Which records another one refers to, in whatever field or row, and as whom it invites people: found through one index. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create function syncgrant.referred_ids(fields jsonb) returns text[]
     language sql immutable parallel safe
     as $$
       select array_agg(distinct value #>> '{}')
       from (
         select jsonb_path_query(fields, '$.*.id') as value
         union all select jsonb_path_query(fields, '$.*[*].*.id')
         union all select jsonb_path_query(fields, '$.Participants[*].participant')
       ) found
     $$`,
  `create index record_references on syncgrant.record using gin (syncgrant.referred_ids(fields))
     where deleted_at is null`,
];
