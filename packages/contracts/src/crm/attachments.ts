import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { FORM_BYTES, uploadedFileSchema } from '../file-form.ts';
import { file } from '../file.ts';
import { idSchema } from '../id.ts';
import { crmModuleSchema } from '../modules.ts';
import { nothing } from '../nothing.ts';
import { itemAnswerSchema, itemAnswersSchema } from './item-answer.ts';
import {
  fieldListSchema,
  idListSchema,
  inModule,
  oneRecord,
  pageInfo,
  paging,
  recordSchema,
} from './record-shapes.ts';

/**
 * Files of records. Who sees the record reaches its files, as far as the permissions of the module Attachments go; a file
 * belongs to its record and has no owner of its own.
 */

/** The largest file, as in Zoho. */
export const ATTACHMENT_BYTES = 20 * 1_048_576;
export const ATTACHMENTS_PER_RECORD = 100;
export const ATTACHMENTS_PER_IMPORT = 50;

const oneAttachment = z.strictObject({
  module: crmModuleSchema,
  id: idSchema,
  attachment_id: idSchema,
});

export const listAttachments = defineEndpoint({
  id: 'listAttachments',
  summary: 'Files of a record, newest first',
  method: 'GET',
  path: '/crm/v8/:module/:id/Attachments',
  access: { kind: 'record', permission: 'Crm_Implied_View_Attachments' },
  params: oneRecord,
  query: z.strictObject({ fields: fieldListSchema.optional(), ids: idListSchema.optional(), ...paging }),
  body: nothing,
  response: z.object({ data: z.array(recordSchema), info: z.object(pageInfo) }),
});

export const getAttachment = defineEndpoint({
  id: 'getAttachment',
  summary: 'The bytes of a file',
  method: 'GET',
  path: '/crm/v8/:module/:id/Attachments/:attachment_id',
  access: { kind: 'record', permission: 'Crm_Implied_View_Attachments' },
  params: oneAttachment,
  query: nothing,
  body: nothing,
  response: file,
});

export const uploadAttachment = defineEndpoint({
  id: 'uploadAttachment',
  summary: 'Attach a file to a record: a form with one part named file',
  method: 'POST',
  path: '/crm/v8/:module/:id/Attachments',
  access: { kind: 'record', action: 'view', permission: 'Crm_Implied_Create_Attachments' },
  params: oneRecord,
  query: nothing,
  form: { files: 1, fileBytes: ATTACHMENT_BYTES, totalBytes: ATTACHMENT_BYTES + FORM_BYTES },
  body: z.strictObject({ file: z.tuple([uploadedFileSchema]) }),
  response: itemAnswersSchema,
});

export const deleteAttachments = defineEndpoint({
  id: 'deleteAttachments',
  summary: 'Delete up to 100 files of a record',
  method: 'DELETE',
  path: '/crm/v8/:module/:id/Attachments',
  access: { kind: 'record', action: 'view', permission: 'Crm_Implied_Delete_Attachments' },
  params: oneRecord,
  query: z.strictObject({ ids: idListSchema }),
  body: nothing,
  response: itemAnswersSchema,
});

export const deleteAttachment = defineEndpoint({
  id: 'deleteAttachment',
  summary: 'Delete one file of a record',
  method: 'DELETE',
  path: '/crm/v8/:module/:id/Attachments/:attachment_id',
  access: { kind: 'record', action: 'view', permission: 'Crm_Implied_Delete_Attachments' },
  params: oneAttachment,
  query: nothing,
  body: nothing,
  response: itemAnswersSchema,
});

/** Which file is for which record, as the text of a JSON list. Names of files are compared as they are stored. */
const mappingSchema = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: 'custom', message: 'must be JSON' });
      return z.NEVER;
    }
  })
  .pipe(
    z
      .array(z.strictObject({ file: z.string().min(1).max(255), record: idSchema }))
      .min(1)
      .max(ATTACHMENTS_PER_IMPORT),
  );

export type AttachmentMapping = z.output<typeof mappingSchema>;

export const importAttachments = defineEndpoint({
  id: 'importAttachments',
  summary:
    'Attach up to 50 files to records of a module: a form with the files, and which record each is for',
  method: 'POST',
  path: '/crm/v8/:module/actions/import_attachments',
  access: { kind: 'record', action: 'view', permission: 'Crm_Implied_Import_Attachments' },
  params: inModule,
  /** A dry run tells of every file what would become of it, and changes nothing. */
  query: z.strictObject({ dry_run: z.enum(['true', 'false']).default('false') }),
  form: {
    files: ATTACHMENTS_PER_IMPORT,
    fileBytes: ATTACHMENT_BYTES,
    totalBytes: 3 * ATTACHMENT_BYTES + FORM_BYTES,
  },
  body: z.strictObject({
    file: z.array(uploadedFileSchema).min(1).max(ATTACHMENTS_PER_IMPORT),
    mapping: mappingSchema,
  }),
  response: z.object({
    data: z.array(itemAnswerSchema.extend({ file: z.string().nullable(), record: z.string().nullable() })),
    info: z.object({ count: z.number(), dry_run: z.boolean() }),
  }),
});
