import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { idSchema, instantSchema } from '../id.ts';
import { nothing } from '../nothing.ts';
import { itemAnswersSchema } from './item-answer.ts';
import {
  convertedLeads,
  fieldListSchema,
  idListSchema,
  inModule,
  listInfo,
  listPaging,
  oneRecord,
  pageInfo,
  paging,
  recordSchema,
  RECORDS_PER_WRITE,
  sorting,
  triggers,
} from './record-shapes.ts';

export type CrmRecordBody = z.infer<typeof recordSchema>;

const manyRecords = z.array(recordSchema).min(1).max(RECORDS_PER_WRITE);
const duplicateCheckFields = z.array(z.string().max(100)).min(1).max(5);

export const listRecords = defineEndpoint({
  id: 'listRecords',
  summary: 'Records of a module that the caller may see: 2,000 by page, then by page token',
  method: 'GET',
  path: '/crm/v8/:module',
  access: { kind: 'record' },
  params: inModule,
  query: z.strictObject({
    fields: fieldListSchema,
    ids: idListSchema.optional(),
    ...listPaging,
    ...convertedLeads,
  }),
  body: nothing,
  response: z.object({
    data: z.array(recordSchema),
    info: listInfo,
  }),
});

export const getRecord = defineEndpoint({
  id: 'getRecord',
  summary: 'One record',
  method: 'GET',
  path: '/crm/v8/:module/:id',
  access: { kind: 'record' },
  params: oneRecord,
  query: z.strictObject({ fields: fieldListSchema.optional() }),
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
  body: z.strictObject({ data: manyRecords, ...triggers }),
  response: itemAnswersSchema,
});

export const updateRecords = defineEndpoint({
  id: 'updateRecords',
  summary: 'Change up to 100 records, each named by the id in it',
  method: 'PUT',
  path: '/crm/v8/:module',
  access: { kind: 'record' },
  params: inModule,
  query: nothing,
  body: z.strictObject({ data: manyRecords, ...triggers }),
  response: itemAnswersSchema,
});

export const updateRecord = defineEndpoint({
  id: 'updateRecord',
  summary: 'Change fields of one record',
  method: 'PUT',
  path: '/crm/v8/:module/:id',
  access: { kind: 'record' },
  params: oneRecord,
  query: nothing,
  body: z.strictObject({ data: z.array(recordSchema).length(1), ...triggers }),
  response: itemAnswersSchema,
});

export const upsertRecords = defineEndpoint({
  id: 'upsertRecords',
  summary:
    'Change the records that are there already, by the fields that tell duplicates, and create the others',
  method: 'POST',
  path: '/crm/v8/:module/upsert',
  access: { kind: 'record', action: 'create' },
  params: inModule,
  query: nothing,
  body: z.strictObject({
    data: manyRecords,
    duplicate_check_fields: duplicateCheckFields.optional(),
    ...triggers,
  }),
  response: itemAnswersSchema,
});

export const deleteRecords = defineEndpoint({
  id: 'deleteRecords',
  summary: 'Delete up to 100 records; more than one takes Mass Delete',
  method: 'DELETE',
  path: '/crm/v8/:module',
  access: { kind: 'record' },
  params: inModule,
  query: z.strictObject({ ids: idListSchema, wf_trigger: z.enum(['true', 'false']).optional() }),
  body: nothing,
  response: itemAnswersSchema,
});

export const deleteRecord = defineEndpoint({
  id: 'deleteRecord',
  summary: 'Delete one record',
  method: 'DELETE',
  path: '/crm/v8/:module/:id',
  access: { kind: 'record' },
  params: oneRecord,
  query: z.strictObject({ wf_trigger: z.enum(['true', 'false']).optional() }),
  body: nothing,
  response: itemAnswersSchema,
});

const person = z.object({ id: idSchema, name: z.string() }).nullable();

export const listDeletedRecords = defineEndpoint({
  id: 'listDeletedRecords',
  summary: 'Deleted records of a module, latest first; all of them can still be restored by the operator',
  method: 'GET',
  path: '/crm/v8/:module/deleted',
  access: { kind: 'record' },
  params: inModule,
  query: z.strictObject({ type: z.enum(['all', 'recycle', 'permanent']).default('all'), ...paging }),
  body: nothing,
  response: z.object({
    data: z.array(
      z.object({
        id: idSchema,
        /** Null where the caller may not see the field that names the record. */
        display_name: z.string().nullable(),
        type: z.literal('recycle'),
        created_by: person,
        deleted_by: person,
        deleted_time: instantSchema,
      }),
    ),
    info: z.object(pageInfo),
  }),
});

export const searchRecords = defineEndpoint({
  id: 'searchRecords',
  summary: 'Records by criteria, e-mail address, telephone number or words; exactly one of these',
  method: 'GET',
  path: '/crm/v8/:module/search',
  access: { kind: 'record' },
  params: inModule,
  query: z.strictObject({
    criteria: z.string().min(1).max(4000).optional(),
    email: z.string().min(1).max(320).optional(),
    phone: z.string().min(1).max(50).optional(),
    word: z.string().min(2).max(200).optional(),
    fields: fieldListSchema.optional(),
    ...paging,
    ...sorting,
    ...convertedLeads,
  }),
  body: nothing,
  response: z.object({
    data: z.array(recordSchema),
    info: z.object({ ...pageInfo, sort_by: z.string(), sort_order: z.string() }),
  }),
});

export const countRecords = defineEndpoint({
  id: 'countRecords',
  summary: 'How many records of a module the caller may see',
  method: 'GET',
  path: '/crm/v8/:module/actions/count',
  access: { kind: 'record' },
  params: inModule,
  query: nothing,
  body: nothing,
  response: z.object({ count: z.number() }),
});
