import { pauseSetup } from '@syncgrant/contracts';
import { setOwnPause } from '@syncgrant/store';
import { defineRoute } from '../http/route.ts';
import { changeSetup } from '../setups/own-setup.ts';

/** A user may pause and resume whatever the grant says: it changes what they want, not what they may. */
export const pauseSetupRoute = defineRoute(pauseSetup, ({ params: { module }, body, caller }, server) =>
  changeSetup(
    server,
    caller,
    module,
    (tenant, userId, now) => setOwnPause(tenant, userId, module, body.paused, now),
    'Only a sync that has been started can be paused.',
  ),
);
