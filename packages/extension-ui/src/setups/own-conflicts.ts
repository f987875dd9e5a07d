import type { CanonicalValue } from '@syncgrant/core';
import { lockConflicts, markRestored } from '@syncgrant/store';
import type { Caller } from '../http/caller.ts';

/** Values that lost a conflict in one of the caller's setups, reached in the transaction that writes the records. */
export class OwnConflicts {
  readonly #caller: Caller;
  readonly #setupId: string;

  /** The setup is the caller's own. */
  constructor(caller: Caller, setupId: string) {
    this.#caller = caller;
    this.#setupId = setupId;
  }

  /** The conflict and what else the same merge put aside, locked until the transaction ends. */
  lock(conflictId: string) {
    return lockConflicts(this.#caller.tenant, this.#setupId, conflictId);
  }

  markRestored(conflictId: string, replaced: CanonicalValue, now: Date): Promise<void> {
    return markRestored(this.#caller.tenant, conflictId, replaced, now);
  }
}
