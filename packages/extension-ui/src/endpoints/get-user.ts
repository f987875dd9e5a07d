import { decide } from '@syncgrant/core';
import { getUser } from '@syncgrant/contracts';
import { readUser } from '@syncgrant/store';
import { userView } from '../administration/user-view.ts';
import { unknownId } from '../http/answer.ts';
import { refusedBy } from '../http/no-permission.ts';
import { defineRoute } from '../http/route.ts';

export const getUserRoute = defineRoute(getUser, async ({ params, caller }) => {
  const permission = 'Crm_Implied_Manage_Users';
  const own = params.id === caller.facts.user.id;
  const refused = own ? null : refusedBy(decide(caller.context, { kind: 'permission', permission }));
  if (refused !== null) return refused;
  const user = await readUser(caller.tenant, params.id);
  return user === null ? unknownId({ resource_path_index: 1 }) : { users: [userView(user)] };
});
