import { deleteRole } from '@syncgrant/contracts';
import { removeRole } from '../administration/role-changes.ts';
import { Refusal } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';

export const deleteRoleRoute = defineRoute(deleteRole, async ({ params, query, caller }, server) => {
  const done = await removeRole(server, caller, params.id, query.transfer_to_id);
  return done instanceof Refusal ? done : { roles: [done] };
});
