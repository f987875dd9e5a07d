import { listUserGroups } from '@syncgrant/contracts';
import { listGroups } from '@syncgrant/store';
import { groupSummary } from '../administration/group-view.ts';
import { NO_CONTENT } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';

export const listUserGroupsRoute = defineRoute(listUserGroups, async ({ query, caller }) => {
  const { name, page, per_page } = query;
  const offset = (page - 1) * per_page;
  const { groups, more } = await listGroups(caller.tenant, { name, limit: per_page, offset });
  if (groups.length === 0) return NO_CONTENT;
  const info = { page, per_page, count: groups.length, more_records: more };
  return { user_groups: groups.map(groupSummary), info };
});
