import { listOutcomes } from '@syncgrant/contracts';
import { listOutcomes as outcomesOf, readSetup } from '@syncgrant/store';
import { defineRoute } from '../http/route.ts';

export const listOutcomesRoute = defineRoute(listOutcomes, async ({ params, query, caller }) => {
  const setup = await readSetup(caller.tenant, caller.facts.user.id, params.module);
  if (setup === null) return { outcomes: [], more: false };
  const { rows, more } = await outcomesOf(caller.tenant, setup.id, query.before);
  const outcomes = rows.map((row) => ({ ...row, at: row.at.toISOString(), recordId: row.record_id }));
  return { outcomes, more };
});
