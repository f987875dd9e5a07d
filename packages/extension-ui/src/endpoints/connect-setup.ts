import { connectSetup } from '@syncgrant/contracts';
import { defineRoute } from '../http/route.ts';
import { refusedSync } from '../setups/own-setup.ts';
import { beginConnect } from '../sign-in/connect.ts';

export const connectSetupRoute = defineRoute(
  connectSetup,
  async ({ params: { module }, caller }, { deps }) => {
    const refused = refusedSync(caller, module);
    return refused ?? { authorizationUrl: await beginConnect(deps, caller, module) };
  },
);
