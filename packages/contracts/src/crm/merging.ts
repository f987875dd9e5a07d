import { z } from 'zod';
import { MOST_MERGED } from '@syncgrant/core';
import { defineEndpoint } from '../endpoint.ts';
import { idSchema } from '../id.ts';
import { nothing } from '../nothing.ts';
import { itemAnswerSchema } from './item-answer.ts';
import { fieldListSchema, oneRecord, recordSchema } from './record-shapes.ts';

export const findDuplicates = defineEndpoint({
  id: 'findDuplicates',
  summary: 'Up to 50 records that hold the same as this one in a field by which duplicates are recognised',
  method: 'GET',
  path: '/crm/v8/:module/:id/actions/duplicates',
  access: { kind: 'record', function: 'Merge' },
  params: oneRecord,
  query: z.strictObject({
    fields: fieldListSchema.optional(),
    /** The module's own ones if it is left out. */
    duplicate_check_fields: fieldListSchema.optional(),
  }),
  body: nothing,
  response: z.object({
    /** Records, each with the names of the fields in which it is the same as `$duplicate_fields`. */
    data: z.array(recordSchema),
    info: z.object({ count: z.number(), more_records: z.boolean() }),
  }),
});

const chosenFields = z.array(z.strictObject({ api_name: z.string().max(100) })).max(200);

export const mergeRecords = defineEndpoint({
  id: 'mergeRecords',
  summary: 'Merge up to two records into this one and delete them; what referred to them refers to this one',
  method: 'POST',
  path: '/crm/v8/:module/:id/actions/merge',
  access: { kind: 'record', action: 'edit', function: 'Merge' },
  params: oneRecord,
  query: nothing,
  body: z.strictObject({
    merge: z
      .array(
        z.strictObject({
          /** The records that are merged, each with the fields whose values it gives. */
          data: z
            .array(z.strictObject({ id: idSchema, _fields: chosenFields.optional() }))
            .min(1)
            .max(MOST_MERGED),
          /** Fields that stay as they are, though they are empty. */
          master_record_fields: chosenFields.optional(),
        }),
      )
      .length(1),
  }),
  response: z.object({ merge: z.array(itemAnswerSchema) }),
});
