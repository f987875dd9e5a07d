import { listUsers } from '@syncgrant/contracts';
import { listUsers as usersOf } from '@syncgrant/store';
import { userView } from '../administration/user-view.ts';
import { defineRoute } from '../http/route.ts';

const FILTER = { AllUsers: 'all', ActiveUsers: 'active', DeactiveUsers: 'inactive' } as const;

export const listUsersRoute = defineRoute(listUsers, async ({ query, caller }) => {
  const { page, per_page, type } = query;
  const { users, more } = await usersOf(caller.tenant, {
    filter: FILTER[type],
    limit: per_page,
    offset: (page - 1) * per_page,
  });
  return { users: users.map(userView), info: { page, per_page, count: users.length, more_records: more } };
});
