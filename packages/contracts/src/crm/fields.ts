import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { idSchema } from '../id.ts';
import { crmModuleSchema } from '../modules.ts';
import { nothing } from '../nothing.ts';
import { itemAnswerSchema } from './item-answer.ts';

const fieldPermission = z.enum(['read_write', 'read_only', 'hidden']);

const fieldSchema = z.object({
  id: idSchema,
  api_name: z.string(),
  /** What the organisation calls it. */
  field_label: z.string(),
  display_label: z.string(),
  data_type: z.string(),
  length: z.number().nullable(),
  system_mandatory: z.boolean(),
  read_only: z.boolean(),
  visible: z.boolean(),
  custom_field: z.literal(false),
  /** Which records a lookup names; `se_module` stands for several modules. */
  lookup: z.object({ module: z.object({ api_name: z.string() }) }).optional(),
  /** In their order; those out of use only where they are asked for. */
  pick_list_values: z.array(
    z.object({
      display_value: z.string(),
      actual_value: z.string(),
      type: z.enum(['used', 'unused']).optional(),
    }),
  ),
  /** What each profile may do with it; only for those who may set it. */
  profiles: z
    .array(z.object({ id: idSchema, name: z.string(), permission_type: fieldPermission }))
    .optional(),
});

export type FieldMetadata = z.infer<typeof fieldSchema>;

/** What an answer holds beyond the usual: pick list values that are out of use. */
const include = z.literal('unused_values').optional();

export const listFields = defineEndpoint({
  id: 'listFields',
  summary: 'Field metadata of a module as the caller may see it',
  method: 'GET',
  path: '/crm/v8/settings/fields',
  access: { kind: 'signed_in' },
  params: nothing,
  query: z.strictObject({
    module: crmModuleSchema,
    /** Every field is used, so there are no `unused` ones. */
    type: z.enum(['all', 'used', 'unused']).default('all'),
    include,
  }),
  body: nothing,
  response: z.object({ fields: z.array(fieldSchema) }),
});

export const getField = defineEndpoint({
  id: 'getField',
  summary: 'Metadata of one field as the caller may see it',
  method: 'GET',
  path: '/crm/v8/settings/fields/:id',
  access: { kind: 'signed_in' },
  params: z.strictObject({ id: idSchema }),
  query: z.strictObject({ module: crmModuleSchema, include }),
  body: nothing,
  response: z.object({ fields: z.array(fieldSchema).length(1) }),
});

const pickListValue = z
  .strictObject({
    actual_value: z.string(),
    display_value: z.string().optional(),
    /** A value out of use stays in the records that hold it, and is offered no more. */
    type: z.enum(['used', 'unused']).default('used'),
  })
  .refine(
    ({ actual_value: actual, display_value: display = actual }) => display === actual,
    'display_value must be the same as actual_value',
  );

/** What profiles may do with a field takes Field Level Access, all else Modules Customization. */
const fieldChange = z
  .strictObject({
    profiles: z
      .array(z.strictObject({ id: idSchema, permission_type: fieldPermission }))
      .min(1)
      .max(100)
      .optional(),
    field_label: z.string().optional(),
    /** The whole list in its new order. */
    pick_list_values: z.array(pickListValue).min(1).max(500).optional(),
  })
  .refine((given) => Object.keys(given).length > 0, 'names nothing to change');

export const updateField = defineEndpoint({
  id: 'updateField',
  summary:
    'Set what profiles may do with a field, what it is called and the values of its list; all or nothing',
  method: 'PATCH',
  path: '/crm/v8/settings/fields/:id',
  access: {
    kind: 'permission',
    permission: 'Crm_Implied_Manage_Field_Access',
    or: 'Crm_Implied_Customize_Zoho_CRM',
  },
  params: z.strictObject({ id: idSchema }),
  query: z.strictObject({ module: crmModuleSchema }),
  body: z.strictObject({ fields: z.array(fieldChange).length(1) }),
  response: z.object({ fields: z.array(itemAnswerSchema).length(1) }),
});
