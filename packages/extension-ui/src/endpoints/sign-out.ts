import { signOut } from '@syncgrant/contracts';
import { endSession } from '@syncgrant/store';
import { DONE } from '../http/answer.ts';
import { isSignedIn, NOT_SIGNED_IN } from '../http/caller.ts';
import { defineRoute } from '../http/route.ts';

export const signOutRoute = defineRoute(signOut, async ({ caller }, { live }) => {
  if (!isSignedIn(caller)) return NOT_SIGNED_IN;
  await endSession(caller.tenant, caller.session.id);
  live.endSession(caller.session.id);
  return DONE;
});
