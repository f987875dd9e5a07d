import { exportUsers } from '@syncgrant/contracts';
import { seenUsers } from '../administration/seen-users.ts';
import { csvAnswer } from '../csv/csv-answer.ts';
import { userLines } from '../csv/user-lines.ts';
import { Refusal } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';

/** An export holds nobody whom a list would not show. */
export const exportUsersRoute = defineRoute(exportUsers, async ({ query, caller }, { deps }) => {
  const seen = await seenUsers(caller, query.type);
  if (seen instanceof Refusal) return seen;
  return csvAnswer('Users', deps.engine.now(), userLines(caller.tenant, seen));
});
