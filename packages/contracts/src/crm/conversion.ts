import { z } from 'zod';
import { CONVERSION_TARGETS } from '@syncgrant/core';
import { defineEndpoint } from '../endpoint.ts';
import { idSchema } from '../id.ts';
import { nothing } from '../nothing.ts';
import { itemAnswersSchema } from './item-answer.ts';
import { oneRecord, recordSchema } from './record-shapes.ts';

/** A record that is there already, by its id, or the values of a new one; they win over what the lead gives. */
const targetSchema = z.object({ id: idSchema.optional() }).catchall(z.unknown());

/** Leads have no tags here, so there are none to carry over. */
const tags = z.array(z.string().max(100)).max(100).optional();

const conversionSchema = z.strictObject({
  /** The contact that is taken gets the account, though it has another one. */
  overwrite: z.boolean().default(false),
  /** Without a contact of its own, the lead goes to the one with its e-mail address. */
  add_to_existing_record: z.boolean().default(false),
  Accounts: targetSchema.optional(),
  Contacts: targetSchema.optional(),
  /** Without it no deal is made. */
  Deals: targetSchema.optional(),
  /** Owner of the new records; the lead's owner if it is left out. */
  assign_to: z.strictObject({ id: idSchema, name: z.string().max(200).optional() }).optional(),
  /** Where the lead's notes and attachments go: to the contact unless it says otherwise. */
  move_attachments_to: z
    .strictObject({ api_name: z.enum(CONVERSION_TARGETS), id: idSchema.optional() })
    .optional(),
  /** Of a document alone: what it becomes. */
  convert_to: z
    .array(
      z.strictObject({
        module: z.strictObject({ api_name: z.string().max(50), id: idSchema.optional() }),
        carry_over_tags: z.boolean().optional(),
      }),
    )
    .length(1)
    .optional(),
  carry_over_tags: z.strictObject({ Accounts: tags, Contacts: tags, Deals: tags }).optional(),
  /** Nobody is sent a mail about a conversion, so both values are taken and nothing follows from them. */
  notify_lead_owner: z.boolean().optional(),
  notify_new_entity_owner: z.boolean().optional(),
});

export type Conversion = z.infer<typeof conversionSchema>;

export const convertRecord = defineEndpoint({
  id: 'convertRecord',
  summary:
    'Turn a lead into an account, a contact and, if it is asked for, a deal; a quote into an order, an order into an invoice',
  method: 'POST',
  path: '/crm/v8/:module/:id/actions/convert',
  access: { kind: 'record', action: 'view', function: 'Convert' },
  params: oneRecord,
  query: nothing,
  body: z.strictObject({ data: z.array(conversionSchema).length(1) }),
  response: itemAnswersSchema,
});

const matches = z.array(recordSchema).nullable();
const matchedValues = z
  .array(
    z.object({ field: z.object({ api_name: z.string(), id: z.string() }), matched_lead_value: z.string() }),
  )
  .nullable();

export const getConversionOptions = defineEndpoint({
  id: 'getConversionOptions',
  summary: 'Accounts and contacts that a lead could go to instead of new ones',
  method: 'GET',
  path: '/crm/v8/:module/:id/__conversion_options',
  access: { kind: 'record', function: 'Convert' },
  params: oneRecord,
  query: nothing,
  body: nothing,
  response: z.object({
    __conversion_options: z.object({
      Accounts: matches,
      Contacts: matches,
      Deals: z.null(),
      module_preference: z.object({ api_name: z.string() }),
      modules_with_multiple_layouts: z.null(),
      preference_field_matched_value: z.object({ Accounts: matchedValues, Contacts: matchedValues }),
    }),
  }),
});
