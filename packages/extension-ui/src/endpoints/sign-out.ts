import { signOut } from '@syncgrant/contracts';
import { endSession } from '@syncgrant/store';
import { DONE } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';

export const signOutRoute = defineRoute(signOut, async ({ caller }, { live }) => {
  await endSession(caller.tenant, caller.sessionId);
  live.endSession(caller.sessionId);
  return DONE;
});
