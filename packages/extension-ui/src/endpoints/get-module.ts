import { getModule } from '@syncgrant/contracts';
import { defineRoute } from '../http/route.ts';
import { moduleView } from '../records/module-view.ts';

export const getModuleRoute = defineRoute(getModule, async ({ params, caller: { context } }) => ({
  modules: [moduleView(context, params.module)],
}));
