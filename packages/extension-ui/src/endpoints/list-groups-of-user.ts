import { decide, rolesAbove } from '@syncgrant/core';
import { listGroupsOfUser } from '@syncgrant/contracts';
import { listGroups, readRoles, readUser } from '@syncgrant/store';
import { groupSummary } from '../administration/group-view.ts';
import { NO_CONTENT, unknownId } from '../http/answer.ts';
import { refusedBy } from '../http/no-permission.ts';
import { defineRoute } from '../http/route.ts';

export const listGroupsOfUserRoute = defineRoute(listGroupsOfUser, async ({ params, query, caller }) => {
  const { tenant, context, facts } = caller;
  const permission = 'Crm_Implied_Manage_Groups';
  const own = params.id === facts.user.id;
  const refused = own ? null : refusedBy(decide(context, { kind: 'permission', permission }));
  if (refused !== null) return refused;
  const user = await readUser(tenant, params.id);
  if (user === null) return unknownId({ resource_path_index: 1 });
  const { page, per_page } = query;
  const { groups, more } = await listGroups(tenant, {
    ofUser: {
      id: user.id,
      roleId: user.role.id,
      rolesAbove: [...rolesAbove(await readRoles(tenant), user.role.id)],
    },
    limit: per_page,
    offset: (page - 1) * per_page,
  });
  if (groups.length === 0) return NO_CONTENT;
  const info = { page, per_page, count: groups.length, more_records: more };
  return { user_groups: groups.map(groupSummary), info };
});
