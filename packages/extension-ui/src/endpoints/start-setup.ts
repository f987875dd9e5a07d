import { startSetup } from '@syncgrant/contracts';
import { startFirstSync } from '@syncgrant/store';
import { defineRoute } from '../http/route.ts';
import { changeSetup, refusedSync } from '../setups/own-setup.ts';

export const startSetupRoute = defineRoute(
  startSetup,
  async ({ params: { module }, caller }, server) =>
    refusedSync(caller, module) ??
    changeSetup(
      server,
      caller,
      module,
      (tenant, userId, now) => startFirstSync(tenant, userId, module, now),
      'There is no preview to confirm.',
    ),
);
