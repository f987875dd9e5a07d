import { sql } from 'kysely';
import type { Tenant } from '../tenant.ts';
import type { RecordRow } from './records.ts';

/**
 * Living records of every module that refer to one of these in a lookup, in a row or as a participant; locked until the
 * transaction ends, at most `limit` of them.
 */
export async function lockReferring(
  tenant: Tenant,
  ids: readonly string[],
  limit: number,
): Promise<RecordRow[]> {
  if (ids.length === 0) return [];
  const found = tenant
    .select('record')
    .where('deleted_at', 'is', null)
    .where(sql<boolean>`syncgrant.referred_ids(record.fields) && array[${sql.join(ids)}]::text[]`)
    .select('id');
  return tenant
    .select('record')
    .where(sql<boolean>`record.id = any(array(${found}))`)
    .orderBy('id')
    .limit(limit)
    .selectAll()
    .forUpdate()
    .execute();
}
