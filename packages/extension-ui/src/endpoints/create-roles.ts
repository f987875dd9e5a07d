import { createRoles } from '@syncgrant/contracts';
import { createRole } from '../administration/role-changes.ts';
import { eachSetting, inBody } from '../administration/setting-items.ts';
import { Refusal, Reply } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';

export const createRolesRoute = defineRoute(createRoles, async ({ body, caller }, server) => {
  const done = await eachSetting(
    body.roles,
    (asked, index) => createRole(server, caller, asked, inBody('roles', index)),
    201,
  );
  return done instanceof Refusal ? done : new Reply(done.status, { roles: done.answers });
});
