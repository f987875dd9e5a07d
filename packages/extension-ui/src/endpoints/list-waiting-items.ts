import { readWaitingItems } from '@syncgrant/agent';
import { listWaitingItems } from '@syncgrant/contracts';
import { readSetup } from '@syncgrant/store';
import { defineRoute } from '../http/route.ts';

export const listWaitingItemsRoute = defineRoute(listWaitingItems, async ({ params, query, caller }) => {
  const setup = await readSetup(caller.tenant, caller.facts.user.id, params.module);
  return setup === null || setup.phase === 'disabled'
    ? { items: [], more: false }
    : readWaitingItems(caller.tenant, setup, query.after);
});
