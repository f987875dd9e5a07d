import { sql } from 'kysely';
import type { Tenant } from '../tenant.ts';

/**
 * Gate and toggle exclude one another by an advisory lock on the organisation that lasts as long as the
 * transaction: whoever acts under a grant shares it, whoever changes grants has it alone. Taken first in the
 * transaction, at READ COMMITTED, so that the statements after it see every answered change.
 */
const LOCK_CLASS = 0x5347; /* "SG": keeps clear of other users of advisory locks */

export async function shareGrants(tenant: Tenant): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${LOCK_CLASS}, hashint8(${tenant.organisationId}::int8))`.execute(
    tenant.db,
  );
}

export async function ownGrants(tenant: Tenant): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOCK_CLASS}, hashint8(${tenant.organisationId}::int8))`.execute(
    tenant.db,
  );
}
