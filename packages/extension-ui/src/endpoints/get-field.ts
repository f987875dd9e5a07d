import { customizedFields } from '@syncgrant/core';
import { getField } from '@syncgrant/contracts';
import { readCustomization } from '@syncgrant/store';
import { fieldView, profilesToSet } from '../customization/field-view.ts';
import { unknownId } from '../http/answer.ts';
import { refusedBy } from '../http/no-permission.ts';
import { defineRoute } from '../http/route.ts';
import { ModuleDecisions } from '../records/module-decisions.ts';

export const getFieldRoute = defineRoute(getField, async ({ params, query, caller }) => {
  const { module, include } = query;
  const { context, tenant } = caller;
  const refused = refusedBy(new ModuleDecisions(context, module).decide('view'));
  if (refused !== null) return refused;
  const customization = await readCustomization(tenant, module);
  const field = customizedFields(module, customization).find(({ id }) => id === params.id);
  if (field === undefined) return unknownId({ resource_path_index: 2 });
  const profiles = await profilesToSet(caller);
  const viewing = { context, module, customization, profiles, unusedValues: include !== undefined };
  return { fields: [fieldView(field, viewing)] };
});
