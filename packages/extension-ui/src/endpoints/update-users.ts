import { updateUsers } from '@syncgrant/contracts';
import { changeUser } from '../administration/user-access.ts';
import { eachSetting, inBody } from '../administration/setting-items.ts';
import { Refusal, Reply } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';

export const updateUsersRoute = defineRoute(updateUsers, async ({ body, caller }, server) => {
  const done = await eachSetting(body.users, (asked, index) =>
    changeUser(server, caller, asked.id, asked, inBody('users', index)),
  );
  return done instanceof Refusal ? done : new Reply(done.status, { users: done.answers });
});
