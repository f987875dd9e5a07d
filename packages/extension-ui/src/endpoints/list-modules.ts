import { RECORD_MODULES } from '@syncgrant/core';
import { listModules } from '@syncgrant/contracts';
import { readCustomizations } from '@syncgrant/store';
import { defineRoute } from '../http/route.ts';
import { moduleView } from '../records/module-view.ts';

export const listModulesRoute = defineRoute(listModules, async ({ caller: { context, tenant } }) => {
  const customizations = await readCustomizations(tenant);
  return {
    modules: RECORD_MODULES.map((module) => moduleView(context, module, customizations.get(module))),
  };
});
