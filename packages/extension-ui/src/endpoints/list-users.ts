import { decide } from '@syncgrant/core';
import { listUsers } from '@syncgrant/contracts';
import { listUsers as usersOf, readUser } from '@syncgrant/store';
import { userView } from '../administration/user-view.ts';
import { NO_CONTENT } from '../http/answer.ts';
import { refusedBy } from '../http/no-permission.ts';
import { defineRoute } from '../http/route.ts';

/** Zoho's words for which users are meant. */
const FILTER = {
  AllUsers: 'all',
  ActiveUsers: 'active',
  DeactiveUsers: 'inactive',
  DeletedUsers: 'deleted',
  ConfirmedUsers: 'confirmed',
  NotConfirmedUsers: 'not_confirmed',
  ActiveConfirmedUsers: 'active_confirmed',
  AdminUsers: 'administrators',
  ActiveConfirmedAdmins: 'active_confirmed_administrators',
} as const;

export const listUsersRoute = defineRoute(listUsers, async ({ query, caller }) => {
  const { page, per_page, type } = query;
  if (type === 'CurrentUser') {
    const user = await readUser(caller.tenant, caller.facts.user.id);
    const users = user === null ? [] : [userView(user)];
    return { users, info: { page: 1, per_page, count: users.length, more_records: false } };
  }
  const permission = 'Crm_Implied_Manage_Users';
  const refused = refusedBy(decide(caller.context, { kind: 'permission', permission }));
  if (refused !== null) return refused;
  const { users, more } = await usersOf(caller.tenant, {
    filter: FILTER[type],
    limit: per_page,
    offset: (page - 1) * per_page,
  });
  if (users.length === 0) return NO_CONTENT;
  return { users: users.map(userView), info: { page, per_page, count: users.length, more_records: more } };
});
