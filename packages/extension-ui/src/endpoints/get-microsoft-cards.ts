import { SYNC_MODULE_NAMES } from '@syncgrant/core';
import { getMicrosoftCards } from '@syncgrant/contracts';
import { defineRoute } from '../http/route.ts';
import { cardOf } from '../setups/own-setup.ts';

export const getMicrosoftCardsRoute = defineRoute(getMicrosoftCards, async ({ caller }, server) => ({
  cards: await Promise.all(SYNC_MODULE_NAMES.map((module) => cardOf(server, caller, module))),
}));
