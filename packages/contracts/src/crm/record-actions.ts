import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { idSchema } from '../id.ts';
import { nothing } from '../nothing.ts';
import { itemAnswersSchema } from './item-answer.ts';
import { inModule, oneRecord, recordSchema, RECORDS_PER_ACTION } from './record-shapes.ts';

/** What is done to many records at once, each with a permission of its own. */

const ids = z.array(idSchema).min(1).max(RECORDS_PER_ACTION);
const someone = z.strictObject({ id: idSchema, name: z.string().max(200).optional() });

export const massUpdateRecords = defineEndpoint({
  id: 'massUpdateRecords',
  summary: 'Give fields of up to 500 records the same values',
  method: 'POST',
  path: '/crm/v8/:module/actions/mass_update',
  access: { kind: 'record', action: 'edit', function: 'Mass_Update' },
  params: inModule,
  query: nothing,
  body: z.strictObject({
    data: z.array(recordSchema).length(1),
    ids,
    /** False fills only what is empty. */
    over_write: z.boolean().default(true),
  }),
  response: itemAnswersSchema,
});

export const massDeleteRecords = defineEndpoint({
  id: 'massDeleteRecords',
  summary: 'Delete up to 500 records',
  method: 'POST',
  path: '/crm/v8/:module/actions/mass_delete',
  access: { kind: 'record', action: 'delete', function: 'Mass_Delete' },
  params: inModule,
  query: nothing,
  body: z.strictObject({ ids }),
  response: itemAnswersSchema,
});

export const changeOwners = defineEndpoint({
  id: 'changeOwners',
  summary: 'Give up to 500 records to another user',
  method: 'POST',
  path: '/crm/v8/:module/actions/change_owner',
  access: { kind: 'record', action: 'view', function: 'Change_Owner' },
  params: inModule,
  query: nothing,
  body: z.strictObject({ ids, owner: someone, notify: z.boolean().optional() }),
  response: itemAnswersSchema,
});

export const changeOwner = defineEndpoint({
  id: 'changeOwner',
  summary: 'Give one record to another user',
  method: 'POST',
  path: '/crm/v8/:module/:id/actions/change_owner',
  access: { kind: 'record', action: 'view', function: 'Change_Owner' },
  params: oneRecord,
  query: nothing,
  body: z.strictObject({ owner: someone, notify: z.boolean().optional() }),
  response: itemAnswersSchema,
});

export const massChangeStatus = defineEndpoint({
  id: 'massChangeStatus',
  summary: 'Give up to 500 leads the same status',
  method: 'POST',
  path: '/crm/v8/:module/actions/mass_change_status',
  access: { kind: 'record', action: 'edit', function: 'Mass_Change_Status' },
  params: inModule,
  query: nothing,
  body: z.strictObject({ data: z.array(z.strictObject({ Lead_Status: z.string() })).length(1), ids }),
  response: itemAnswersSchema,
});

export const massTransferRecords = defineEndpoint({
  id: 'massTransferRecords',
  summary: 'Give the records of one user to another, oldest first, up to 500 in a request',
  method: 'POST',
  path: '/crm/v8/:module/actions/mass_transfer',
  access: { kind: 'record', action: 'view', function: 'Mass_Transfer' },
  params: inModule,
  query: nothing,
  body: z.strictObject({ from: someone, to: someone }),
  response: itemAnswersSchema.extend({
    /** `more_records`: the same request again transfers the next ones. */
    info: z.object({ count: z.number(), more_records: z.boolean() }),
  }),
});
