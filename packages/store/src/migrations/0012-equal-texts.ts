import { sql, type Kysely } from 'kysely';

/** Records are found by what a field of theirs says, whichever field it is: what upserts, imports and names look for. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  /* One number for each text of a record, whatever its case, and one for the full name of a person. */
  `create function syncgrant.text_hashes(fields jsonb) returns int8[]
     language sql immutable parallel safe
     as $$
       select array_agg(hashtextextended(lower(said), 0))
       from (
         select value #>> '{}' as said from jsonb_each(fields) where jsonb_typeof(value) = 'string'
         union all
         select coalesce(
           fields ->> 'First_Name' || ' ' || (fields ->> 'Last_Name'),
           fields ->> 'First_Name',
           fields ->> 'Last_Name'
         )
       ) as texts
       where length(said) <= 255
     $$`,
  `create index record_equal_texts on syncgrant.record using gin (syncgrant.text_hashes(fields))
     where deleted_at is null`,
];
