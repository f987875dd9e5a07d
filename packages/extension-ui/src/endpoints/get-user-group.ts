import { getUserGroup } from '@syncgrant/contracts';
import { readGroup, readGroupMembers } from '@syncgrant/store';
import { groupDetail } from '../administration/group-view.ts';
import { unknownId } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';

export const getUserGroupRoute = defineRoute(getUserGroup, async ({ params, caller }) => {
  const group = await readGroup(caller.tenant, params.id);
  if (group === null) return unknownId({ resource_path_index: 2 });
  return { user_groups: [groupDetail(group, await readGroupMembers(caller.tenant, group.id))] };
});
