import { decideSync, SYNC_MODULES, statusOfSetup, type SetupStatus, type SyncModule } from '@syncgrant/core';
import type { AccountRow, DecisionContexts, GrantFacts, SetupRow } from '@syncgrant/store';

/** What the status of one setup rests on, as it is stored. */
export interface StatusSources {
  readonly facts: GrantFacts;
  readonly module: SyncModule;
  readonly setup: SetupRow | null;
  readonly account: AccountRow | null;
  readonly heldCount: number;
  readonly failedCount: number;
}

/** The status of a setup, derived now: the same for the card, the timeline and the administrators' list. */
export function setupStatus(contexts: DecisionContexts, sources: StatusSources, now: Date): SetupStatus {
  const { facts, module, setup, account } = sources;
  const grant = decideSync(contexts.of(facts), module);
  return statusOfSetup(
    {
      grant: grant.granted
        ? { granted: true }
        : { granted: false, rule: grant.rule, since: changedAt(facts, module, grant.rule.code) },
      userActive: facts.user.active,
      setup:
        setup === null
          ? null
          : {
              phase: setup.phase,
              phaseSince: setup.announced?.since ?? setup.created_at.toISOString(),
              problem: account?.problem ?? setup.problem,
              ownPause:
                setup.own_pause_since === null ? null : { since: setup.own_pause_since.toISOString() },
              awaitingConfirmation:
                setup.confirmation === null
                  ? null
                  : {
                      since: setup.confirmation.since,
                      deletions: setup.confirmation.deletions,
                      peopleMailed: setup.confirmation.peopleMailed,
                    },
              progress: setup.progress,
              lastGoodEndAt: setup.last_good_end_at?.toISOString() ?? null,
              nextAttemptAt: (setup.next_attempt_at ?? account?.next_tick_at)?.toISOString() ?? null,
              heldCount: sources.heldCount,
              failedCount: sources.failedCount,
            },
    },
    now.toISOString(),
  );
}

/** When the part of the grant that the rule speaks of last changed; null when it never did. */
function changedAt(facts: GrantFacts, module: SyncModule, rule: string): string | null {
  const sync = SYNC_MODULES[module];
  switch (rule) {
    case 'edition':
    case 'data_center':
    case 'extension_off':
      return facts.organisation.changedAt.toISOString();
    case 'user_inactive':
      return facts.user.accessChangedAt.toISOString();
    case 'module_access_lost':
      return latest(facts, facts.permissionChanges[sync.view]);
    default:
      return latest(facts, facts.permissionChanges[sync.permission]);
  }
}

/** The user may have got the profile after the permission was switched. */
function latest(facts: GrantFacts, switchedAt: string | undefined): string | null {
  if (switchedAt === undefined) return null;
  const assignedAt = facts.user.accessChangedAt.toISOString();
  return assignedAt > switchedAt ? assignedAt : switchedAt;
}
