import { sql, type Kysely } from 'kysely';

/** Words are found in single fields of a record, so that a search leaves hidden fields out without reading the records. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  /* The words of a record, each as `Field=word`, at their places. */
  `create function syncgrant.field_words(fields jsonb) returns tsvector
     language sql immutable parallel safe
     as $$
       select coalesce(string_agg(
         quote_literal(key || '=' || lexeme) || ':' || array_to_string(positions, ','), ' '), '')::tsvector
       from jsonb_each(fields), unnest(jsonb_to_tsvector('simple'::regconfig, value, '["string"]'::jsonb))
     $$`,
  /* The same question about each of the fields, one of which has to answer it. */
  `create function syncgrant.field_query(asked tsquery, names text[]) returns tsquery
     language sql immutable parallel safe
     as $$
       select string_agg(
         '(' || regexp_replace(asked::text, '''((?:[^'']|'''')+)''', '''' || name || '=\\1''', 'g') || ')', ' | '
       )::tsquery
       from unnest(names) name
       where asked::text <> ''
     $$`,
  `create index record_field_words on syncgrant.record using gin (syncgrant.field_words(fields))
     where deleted_at is null`,
];
