import { decide, RECORD_FIELDS } from '@syncgrant/core';
import { listFields } from '@syncgrant/contracts';
import { refusedBy } from '../http/no-permission.ts';
import { defineRoute } from '../http/route.ts';
import { mayRead, mayWrite } from '../records/field-access.ts';

export const listFieldsRoute = defineRoute(listFields, async ({ query: { module }, caller: { context } }) => {
  const refused = refusedBy(decide(context, { kind: 'record', module, action: 'view' }));
  if (refused !== null) return refused;
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
      pick_list_values: field.pickListValues.map((value) => ({ display_value: value, actual_value: value })),
    })),
  };
});
