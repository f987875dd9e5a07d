import { z } from 'zod';
import { idSchema } from '../id.ts';
import { crmModuleSchema } from '../modules.ts';

export const inModule = z.strictObject({ module: crmModuleSchema });
export const oneRecord = z.strictObject({ module: crmModuleSchema, id: idSchema });

/** Field values by API name; which fields exist and what they hold is field metadata, checked by the server. */
export const recordSchema = z.record(z.string().max(100), z.unknown());

/** How many records one request may write, and how many ids an action may name. */
export const RECORDS_PER_WRITE = 100;
export const RECORDS_PER_ACTION = 500;

const LIST = /^[0-9]{1,19}(,[0-9]{1,19})*$/;

/** Ids as Zoho writes them in a query: `1,2,3`. */
export const idListSchema = z
  .string()
  .regex(LIST, 'must be ids with commas between them')
  .transform((text) => [...new Set(text.split(','))])
  .pipe(z.array(idSchema).max(RECORDS_PER_WRITE));

export const fieldListSchema = z
  .string()
  .min(1)
  .max(6000)
  .transform((text) => text.split(',').map((name) => name.trim()));

export const paging = {
  page: z.coerce.number().int().min(1).max(10_000).optional(),
  per_page: z.coerce.number().int().min(1).max(200).default(200),
};

export const sorting = {
  sort_by: z.enum(['id', 'Created_Time', 'Modified_Time']).default('id'),
  sort_order: z.enum(['asc', 'desc']).default('desc'),
};

/** Leads that were converted: left out, alone, or among the others. Records of other modules are never converted. */
export const convertedLeads = {
  converted: z
    .enum(['true', 'false', 'both'])
    .default('false')
    .transform((asked) => (asked === 'both' ? asked : asked === 'true')),
};

export const pageInfo = {
  per_page: z.number(),
  count: z.number(),
  page: z.number(),
  more_records: z.boolean(),
};

/** A list that goes on by token: what asks for a page of it, and what tells of the page. */
export const listPaging = { ...paging, page_token: z.string().min(1).max(1000).optional(), ...sorting };

export const listInfo = z.object({
  ...pageInfo,
  sort_by: z.string(),
  sort_order: z.string(),
  /** Leads to what comes after this page, with the same parameters; null at the end. */
  next_page_token: z.string().nullable(),
  previous_page_token: z.null(),
  page_token_expiry: z.string().nullable(),
});

/** Workflows that a write would start. There are none, so any value is taken and nothing follows from it. */
export const triggers = { trigger: z.array(z.string().max(50)).max(20).optional() };
