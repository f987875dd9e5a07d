import { listRoles } from '@syncgrant/contracts';
import { listRoles as rolesOf } from '@syncgrant/store';
import { roleViews } from '../administration/role-view.ts';
import { defineRoute } from '../http/route.ts';

export const listRolesRoute = defineRoute(listRoles, async ({ caller }) => ({
  roles: roleViews(await rolesOf(caller.tenant)),
}));
