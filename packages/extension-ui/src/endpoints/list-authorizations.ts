import { listAuthorizations } from '@syncgrant/contracts';
import { listAuthorizationsOfUser } from '@syncgrant/store';
import { defineRoute } from '../http/route.ts';

export const listAuthorizationsRoute = defineRoute(listAuthorizations, async ({ caller }, { deps }) => {
  const given = await listAuthorizationsOfUser(caller.tenant, caller.facts.user.id, deps.engine.now());
  return {
    authorizations: given.map(({ scopes, createdAt, ...rest }) => ({
      ...rest,
      scopes: [...scopes],
      createdAt: createdAt.toISOString(),
    })),
  };
});
