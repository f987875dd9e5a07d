import { updateRole } from '@syncgrant/contracts';
import { changeRole } from '../administration/role-changes.ts';
import { inAddress } from '../administration/setting-items.ts';
import { Refusal } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';

export const updateRoleRoute = defineRoute(updateRole, async ({ params, body, caller }, server) => {
  const place = inAddress('roles', 2);
  const [asked] = body.roles;
  if (asked === undefined) return place.unknown;
  const done = await changeRole(server, caller, params.id, asked, place);
  return done instanceof Refusal ? done : { roles: [done] };
});
