import { disableSetup } from '@syncgrant/contracts';
import { disableSetup as disable } from '@syncgrant/store';
import { defineRoute } from '../http/route.ts';
import { changeSetup } from '../setups/own-setup.ts';

/** Needs no grant: whoever may not sync any more may still end it. */
export const disableSetupRoute = defineRoute(disableSetup, ({ params: { module }, caller }, server) =>
  changeSetup(
    server,
    caller,
    module,
    (tenant, userId, now) => disable(tenant, userId, module, now),
    'The sync is not enabled.',
  ),
);
