import { countCopies } from '@syncgrant/agent';
import { getCopies } from '@syncgrant/contracts';
import { readSetup } from '@syncgrant/store';
import { defineRoute } from '../http/route.ts';

export const getCopiesRoute = defineRoute(getCopies, async ({ params: { module }, caller }) => {
  const setup = await readSetup(caller.tenant, caller.facts.user.id, module);
  return setup === null ? { copies: 0, changed: 0, peopleMailed: 0 } : countCopies(caller.tenant, setup);
});
