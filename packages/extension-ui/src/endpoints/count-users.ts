import { countUsers } from '@syncgrant/contracts';
import { countUsers as countOf } from '@syncgrant/store';
import { seenUsers } from '../administration/seen-users.ts';
import { Refusal } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';

export const countUsersRoute = defineRoute(countUsers, async ({ query, caller }) => {
  const seen = await seenUsers(caller, query.type);
  return seen instanceof Refusal ? seen : { count: await countOf(caller.tenant, seen) };
});
