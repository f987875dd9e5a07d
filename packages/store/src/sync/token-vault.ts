import { sql } from 'kysely';
import type { Tenant } from '../tenant.ts';

export interface StoredTokens {
  readonly box: Buffer;
  readonly version: number;
}

/** The sealed token cache of an account; null before the first sign-in was stored. */
export async function readTokens(tenant: Tenant, accountId: string): Promise<StoredTokens | null> {
  const row = await tenant
    .select('microsoft_account')
    .where('id', '=', accountId)
    .select(['token_box', 'token_version'])
    .executeTakeFirst();
  return row?.token_box == null ? null : { box: row.token_box, version: row.token_version };
}

/**
 * Compare-and-set: false when somebody stored newer tokens meanwhile, so that a rotated refresh token is never lost
 * to a race.
 */
export async function saveTokens(
  tenant: Tenant,
  accountId: string,
  box: Uint8Array,
  expectedVersion: number,
  now: Date,
): Promise<boolean> {
  const result = await tenant
    .update('microsoft_account')
    .where('id', '=', accountId)
    .where('token_version', '=', expectedVersion)
    .set({
      token_box: Buffer.from(box),
      token_version: sql<number>`token_version + 1`,
      token_refreshed_at: now,
    })
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
