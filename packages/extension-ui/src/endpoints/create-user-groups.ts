import { createUserGroups } from '@syncgrant/contracts';
import { createGroup } from '../administration/group-changes.ts';
import { eachSetting, inBody } from '../administration/setting-items.ts';
import { Refusal, Reply } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';

export const createUserGroupsRoute = defineRoute(createUserGroups, async ({ body, caller }, server) => {
  const done = await eachSetting(
    body.user_groups,
    (asked, index) => createGroup(server, caller, asked, inBody('user_groups', index)),
    201,
  );
  return done instanceof Refusal ? done : new Reply(done.status, { user_groups: done.answers });
});
