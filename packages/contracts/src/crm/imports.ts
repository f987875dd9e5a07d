import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { uploadedFileSchema } from '../file-form.ts';
import { file } from '../file.ts';
import { idSchema, instantSchema } from '../id.ts';
import { crmModuleSchema } from '../modules.ts';
import { nothing } from '../nothing.ts';
import { inModule, pageInfo, paging } from './record-shapes.ts';

/**
 * Imports of CSV files. An import is created from a file and tells, changing nothing, what would become of its first rows; then
 * it is run by repeating one request until its state is `done`, some rows with each. Everybody sees their own imports alone.
 */

export const IMPORT_BYTES = 10 * 1_048_576;
export const IMPORT_ROWS = 50_000;
export const IMPORT_COLUMNS = 200;
/** Rows that one request to run works off. */
export const IMPORT_ROWS_PER_RUN = 200;
/** Rows that are tried when an import is created or changed. */
export const IMPORT_ROWS_TRIED = 500;

/** What a form holds beside its file. */
const FORM_BYTES = 262_144;

const IMPORT = { kind: 'record', action: 'create', via: 'import' } as const;

/** By the names of columns: the field that a column goes to, or null for a column that is left out. */
const mappingSchema = z
  .record(z.string().max(500), z.string().min(1).max(100).nullable())
  .refine(
    (mapping) => Object.keys(mapping).length <= IMPORT_COLUMNS,
    `has at most ${IMPORT_COLUMNS} columns`,
  );

export const importOptionsSchema = z.strictObject({
  /** Columns that are not named go to the field of the same label or API name, if there is one. */
  mapping: mappingSchema.default({}),
  /**
   * `insert` creates a record for each row, `update` changes the records that are there already, `upsert` does either. Records
   * are recognised by a column with their id, or by the first of `duplicate_check_fields` in which one holds the same.
   */
  mode: z.enum(['insert', 'update', 'upsert']).default('insert'),
  /** Left out, an upsert or update goes by the field that tells duplicates of the module, and an insert does not look. */
  duplicate_check_fields: z.array(z.string().max(100)).min(1).max(5).optional(),
  /** Who gets the records of rows that name no owner; left out, new ones belong to the importing user. */
  owner: idSchema.optional(),
  /** What an empty cell does to a record that is there already. */
  empty_cells: z.enum(['keep', 'clear']).default('keep'),
  /** Dates as ISO 8601 writes them are always read. */
  date_order: z.enum(['YMD', 'DMY', 'MDY']).default('YMD'),
  decimal_mark: z.enum(['.', ',']).default('.'),
  /**
   * Makes the import a part of a migration from another system, by the name that all its parts share. A column may then go to
   * `$old_id`, what a record was called there: it is not taken in twice, and references of the same migration lead to it. New
   * records may keep their `Created_Time` and `Modified_Time`. Takes the permission to migrate data.
   */
  migration: z.string().trim().min(1).max(50).optional(),
});

export type ImportOptions = z.output<typeof importOptionsSchema>;

const counts = {
  created: z.number(),
  updated: z.number(),
  /** Nothing to do: an empty row, or one whose record is there already. */
  skipped: z.number(),
  failed: z.number(),
};

const rowSchema = z.object({
  /** As a spreadsheet numbers it: the names of the columns are row 1. */
  row: z.number(),
  result: z.enum(['created', 'updated', 'skipped', 'failed']),
  /** The record that was written. */
  id: idSchema.nullable(),
  code: z.string(),
  message: z.string(),
  /** API name of the field that the reason is about, and the column that goes to it. */
  field: z.string().nullable(),
  column: z.string().nullable(),
});

export type ImportRowView = z.infer<typeof rowSchema>;

