import { connectSetup } from '@syncgrant/contracts';
import { isSignedIn, NOT_SIGNED_IN } from '../http/caller.ts';
import { defineRoute } from '../http/route.ts';
import { refusedSync } from '../setups/own-setup.ts';
import { beginConnect } from '../sign-in/connect.ts';

export const connectSetupRoute = defineRoute(
  connectSetup,
  async ({ params: { module }, caller }, { deps }) => {
    if (!isSignedIn(caller)) return NOT_SIGNED_IN;
    const refused = refusedSync(caller, module);
    return refused ?? { authorizationUrl: await beginConnect(deps, caller, module) };
  },
);
