import { RECORD_MODULES } from '@syncgrant/core';
import { listModules } from '@syncgrant/contracts';
import { defineRoute } from '../http/route.ts';
import { moduleView } from '../records/module-view.ts';

export const listModulesRoute = defineRoute(listModules, async ({ caller: { context } }) => ({
  modules: RECORD_MODULES.map((module) => moduleView(context, module)),
}));
