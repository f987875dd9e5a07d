import type { Card, SetupView } from '@syncgrant/contracts';
import { PROPOSED_PAIRS, type SyncModule } from '@syncgrant/core';
import {
  countConflicts,
  countLinks,
  countWaitingPhotos,
  readAccount,
  readSetup,
  type Tenant,
  type DecisionContexts,
  type GrantFacts,
  type SetupRow,
} from '@syncgrant/store';
import { setupStatus } from './setup-status.ts';

/** What a user sees of one module: its card in the marketplace, with the setup if there is one. */
export async function readCard(
  contexts: DecisionContexts,
  tenant: Tenant,
  facts: GrantFacts,
  module: SyncModule,
  now: Date,
): Promise<Card> {
  const setup = await readSetup(tenant, facts.user.id, module);
  if (setup === null) {
    const sources = { facts, module, setup, account: null, heldCount: 0, failedCount: 0 };
    return { module, status: setupStatus(contexts, sources, now), setup: null };
  }
  const account = await readAccount(tenant, setup.account_id);
  const links = await countLinks(tenant, setup.id);
  const photos =
    setup.configuration?.photos === true
      ? await countWaitingPhotos(tenant, setup.id)
      : { held: 0, failed: 0 };
  const counts = { ...links, held: links.held + photos.held, failed: links.failed + photos.failed };
  const sources = { facts, module, setup, account, heldCount: counts.held, failedCount: counts.failed };
  const status = setupStatus(contexts, sources, now);
  return {
    module,
    status,
    setup: {
      phase: setup.phase,
      account: { username: account?.username ?? '', displayName: account?.display_name ?? '' },
      configuration: configurationOf(setup),
      preview: setup.preview,
      ownPause: setup.own_pause_since !== null,
      linkCount: counts.full,
      heldCount: counts.held,
      failedCount: counts.failed,
      conflictCount: await countConflicts(tenant, setup.id),
      lastSyncAt: setup.last_good_end_at?.toISOString() ?? null,
      nextSyncAt:
        status.state === 'active' || status.state === 'first_sync'
          ? (account?.next_tick_at.toISOString() ?? null)
          : null,
      confirmation: setup.confirmation,
    },
  };
}

/** As the user chose it; contacts always say what is joined with what. */
function configurationOf({ module, configuration }: SetupRow): SetupView['configuration'] {
  if (configuration === null) return null;
  const { contactMapping, ...chosen } = configuration;
  return module === 'contacts'
    ? { ...chosen, contactMapping: contactMapping?.pairs ?? PROPOSED_PAIRS }
    : chosen;
}
