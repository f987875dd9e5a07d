import { sql } from 'kysely';
import type { Tenant } from '../tenant.ts';

/** Ids that nothing else has, for parts of a record; in the order in which they were given. */
export async function newIds(tenant: Tenant, count: number): Promise<string[]> {
  if (count === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select nextval('syncgrant.id') as id from generate_series(1, ${count}::int4)
  `.execute(tenant.db);
  return rows.map(({ id }) => id);
}
