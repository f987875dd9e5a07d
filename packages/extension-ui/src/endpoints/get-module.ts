import { getModule } from '@syncgrant/contracts';
import { readCustomization } from '@syncgrant/store';
import { unknownId } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';
import { findModule, moduleView } from '../records/module-view.ts';

export const getModuleRoute = defineRoute(getModule, async ({ params, caller: { context, tenant } }) => {
  const module = findModule(params.module);
  if (module === undefined) return unknownId({ resource_path_index: 2 });
  return { modules: [moduleView(context, module, await readCustomization(tenant, module))] };
});
