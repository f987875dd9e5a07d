import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { file } from '../file.ts';
import { nothing } from '../nothing.ts';
import { fieldListSchema, inModule } from './record-shapes.ts';

/** A search narrows an export as it narrows a list: by one of these ways. */
const search = {
  criteria: z.string().min(1).max(4000).optional(),
  email: z.string().min(1).max(320).optional(),
  phone: z.string().min(1).max(50).optional(),
  word: z.string().min(2).max(200).optional(),
};

export const exportRecords = defineEndpoint({
  id: 'exportRecords',
  summary: 'All records of a module that the caller may see, as a CSV file',
  method: 'GET',
  path: '/crm/v8/:module/actions/export',
  access: { kind: 'record', via: 'export' },
  params: inModule,
  query: z.strictObject({
    /** Left out: all that the caller may see. */
    fields: fieldListSchema.optional(),
    ...search,
  }),
  body: nothing,
  response: file,
});
