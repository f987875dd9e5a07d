import { getSetup } from '@syncgrant/contracts';
import { defineRoute } from '../http/route.ts';
import { cardOf } from '../setups/own-setup.ts';

export const getSetupRoute = defineRoute(getSetup, ({ params: { module }, caller }, server) =>
  cardOf(server, caller, module),
);
