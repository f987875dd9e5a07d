import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { idSchema } from '../id.ts';
import { recordModuleSchema } from '../modules.ts';
import { nothing } from '../nothing.ts';

const inModule = z.strictObject({ module: recordModuleSchema });
const oneRecord = z.strictObject({ module: recordModuleSchema, id: idSchema });
/** Field values by API name; which fields exist and what they hold is field metadata, checked by the server. */
const recordSchema = z.record(z.string().max(100), z.unknown());
const itemAnswer = z.object({
  code: z.string(),
  details: z.record(z.string(), z.unknown()),
  message: z.string(),
  status: z.enum(['success', 'error']),
});
const answers = z.object({ data: z.array(itemAnswer) });

export type CrmRecordBody = z.infer<typeof recordSchema>;

export const listRecords = defineEndpoint({
  id: 'listRecords',
  summary: 'Records of a module that the caller may see, newest first',
  method: 'GET',
  path: '/crm/v8/:module',
  access: { kind: 'record' },
  params: inModule,
  query: z.strictObject({
    fields: z.string().min(1).max(2000),
    page: z.coerce.number().int().min(1).max(10_000).default(1),
    per_page: z.coerce.number().int().min(1).max(200).default(200),
  }),
  body: nothing,
  response: z.object({
    data: z.array(recordSchema),
    info: z.object({ page: z.number(), per_page: z.number(), count: z.number(), more_records: z.boolean() }),
  }),
});

export const getRecord = defineEndpoint({
  id: 'getRecord',
  summary: 'One record',
  method: 'GET',
  path: '/crm/v8/:module/:id',
  access: { kind: 'record' },
  params: oneRecord,
  query: nothing,
  body: nothing,
  response: z.object({ data: z.array(recordSchema).length(1) }),
});

export const createRecords = defineEndpoint({
  id: 'createRecords',
  summary: 'Create up to 100 records',
  method: 'POST',
  path: '/crm/v8/:module',
  access: { kind: 'record' },
  params: inModule,
  query: nothing,
  body: z.strictObject({ data: z.array(recordSchema).min(1).max(100) }),
  response: answers,
});

export const updateRecord = defineEndpoint({
  id: 'updateRecord',
  summary: 'Change fields of one record',
  method: 'PUT',
  path: '/crm/v8/:module/:id',
  access: { kind: 'record' },
  params: oneRecord,
  query: nothing,
  body: z.strictObject({ data: z.array(recordSchema).length(1) }),
  response: answers,
});

export const deleteRecord = defineEndpoint({
  id: 'deleteRecord',
  summary: 'Delete one record',
  method: 'DELETE',
  path: '/crm/v8/:module/:id',
  access: { kind: 'record' },
  params: oneRecord,
  query: nothing,
  body: nothing,
  response: answers,
});

const fieldPermission = z.enum(['read_write', 'read_only', 'hidden']);

export const listFields = defineEndpoint({
  id: 'listFields',
  summary: 'Field metadata of a module as the caller may see it',
  method: 'GET',
  path: '/crm/v8/settings/fields',
  access: { kind: 'signed_in' },
  params: nothing,
  query: z.strictObject({ module: recordModuleSchema }),
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
  query: z.strictObject({ module: recordModuleSchema }),
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
  response: z.object({ fields: z.array(itemAnswer).length(1) }),
});
