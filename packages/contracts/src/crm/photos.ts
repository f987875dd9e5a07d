import { z } from 'zod';
import { PHOTO_BYTES } from '@syncgrant/core';
import { defineEndpoint } from '../endpoint.ts';
import { FORM_BYTES, uploadedFileSchema } from '../file-form.ts';
import { file } from '../file.ts';
import { nothing } from '../nothing.ts';
import { itemAnswerSchema } from './item-answer.ts';
import { oneRecord } from './record-shapes.ts';

/**
 * The photo of a record, which its field `Record_Image` names: who edits the record and may write the field changes it, and the
 * field's access hides it.
 */

export const getPhoto = defineEndpoint({
  id: 'getPhoto',
  summary: 'The photo of a record',
  method: 'GET',
  path: '/crm/v8/:module/:id/photo',
  access: { kind: 'record' },
  params: oneRecord,
  /** Pages name the photo that they mean, so that a new one has an address of its own. */
  query: z.strictObject({ v: z.string().max(50).optional() }),
  body: nothing,
  response: file,
});

export const uploadPhoto = defineEndpoint({
  id: 'uploadPhoto',
  summary: 'Give a record a photo in place of the one it has: a form with one part named file',
  method: 'POST',
  path: '/crm/v8/:module/:id/photo',
  access: { kind: 'record', action: 'edit' },
  params: oneRecord,
  query: nothing,
  form: { files: 1, fileBytes: PHOTO_BYTES, totalBytes: PHOTO_BYTES + FORM_BYTES },
  body: z.strictObject({ file: z.tuple([uploadedFileSchema]) }),
  response: itemAnswerSchema,
});

export const deletePhoto = defineEndpoint({
  id: 'deletePhoto',
  summary: 'Take the photo of a record away',
  method: 'DELETE',
  path: '/crm/v8/:module/:id/photo',
  access: { kind: 'record', action: 'edit' },
  params: oneRecord,
  query: nothing,
  body: nothing,
  response: itemAnswerSchema,
});
