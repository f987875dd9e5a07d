import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { nothing } from '../nothing.ts';
import { itemAnswersSchema } from './item-answer.ts';
import { fieldListSchema, oneRecord, pageInfo, paging, recordSchema, sorting } from './record-shapes.ts';

export const listRecordNotes = defineEndpoint({
  id: 'listRecordNotes',
  summary: 'Notes about a record that the caller may see',
  method: 'GET',
  path: '/crm/v8/:module/:id/Notes',
  access: { kind: 'record' },
  params: oneRecord,
  query: z.strictObject({ fields: fieldListSchema.optional(), ...paging, ...sorting }),
  body: nothing,
  response: z.object({
    data: z.array(recordSchema),
    info: z.object({ ...pageInfo, sort_by: z.string(), sort_order: z.string() }),
  }),
});

export const createRecordNotes = defineEndpoint({
  id: 'createRecordNotes',
  summary: 'Write up to 100 notes about a record',
  method: 'POST',
  path: '/crm/v8/:module/:id/Notes',
  access: { kind: 'record', action: 'view' },
  params: oneRecord,
  query: nothing,
  body: z.strictObject({ data: z.array(recordSchema).min(1).max(100) }),
  response: itemAnswersSchema,
});
