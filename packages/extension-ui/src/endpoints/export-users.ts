import { exportUsers } from '@syncgrant/contracts';
import { usersInScope } from '../administration/seen-users.ts';
import { csvAnswer } from '../csv/csv-answer.ts';
import { userLines } from '../csv/user-lines.ts';
import { defineRoute } from '../http/route.ts';

export const exportUsersRoute = defineRoute(exportUsers, async ({ query, caller }, { deps }) =>
  csvAnswer('Users', deps.engine.now(), userLines(caller.tenant, await usersInScope(caller, query.type))),
);
