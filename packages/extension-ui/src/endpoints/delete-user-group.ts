import { deleteUserGroup } from '@syncgrant/contracts';
import { removeGroup } from '../administration/group-changes.ts';
import { Refusal } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';

export const deleteUserGroupRoute = defineRoute(deleteUserGroup, async ({ params, caller }, server) => {
  const done = await removeGroup(server, caller, params.id);
  return done instanceof Refusal ? done : { user_groups: [done] };
});
