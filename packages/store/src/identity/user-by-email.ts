import { sql } from 'kysely';
import type { Tenant } from '../tenant.ts';

/** The id of the active user with that address, whatever its case. */
export async function findUserByEmail(tenant: Tenant, email: string): Promise<string | null> {
  const row = await tenant
    .select('crm_user')
    .where(sql<string>`lower(crm_user.email)`, '=', email.toLowerCase())
    .where('status', '=', 'active')
    .select('id')
    .executeTakeFirst();
  return row?.id ?? null;
}
