import { updateRoles } from '@syncgrant/contracts';
import { changeRole } from '../administration/role-changes.ts';
import { eachSetting, inBody } from '../administration/setting-items.ts';
import { Refusal, Reply } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';

export const updateRolesRoute = defineRoute(updateRoles, async ({ body, caller }, server) => {
  const done = await eachSetting(body.roles, (asked, index) =>
    changeRole(server, caller, asked.id, asked, inBody('roles', index)),
  );
  return done instanceof Refusal ? done : new Reply(done.status, { roles: done.answers });
});
