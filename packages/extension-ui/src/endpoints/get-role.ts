import { getRole } from '@syncgrant/contracts';
import { listRoles } from '@syncgrant/store';
import { roleViews } from '../administration/role-view.ts';
import { unknownId } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';

export const getRoleRoute = defineRoute(getRole, async ({ params, caller }) => {
  const role = roleViews(await listRoles(caller.tenant)).find(({ id }) => id === params.id);
  return role === undefined ? unknownId({ resource_path_index: 2 }) : { roles: [role] };
});
