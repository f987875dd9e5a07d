import { customizedFields } from '@syncgrant/core';
import { listFields } from '@syncgrant/contracts';
import { readCustomization } from '@syncgrant/store';
import { fieldView, profilesToSet } from '../customization/field-view.ts';
import { NO_CONTENT } from '../http/answer.ts';
import { refusedBy } from '../http/no-permission.ts';
import { defineRoute } from '../http/route.ts';
import { decideAction } from '../records/module-access.ts';

/** Fields as the caller may use them, and for those who may set it, what every profile may do with them. */
export const listFieldsRoute = defineRoute(listFields, async ({ query, caller }) => {
  const { module, type, include } = query;
  const { context, tenant } = caller;
  const refused = refusedBy(decideAction(context, module, 'view'));
  if (refused !== null) return refused;
  if (type === 'unused') return NO_CONTENT;
  const customization = await readCustomization(tenant, module);
  const profiles = await profilesToSet(caller);
  const viewing = { context, module, customization, profiles, unusedValues: include !== undefined };
  return { fields: customizedFields(module, customization).map((field) => fieldView(field, viewing)) };
});
