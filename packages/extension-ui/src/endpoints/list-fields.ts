import { customizedFields } from '@syncgrant/core';
import { listFields } from '@syncgrant/contracts';
import { readCustomization } from '@syncgrant/store';
import { fieldView, profilesToSet } from '../customization/field-view.ts';
import { NO_CONTENT } from '../http/answer.ts';
import { refusedBy } from '../http/no-permission.ts';
import { defineRoute } from '../http/route.ts';
import { ModuleDecisions } from '../records/module-decisions.ts';

/** Fields as the caller may use them, and for those who may set it, what every profile may do with them. */
export const listFieldsRoute = defineRoute(listFields, async ({ query, caller }) => {
  const { module, type, include } = query;
  const { context, tenant } = caller;
  const refused = refusedBy(new ModuleDecisions(context, module).decide('view'));
  if (refused !== null) return refused;
  if (type === 'unused') return NO_CONTENT;
  const customization = await readCustomization(tenant, module);
  const profiles = await profilesToSet(caller);
  const viewing = { context, module, customization, profiles, unusedValues: include !== undefined };
  return { fields: customizedFields(module, customization).map((field) => fieldView(field, viewing)) };
});
