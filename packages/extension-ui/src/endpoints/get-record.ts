import { getRecord } from '@syncgrant/contracts';
import { NO_CONTENT } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';
import { reachRecord } from '../records/reach.ts';
import { recordViews } from '../records/record-view.ts';

export const getRecordRoute = defineRoute(getRecord, async ({ params: { module, id }, caller }) => {
  const row = await reachRecord(caller, module, id, 'view');
  if (row === null) return NO_CONTENT;
  return { data: await recordViews(caller.tenant, caller.context, module, [row]) };
});
