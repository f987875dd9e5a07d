import { getUser } from '@syncgrant/contracts';
import { readUser } from '@syncgrant/store';
import { NOT_SUBORDINATE, refusedDetails, subordinatesOnly } from '../administration/seen-users.ts';
import { userView } from '../administration/user-view.ts';
import { unknownId } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';

export const getUserRoute = defineRoute(getUser, async ({ params, caller }) => {
  const own = params.id === caller.facts.user.id;
  const refused = own ? null : refusedDetails(caller);
  if (refused !== null) return refused;
  const user = await readUser(caller.tenant, params.id);
  if (user === null) return unknownId({ resource_path_index: 1 });
  const among = own ? null : await subordinatesOnly(caller);
  return among && !among.roleIds.includes(user.role.id) ? NOT_SUBORDINATE : { users: [userView(user)] };
});
