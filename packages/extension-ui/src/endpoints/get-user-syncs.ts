import { getUserSyncs } from '@syncgrant/contracts';
import { readSyncLines, readWaitingReasons } from '@syncgrant/agent';
import { readAccount, syncIdsOfUser, type AccountRow } from '@syncgrant/store';
import { Refusal } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';
import { seenUser } from '../sync-health/seen-account.ts';

export const getUserSyncsRoute = defineRoute(getUserSyncs, async ({ params, caller }, { deps }) => {
  const user = await seenUser(caller, params.id);
  if (user instanceof Refusal) return user;
  const { contexts, now } = deps.engine;
  const ids = await syncIdsOfUser(caller.tenant, user.id);
  const syncs = await readSyncLines(contexts, caller.tenant, ids, now());
  const accountIds = [...new Set(syncs.map(({ account }) => account.id))];
  const accounts = await Promise.all(accountIds.map((id) => readAccount(caller.tenant, id)));
  return {
    user: { id: user.id, name: user.fullName, email: user.email, active: user.status === 'active' },
    profile: { id: user.profile.id, name: user.profile.name },
    accounts: accounts.flatMap((account) => (account === null ? [] : [accountView(account)])),
    syncs,
    waiting: await readWaitingReasons(caller.tenant, syncs),
  };
});

const accountView = (account: AccountRow) => ({
  id: account.id,
  username: account.username,
  problem: account.problem,
  tokenRefreshedAt: account.token_refreshed_at?.toISOString() ?? null,
  nextTickAt: account.next_tick_at.toISOString(),
});
