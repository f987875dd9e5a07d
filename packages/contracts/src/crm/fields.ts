import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { idSchema } from '../id.ts';
import { crmModuleSchema } from '../modules.ts';
import { nothing } from '../nothing.ts';
import { itemAnswerSchema } from './item-answer.ts';

const fieldPermission = z.enum(['read_write', 'read_only', 'hidden']);

export const listFields = defineEndpoint({
  id: 'listFields',
  summary: 'Field metadata of a module as the caller may see it',
  method: 'GET',
  path: '/crm/v8/settings/fields',
  access: { kind: 'signed_in' },
  params: nothing,
  query: z.strictObject({ module: crmModuleSchema }),
  body: nothing,
  response: z.object({
    fields: z.array(
      z.object({
        id: idSchema,
        api_name: z.string(),
        field_label: z.string(),
        data_type: z.string(),
        length: z.number().nullable(),
        system_mandatory: z.boolean(),
        read_only: z.boolean(),
        visible: z.boolean(),
        /** Which records a lookup names; `se_module` stands for several modules. */
        lookup: z.object({ module: z.object({ api_name: z.string() }) }).optional(),
        pick_list_values: z.array(z.object({ display_value: z.string(), actual_value: z.string() })),
        /** What each profile may do with it; only for those who may set it. */
        profiles: z
          .array(z.object({ id: idSchema, name: z.string(), permission_type: fieldPermission }))
          .optional(),
      }),
    ),
  }),
});

export const updateField = defineEndpoint({
  id: 'updateField',
  summary: 'Set what profiles may do with a field, all of them or none',
  method: 'PATCH',
  path: '/crm/v8/settings/fields/:id',
  access: { kind: 'permission', permission: 'Crm_Implied_Manage_Field_Access' },
  params: z.strictObject({ id: idSchema }),
  query: z.strictObject({ module: crmModuleSchema }),
  body: z.strictObject({
    fields: z
      .array(
        z.strictObject({
          profiles: z
            .array(z.strictObject({ id: idSchema, permission_type: fieldPermission }))
            .min(1)
            .max(100),
        }),
      )
      .length(1),
  }),
  response: z.object({ fields: z.array(itemAnswerSchema).length(1) }),
});
