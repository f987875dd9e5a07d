import { defineEndpoint } from '../endpoint.ts';
import { nothing } from '../nothing.ts';
import { itemAnswersSchema } from './item-answer.ts';
import { oneRecord } from './record-shapes.ts';

export const cloneRecord = defineEndpoint({
  id: 'cloneRecord',
  summary: 'Create a record with what this one holds, as far as the caller may see and write it',
  method: 'POST',
  path: '/crm/v8/:module/:id/actions/clone',
  access: { kind: 'record' },
  params: oneRecord,
  query: nothing,
  body: nothing,
  response: itemAnswersSchema,
});
