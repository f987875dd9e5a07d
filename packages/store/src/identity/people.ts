import { sql } from 'kysely';
import { fullName } from '../grants/grant-facts.ts';
import type { Tenant } from '../tenant.ts';

/** Active users whose name holds `word`, by name; at most `limit`, and whether there are more. */
export async function findPeople(
  tenant: Tenant,
  word: string,
  limit: number,
): Promise<{
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly more: boolean;
}> {
  const name = sql<string>`lower(concat_ws(' ', first_name, last_name))`;
  const rows = await tenant
    .select('crm_user')
    .where('status', '=', 'active')
    .where(sql<boolean>`strpos(${name}, lower(${word})) > 0`)
    .orderBy(name)
    .orderBy('id')
    .limit(limit + 1)
    .select(['id', 'first_name', 'last_name'])
    .execute();
  return {
    people: rows
      .slice(0, limit)
      .map((row) => ({ id: row.id, name: fullName(row.first_name, row.last_name) })),
    more: rows.length > limit,
  };
}
