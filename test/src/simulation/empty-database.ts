import { sql } from 'kysely';
import { createKysely, type Database, type Schema } from '@syncgrant/store';
import { z } from 'zod';

const tablesSchema = z.array(z.object({ name: z.string() }));

/** The schema stays, and the numbers begin anew. */
export async function emptyDatabase(database: Database): Promise<void> {
  const db = createKysely<Schema>(database);
  const { rows } = await sql`select quote_ident(table_schema) || '.' || quote_ident(table_name) as name
    from information_schema.tables where table_schema in ('syncgrant', 'witness') and table_type = 'BASE TABLE'`.execute(
    db,
  );
  const names = tablesSchema.parse(rows).map(({ name }) => name);
  const kept = names.filter((name) => !name.includes('migration'));
  await sql.raw(`truncate ${kept.join(', ')} restart identity cascade`).execute(db);
  await sql.raw(`alter sequence syncgrant.id restart`).execute(db);
}
