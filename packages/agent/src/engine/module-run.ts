import type { GrantedSync, ProblemClass, SyncModule, Watch } from '@syncgrant/core';
import type { GraphFailure } from '@syncgrant/microsoft';
import type { SetupRow, StoredConfiguration } from '@syncgrant/store';

/** What ended a module's part of a run before its work was done. */
export interface Stop {
  readonly problem: { readonly class: ProblemClass; readonly detail: string } | null;
  readonly retryAfterMs: number | null;
}

/** One module's part of a run. */
export interface ModuleRun {
  readonly module: SyncModule;
  readonly setup: SetupRow;
  readonly configuration: StoredConfiguration;
  /** IANA zone that decides dates. */
  readonly timeZone: string;
  /** The mailbox's user is invited under these. */
  readonly ownAddresses: readonly string[];
  grant: GrantedSync;
  /** Set when the module must do nothing more in this run. */
  stop: Stop | null;
  /** Whether all of Microsoft's changes were read in this run. */
  observed: boolean;
  /** How often this run began a round again because its link was refused. */
  restarts: number;
  /** Whether this run reads in the other way, because the first one was refused. */
  readsOtherwise: boolean;
  /** Whether either side reported a change in this run. */
  changed: boolean;
  /** People whom Microsoft was made to write to in this run, by whatever plan. */
  mailed: number;
  /** Whether photos are left for the next run. */
  morePhotos: boolean;
  /** Who tells of changes until the next run. */
  watch: Watch;
}

/** The gate closed, or the slice ended: nothing is wrong. */
export const NO_PROBLEM: Stop = { problem: null, retryAfterMs: null };

/** The module's calendar, folder or list is not there any more: nothing that is missing may be taken for deleted. */
export const CONTAINER_GONE: Stop = {
  problem: { class: 'container_gone', detail: 'the container is not at Microsoft' },
  retryAfterMs: null,
};

/** What a failure of a whole request means for the module; `null` when it concerns the item alone. */
export function stopOf(failure: GraphFailure): Stop | null {
  const stop = (problem: ProblemClass): Stop => ({
    problem: { class: problem, detail: failure.message },
    retryAfterMs: failure.retryAfterMs,
  });
  switch (failure.class) {
    case 'throttled':
      return stop('throttled');
    case 'transient':
      return stop('microsoft_down');
    case 'mailbox':
      return stop('mailbox');
    case 'consent':
    case 'user':
      return stop('sign_in');
    case 'operator':
      return stop('defect');
    case 'gone':
    case 'missing':
    case 'conflict':
    case 'item':
      return null;
  }
}
