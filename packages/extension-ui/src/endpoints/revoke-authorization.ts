import { revokeAuthorization } from '@syncgrant/contracts';
import { endAuthorization } from '@syncgrant/store';
import { DONE, unknownId } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';

export const revokeAuthorizationRoute = defineRoute(revokeAuthorization, async ({ params, caller }) => {
  const ended = await endAuthorization(caller.tenant, caller.facts.user.id, params.id);
  return ended ? DONE : unknownId({ param_name: 'id' });
});
