import { sql } from 'kysely';
import type { Db } from '@syncgrant/store';

/** Sessions say when they were last used, which every request changes. */
const LEFT_OUT = new Set(['session']);

/** What all tables hold, as one line for each. */
export async function tableDigest(db: Db): Promise<Readonly<Record<string, string>>> {
  const tables = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'syncgrant' order by 1
  `.execute(db);
  const digests = tables.rows.flatMap(({ name }) =>
    LEFT_OUT.has(name)
      ? []
      : [
          sql`select ${sql.lit(name)} as name,
            count(*) || ' ' || coalesce(md5(string_agg(row::text, '|' order by row::text)), '') as digest
            from ${sql.table(`syncgrant.${name}`)} as row`,
        ],
  );
  const { rows } = await sql<{
    name: string;
    digest: string;
  }>`${sql.join(digests, sql` union all `)}`.execute(db);
  return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]));
}
