import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { idSchema } from '../id.ts';
import { nothing } from '../nothing.ts';
import { itemAnswersSchema } from './item-answer.ts';
import {
  fieldListSchema,
  inModule,
  listInfo,
  listPaging,
  recordSchema,
  RECORDS_PER_ACTION,
} from './record-shapes.ts';

/** How many cells one request may write. */
export const CELLS_PER_WRITE = 2000;

/** A record's version: grows with every change of it, so that a row that was read can be told from one that is there now. */
const version = z.int().min(1);

export const readSheet = defineEndpoint({
  id: 'readSheet',
  summary: 'Records as the rows of a sheet, with what may be written in each column',
  method: 'GET',
  path: '/crm/v8/:module/sheet',
  access: { kind: 'record', via: 'sheet' },
  params: inModule,
  query: z.strictObject({
    /** The columns; without it all fields that fit a cell and that the caller may see. */
    fields: fieldListSchema.optional(),
    ...listPaging,
  }),
  body: nothing,
  response: z.object({
    columns: z.array(
      z.object({
        api_name: z.string(),
        field_label: z.string(),
        data_type: z.string(),
        system_mandatory: z.boolean(),
        pick_list_values: z.array(z.object({ display_value: z.string(), actual_value: z.string() })),
        writable: z.boolean(),
      }),
    ),
    /** Each with its `$version`, to be sent with a change. An empty sheet has columns too. */
    data: z.array(recordSchema),
    info: listInfo,
  }),
});

export const writeSheet = defineEndpoint({
  id: 'writeSheet',
  summary: 'Write cells of up to 500 rows; rows without an id are new records',
  method: 'PUT',
  path: '/crm/v8/:module/sheet',
  access: { kind: 'record', via: 'sheet' },
  params: inModule,
  query: nothing,
  body: z.strictObject({
    data: z
      .array(
        z
          .object({ id: idSchema.optional(), $version: version.optional() })
          /** Changed cells by API name. */
          .catchall(z.unknown()),
      )
      .min(1)
      .max(RECORDS_PER_ACTION),
  }),
  /** One answer for each row; the details of a written one carry its new `$version`. */
  response: itemAnswersSchema,
});
