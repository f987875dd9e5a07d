import { sql } from 'kysely';
import type { Tenant } from '../tenant.ts';

/**
 * Pairs of which one side was deleted while the sync was off part: what is left stays on its side alone. Nobody expects a
 * deletion from before to reach the other side once a sync is enabled again, nor what was deleted to come back. An item
 * that returns from the recycle bin is attached again. How many they are.
 */
export async function partDeleted(tenant: Tenant, setupId: string): Promise<number> {
  const parted = await tenant
    .update('link')
    .where('setup_id', '=', setupId)
    .where('detached_by', 'is', null)
    .where('item_id', 'is not', null)
    .where('base_crm', 'is not', null)
    .where(sql<boolean>`${ITEM_IS_GONE} <> ${RECORD_IS_GONE}`)
    .set({
      detached_by: sql<'crm' | 'microsoft'>`case when ${ITEM_IS_GONE} then 'microsoft' else 'crm' end`,
      held_reason: null,
    })
    .executeTakeFirst();
  return Number(parted.numUpdatedRows);
}

const ITEM_IS_GONE = sql<boolean>`(coalesce(seen->>'state', '') = 'deleted')`;
const RECORD_IS_GONE = sql<boolean>`exists (
  select from syncgrant.record where record.organisation_id = link.organisation_id
    and record.id = link.record_id and record.deleted_at is not null)`;
