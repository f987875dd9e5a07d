import { moduleLabels, planModuleLabels } from '@syncgrant/core';
import { updateModule } from '@syncgrant/contracts';
import { readCustomization } from '@syncgrant/store';
import { administer } from '../administration/administer.ts';
import { customizeModule } from '../customization/customize-module.ts';
import { itemDone, Refusal, unknownId } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';
import { findModule, moduleId } from '../records/module-view.ts';

export const updateModuleRoute = defineRoute(updateModule, async ({ params, body, caller }, server) => {
  const module = findModule(params.module);
  if (module === undefined) return unknownId({ resource_path_index: 2 });
  const asked = body.modules[0] ?? {};
  const change = { action: 'module.update', subject: `module ${module}` };
  const done = await administer<null>(server, caller, change, async (tenant, actor, now) => {
    const labels = async () => moduleLabels(module, await readCustomization(tenant, module));
    const before = await labels();
    const item = { wrapper: 'modules', index: 0 } as const;
    const refused = await customizeModule(tenant, actor, now, module, item, (current) =>
      planModuleLabels(module, asked, current),
    );
    return refused === null ? { before, after: await labels(), result: null } : { refused };
  });
  return done instanceof Refusal
    ? done
    : { modules: [itemDone(moduleId(module), 'module updated successfully')] };
});
