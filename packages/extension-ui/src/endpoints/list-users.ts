import { listUsers } from '@syncgrant/contracts';
import { listUsers as usersOf } from '@syncgrant/store';
import { seenUsers } from '../administration/seen-users.ts';
import { userView } from '../administration/user-view.ts';
import { NO_CONTENT, Refusal } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';

export const listUsersRoute = defineRoute(listUsers, async ({ query, caller }) => {
  const { page, per_page, type, ids } = query;
  const seen = await seenUsers(caller, type);
  if (seen instanceof Refusal) return seen;
  const offset = (page - 1) * per_page;
  const { users, more } = await usersOf(caller.tenant, { ids, ...seen, limit: per_page, offset });
  if (users.length === 0) return NO_CONTENT;
  return { users: users.map(userView), info: { page, per_page, count: users.length, more_records: more } };
});
