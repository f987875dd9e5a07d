import { listConflicts } from '@syncgrant/contracts';
import { listConflicts as conflictsOf, readSetup } from '@syncgrant/store';
import { defineRoute } from '../http/route.ts';

export const listConflictsRoute = defineRoute(listConflicts, async ({ params, query, caller }) => {
  const setup = await readSetup(caller.tenant, caller.facts.user.id, params.module);
  if (setup === null) return { conflicts: [], more: false };
  const { rows, more } = await conflictsOf(caller.tenant, setup.id, query.before);
  const conflicts = rows.map((row) => ({ ...row, at: row.at.toISOString(), recordId: row.record_id }));
  return { conflicts, more };
});
