import { decide, governingModule, RECORD_FIELDS } from '@syncgrant/core';
import { listFields } from '@syncgrant/contracts';
import { listProfiles } from '@syncgrant/store';
import { refusedBy } from '../http/no-permission.ts';
import { defineRoute } from '../http/route.ts';
import { mayRead, mayWrite } from '../records/field-access.ts';
import { decideAction } from '../records/module-access.ts';

/** Fields as the caller may use them, and for those who may set it, what every profile may do with them. */
export const listFieldsRoute = defineRoute(listFields, async ({ query: { module }, caller }) => {
  const { context, tenant } = caller;
  const refused = refusedBy(decideAction(context, module, 'view'));
  if (refused !== null) return refused;
  const permission = 'Crm_Implied_Manage_Field_Access';
  const profiles = decide(context, { kind: 'permission', permission }).granted
    ? await listProfiles(tenant)
    : null;
  return {
    fields: RECORD_FIELDS[module].map((field) => ({
      id: field.id,
      api_name: field.apiName,
      field_label: field.label,
      data_type: field.dataType,
      length: field.length,
      system_mandatory: field.mandatory,
      read_only: field.readOnly || !mayWrite(context, module, field.apiName).granted,
      visible: mayRead(context, module, field.apiName),
      ...(field.lookupModule !== null && { lookup: { module: { api_name: field.lookupModule } } }),
      pick_list_values: field.pickListValues.map((value) => ({ display_value: value, actual_value: value })),
      ...(profiles !== null && {
        profiles: profiles.map(({ profile }) => ({
          id: profile.id,
          name: profile.name,
          permission_type:
            profile.fieldAccess[governingModule(module)]?.[field.apiName] ?? ('read_write' as const),
        })),
      }),
    })),
  };
});
