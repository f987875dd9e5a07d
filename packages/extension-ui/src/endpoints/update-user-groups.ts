import { updateUserGroups } from '@syncgrant/contracts';
import { changeGroup } from '../administration/group-changes.ts';
import { eachSetting, inBody } from '../administration/setting-items.ts';
import { Refusal, Reply } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';

export const updateUserGroupsRoute = defineRoute(updateUserGroups, async ({ body, caller }, server) => {
  const done = await eachSetting(body.user_groups, (asked, index) =>
    changeGroup(server, caller, asked.id, asked, inBody('user_groups', index)),
  );
  return done instanceof Refusal ? done : new Reply(done.status, { user_groups: done.answers });
});
