import { updateUserGroup } from '@syncgrant/contracts';
import { changeGroup } from '../administration/group-changes.ts';
import { inAddress } from '../administration/setting-items.ts';
import { Refusal } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';

export const updateUserGroupRoute = defineRoute(updateUserGroup, async ({ params, body, caller }, server) => {
  const place = inAddress('user_groups', 2);
  const [asked] = body.user_groups;
  if (asked === undefined) return place.unknown;
  const done = await changeGroup(server, caller, params.id, asked, place);
  return done instanceof Refusal ? done : { user_groups: [done] };
});
