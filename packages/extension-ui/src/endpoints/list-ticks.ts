import { listTicks } from '@syncgrant/contracts';
import { listTicks as ticksOf } from '@syncgrant/store';
import { Refusal } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';
import { seenAccount } from '../sync-health/seen-account.ts';

export const listTicksRoute = defineRoute(listTicks, async ({ params, query, caller }) => {
  const account = await seenAccount(caller, params.id);
  if (account instanceof Refusal) return account;
  const { rows, more } = await ticksOf(caller.tenant, account.id, query.before);
  const ticks = rows.map(
    ({ id, begun_at, ended_at, kind, more: goesOn, requests, throttled, waited_ms, modules }) => ({
      id,
      begunAt: begun_at.toISOString(),
      endedAt: ended_at.toISOString(),
      kind,
      more: goesOn,
      requests,
      throttled,
      waitedMs: waited_ms,
      modules: modules.map(({ module, items, problem }) => ({ module, items: { ...items }, problem })),
    }),
  );
  return { ticks, more };
});
