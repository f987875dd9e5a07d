import { sql } from 'kysely';
import type { Tenant } from '../tenant.ts';

/**
 * Whoever writes records shares this lock; whoever makes references lead elsewhere has it alone. Taken first in the
 * transaction: then nobody can refer to a record that is merged away meanwhile, and nobody waits in a circle for rows of
 * several modules.
 */
const LOCK_CLASS = 0x5352; /* "SR": beside the lock on grants */

export async function shareReferences(tenant: Tenant): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${LOCK_CLASS}, hashint8(${tenant.organisationId}::int8))`.execute(
    tenant.db,
  );
}

export async function ownReferences(tenant: Tenant): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOCK_CLASS}, hashint8(${tenant.organisationId}::int8))`.execute(
    tenant.db,
  );
}
