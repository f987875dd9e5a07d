import type { SyncModule } from '@syncgrant/core';
import type { Tenant } from '../tenant.ts';
import { tellingCoHolders } from './co-holders.ts';
import { changeSetup, readSetup, type SetupRow } from './setups.ts';

/** The user's own pause begins or ends. */
export async function setOwnPause(
  tenant: Tenant,
  userId: string,
  module: SyncModule,
  paused: boolean,
  now: Date,
): Promise<SetupRow | null> {
  return changeSetup(
    tenant,
    userId,
    module,
    ['first_sync', 'active'],
    { own_pause_since: paused ? now : null },
    now,
  );
}

/** Lets as many held deletions pass as the user has seen. `null` when nothing waits for a confirmation. */
export async function confirmDeletions(
  tenant: Tenant,
  userId: string,
  module: SyncModule,
  deletions: number,
  now: Date,
): Promise<SetupRow | null> {
  const setup = await readSetup(tenant, userId, module);
  if (setup?.confirmation == null) return null;
  return changeSetup(
    tenant,
    userId,
    module,
    ['first_sync', 'active'],
    {
      confirmation: null,
      confirmed_deletions: deletions,
    },
    now,
  );
}

/** Lets Microsoft write to as many people as the user has seen. `null` when nothing waits for a confirmation. */
export async function confirmMail(
  tenant: Tenant,
  userId: string,
  module: SyncModule,
  peopleMailed: number,
  now: Date,
): Promise<SetupRow | null> {
  const setup = await readSetup(tenant, userId, module);
  if (setup?.confirmation == null) return null;
  return changeSetup(
    tenant,
    userId,
    module,
    ['first_sync', 'active'],
    {
      confirmation: null,
      confirmed_mail: peopleMailed,
    },
    now,
  );
}

/**
 * Stops the sync, and the removal of its copies. Records, items and links stay, so that enabling again makes no duplicates.
 * To be called in a transaction.
 */
export async function disableSetup(
  tenant: Tenant,
  userId: string,
  module: SyncModule,
  now: Date,
): Promise<SetupRow | null> {
  await tenant
    .update('link')
    .where('setup_id', '=', (await readSetup(tenant, userId, module))?.id ?? '0')
    .where('removal', 'is not', null)
    .set({ removal: null })
    .execute();
  const change = () =>
    changeSetup(
      tenant,
      userId,
      module,
      ['configuring', 'previewing', 'preview_ready', 'first_sync', 'active', 'removing'],
      {
        phase: 'disabled',
        own_pause_since: null,
        problem: null,
        progress: null,
        preview: null,
        confirmation: null,
        confirmed_deletions: 0,
        confirmed_mail: 0,
        plan_key: null,
      },
      now,
    );
  return module === 'meetings' ? tellingCoHolders(tenant, userId, now, change) : change();
}
