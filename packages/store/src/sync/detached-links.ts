import type { Tenant } from '../tenant.ts';
import type { LinkRow } from './links.ts';

/** Items that came into the setup's reach and were not planned yet; none of them has a record. */
export async function freshItems(tenant: Tenant, setupId: string): Promise<LinkRow[]> {
  return tenant
    .select('link')
    .where('setup_id', '=', setupId)
    .where('detached_by', 'is', null)
    .where('record_id', 'is', null)
    .where('planned', '=', 0)
    .orderBy('id')
    .selectAll()
    .execute();
}

/** Links of records whose items went out of the setup's reach at Microsoft. */
export async function linksOutOfReach(tenant: Tenant, setupId: string): Promise<LinkRow[]> {
  return tenant
    .select('link')
    .where('setup_id', '=', setupId)
    .where('detached_by', '=', 'microsoft')
    .where('record_id', 'is not', null)
    .orderBy('id')
    .selectAll()
    .execute();
}