const importSchema = z.object({
  id: idSchema,
  module: crmModuleSchema,
  file_name: z.string(),
  state: z.enum(['ready', 'running', 'done', 'cancelled']),
  columns: z.array(
    z.object({
      name: z.string(),
      /** API name; null for a column that is left out. */
      field: z.string().nullable(),
      /** Its first cells. */
      examples: z.array(z.string()),
    }),
  ),
  options: importOptionsSchema,
  /** Mandatory fields without a column, which no row can create a record without. */
  missing_fields: z.array(z.string()),
  rows: z.number(),
  /** How many of them are worked off. */
  done: z.number(),
  ...counts,
  created_time: instantSchema,
  finished_time: instantSchema.nullable(),
});

export type ImportView = z.infer<typeof importSchema>;

const tried = z.object({
  rows: z.number(),
  ...counts,
  /** The first rows that would fail, with their reasons. */
  errors: z.array(rowSchema),
});

const oneImport = z.strictObject({ module: crmModuleSchema, import_id: idSchema });
const importAnswer = z.object({ import: importSchema });
const triedAnswer = z.object({ import: importSchema, dry_run: tried });

export const createImport = defineEndpoint({
  id: 'createImport',
  summary: 'Take a CSV file in and tell what would become of its first rows; changes no record',
  method: 'POST',
  path: '/crm/v8/:module/imports',
  access: IMPORT,
  params: inModule,
  query: nothing,
  form: { files: 1, fileBytes: IMPORT_BYTES, totalBytes: IMPORT_BYTES + FORM_BYTES },
  body: z.strictObject({
    file: z.array(uploadedFileSchema).length(1),
    /** `ImportOptions` as JSON, because a form knows texts and files only. */
    options: z.string().default('{}'),
  }),
  response: triedAnswer,
});

export const changeImport = defineEndpoint({
  id: 'changeImport',
  summary:
    'Give an import that has not begun other options, and tell again what would become of its first rows',
  method: 'PUT',
  path: '/crm/v8/:module/imports/:import_id',
  access: IMPORT,
  params: oneImport,
  query: nothing,
  body: importOptionsSchema,
  response: triedAnswer,
});

export const runImport = defineEndpoint({
  id: 'runImport',
  summary: `Work off the next ${IMPORT_ROWS_PER_RUN} rows; to be repeated until the state is done`,
  method: 'POST',
  path: '/crm/v8/:module/imports/:import_id/actions/run',
  access: IMPORT,
  params: oneImport,
  query: nothing,
  body: nothing,
  response: importAnswer,
});

export const cancelImport = defineEndpoint({
  id: 'cancelImport',
  summary: 'End an import where it is; what it has written stays',
  method: 'POST',
  path: '/crm/v8/:module/imports/:import_id/actions/cancel',
  access: IMPORT,
  params: oneImport,
  query: nothing,
  body: nothing,
  response: importAnswer,
});

export const listImports = defineEndpoint({
  id: 'listImports',
  summary: 'The own imports into the module, latest first',
  method: 'GET',
  path: '/crm/v8/:module/imports',
  access: IMPORT,
  params: inModule,
  query: nothing,
  body: nothing,
  response: z.object({ imports: z.array(importSchema) }),
});

export const getImport = defineEndpoint({
  id: 'getImport',
  summary: 'How far an import is',
  method: 'GET',
  path: '/crm/v8/:module/imports/:import_id',
  access: IMPORT,
  params: oneImport,
  query: nothing,
  body: nothing,
  response: importAnswer,
});

export const listImportRows = defineEndpoint({
  id: 'listImportRows',
  summary: 'What became of the rows that are worked off, in their order',
  method: 'GET',
  path: '/crm/v8/:module/imports/:import_id/rows',
  access: IMPORT,
  params: oneImport,
  query: z.strictObject({ result: rowSchema.shape.result.optional(), ...paging }),
  body: nothing,
  response: z.object({ rows: z.array(rowSchema), info: z.object(pageInfo) }),
});

export const exportImportRows = defineEndpoint({
  id: 'exportImportRows',
  summary: 'What became of the rows that are worked off, as a CSV file',
  method: 'GET',
  path: '/crm/v8/:module/imports/:import_id/actions/report',
  access: IMPORT,
  params: oneImport,
  query: z.strictObject({ result: rowSchema.shape.result.optional() }),
  body: nothing,
  response: file,
});
