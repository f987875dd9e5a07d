import { sql } from 'kysely';
import type { SyncModule } from '@syncgrant/core';
import type { Tenant } from '../tenant.ts';
import type { LinkRow } from './links.ts';
import { tellingCoHolders } from './co-holders.ts';
import { changeSetup, type SetupRow } from './setups.ts';

/**
 * Copies are the items at Microsoft that a sync has created for records; what was in the mailbox before is none. They stay
 * when the sync is disabled, or are removed if its user wants that.
 */

/** The copies of a setup that are there as far as is known, by id. */
export async function copiesAfter(
  tenant: Tenant,
  setupId: string,
  afterId: string,
  limit: number,
): Promise<LinkRow[]> {
  return tenant
    .select('link')
    .where('setup_id', '=', setupId)
    .where('is_copy', '=', true)
    .where(IS_PRESENT)
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(limit)
    .selectAll()
    .execute();
}

const IS_PRESENT = sql<boolean>`item_id is not null and seen->>'state' = 'present'`;

/**
 * Stops the sync for good and has its copies removed first, writing to at most so many people. `null` when the setup is
 * in no phase for that.
 */
export async function beginRemoval(
  tenant: Tenant,
  userId: string,
  module: SyncModule,
  peopleMailed: number,
  now: Date,
): Promise<SetupRow | null> {
  const change = () =>
    changeSetup(
      tenant,
      userId,
      module,
      ['previewing', 'preview_ready', 'first_sync', 'active'],
      {
        phase: 'removing',
        own_pause_since: null,
        progress: null,
        preview: null,
        confirmation: null,
        confirmed_deletions: 0,
        confirmed_mail: peopleMailed,
        plan_key: null,
      },
      now,
    );
  return module === 'meetings' ? tellingCoHolders(tenant, userId, now, change) : change();
}

/** Has every copy of the setup removed; how many they are. */
export async function markCopies(tenant: Tenant, setupId: string): Promise<number> {
  const marked = await tenant
    .update('link')
    .where('setup_id', '=', setupId)
    .where('is_copy', '=', true)
    .where(IS_PRESENT)
    .set({ removal: 'due', failures: 0, next_attempt_at: null, problem: null })
    .executeTakeFirst();
  return Number(marked.numUpdatedRows);
}

/** Copies that are still to be removed, oldest first. */
export async function copiesToRemove(tenant: Tenant, setupId: string, limit: number): Promise<LinkRow[]> {
  return tenant
    .select('link')
    .where('setup_id', '=', setupId)
    .where('removal', 'is not', null)
    .orderBy('id')
    .limit(limit)
    .selectAll()
    .execute();
}

export async function countCopiesToRemove(tenant: Tenant, setupId: string): Promise<number> {
  const row = await tenant
    .select('link')
    .where('setup_id', '=', setupId)
    .where('removal', 'is not', null)
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/**
 * The copy is gone because we removed it: its record waits for a new copy, should the sync be enabled again. What the
 * item was is remembered, in case it comes back from the recycle bin.
 */
export async function forgetCopy(tenant: Tenant, linkId: string, correlationId: string): Promise<void> {
  await tenant
    .update('link')
    .where('id', '=', linkId)
    .set({
      removal: null,
      is_copy: false,
      former_item_id: sql<string>`item_id`,
      item_id: null,
      container_id: null,
      seen: null,
      /* Graph may refuse or answer otherwise to what carries an id that was used before. */
      correlation_id: correlationId,
      held_reason: null,
      touched: sql<number>`touched + 1`,
    })
    .execute();
}
