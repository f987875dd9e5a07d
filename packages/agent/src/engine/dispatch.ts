import { dueAccounts, enabledSetupsAfter, Tenant } from '@syncgrant/store';
import { announceStatuses } from '../status/announce.ts';
import type { TickQueue } from '../queue/index.ts';
import type { EngineDeps } from './engine-deps.ts';

/** Accounts that one dispatch enqueues; the rest are found by the next. */
const MOST_ACCOUNTS = 500;
/** Setups told of changed grants at a time. */
const PAGE = 200;

/**
 * Turns due accounts into jobs, after telling the setups of organisations whose grants changed. Everything it goes by
 * is in the database, so it may be missed, repeated, or run in several processes.
 */
export async function dispatch(deps: EngineDeps, queue: TickQueue): Promise<void> {
  await announceChangedGrants(deps);
  for (const due of await dueAccounts(deps.db, deps.now(), MOST_ACCOUNTS)) {
    await queue.enqueueTick({ ...due, reason: 'due' });
  }
}

/** Setups that may go on again are due at once; the others learn in their timeline why they pause. */
async function announceChangedGrants(deps: EngineDeps): Promise<void> {
  const organisations = await deps.db
    .selectFrom('organisation')
    .whereRef('announced_revision', '<', 'revision')
    .select(['id', 'revision'])
    .limit(PAGE)
    .execute();
  for (const organisation of organisations) {
    const tenant = new Tenant(deps.db, organisation.id);
    let after = '0';
    for (;;) {
      const setups = await enabledSetupsAfter(tenant, after, PAGE);
      const last = setups.at(-1);
      if (last === undefined) break;
      await announceStatuses(deps, tenant, setups);
      after = last.id;
    }
    /* Only up to the revision that was told: a newer one is told by the next dispatch. */
    await deps.db
      .updateTable('organisation')
      .set({ announced_revision: organisation.revision })
      .where('id', '=', organisation.id)
      .where('announced_revision', '<', organisation.revision)
      .execute();
  }
}
