import { listTimeline } from '@syncgrant/contracts';
import { listTimeline as timelineOf, readSetup } from '@syncgrant/store';
import { defineRoute } from '../http/route.ts';

export const listTimelineRoute = defineRoute(listTimeline, async ({ params, query, caller }) => {
  const setup = await readSetup(caller.tenant, caller.facts.user.id, params.module);
  if (setup === null) return { entries: [], more: false };
  const { rows, more } = await timelineOf(caller.tenant, setup.id, query.before);
  const entries = rows.map(({ id, at, kind, message, detail }) => ({
    id,
    at: at.toISOString(),
    kind,
    message,
    detail,
  }));
  return { entries, more };
});
