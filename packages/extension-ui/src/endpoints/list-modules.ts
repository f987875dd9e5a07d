import { RECORD_MODULES } from '@syncgrant/core';
import { listModules } from '@syncgrant/contracts';
import { readCustomizations } from '@syncgrant/store';
import { NO_CONTENT } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';
import { moduleView } from '../records/module-view.ts';

export const listModulesRoute = defineRoute(
  listModules,
  async ({ query: { status = 'visible' }, caller }) => {
    if (!status.split(',').includes('visible')) return NO_CONTENT;
    const { context, tenant } = caller;
    const customizations = await readCustomizations(tenant);
    return {
      modules: RECORD_MODULES.map((module) => moduleView(context, module, customizations.get(module))),
    };
  },
);
