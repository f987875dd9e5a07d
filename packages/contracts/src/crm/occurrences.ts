import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { nothing } from '../nothing.ts';
import { itemAnswersSchema } from './item-answer.ts';
import { oneRecord, recordSchema } from './record-shapes.ts';

/**
 * A meeting that repeats is one record. These are its single meetings, each known by the date that the series has for it, in the
 * series' own zone.
 */

const date = z.iso.date();
const oneOccurrence = oneRecord.extend({ date });

export const listOccurrences = defineEndpoint({
  id: 'listOccurrences',
  summary: 'When a series takes place between two dates, with the meetings that stand in its place',
  method: 'GET',
  path: '/crm/v8/:module/:id/occurrences',
  access: { kind: 'record' },
  params: oneRecord,
  query: z.strictObject({
    /** Today unless it is given. */
    from: date.optional(),
    /** A year after `from` unless it is given. */
    to: date.optional(),
    per_page: z.coerce.number().int().min(1).max(200).default(200),
  }),
  body: nothing,
  response: z.object({
    /** Of a regular one the `id` is null; `$occurrence_date` names it. */
    data: z.array(recordSchema),
    info: z.object({ count: z.number(), more_records: z.boolean() }),
  }),
});

export const changeOccurrence = defineEndpoint({
  id: 'changeOccurrence',
  summary: 'Change one meeting of a series alone: a record of its own takes the place of its date',
  method: 'PUT',
  path: '/crm/v8/:module/:id/occurrences/:date',
  access: { kind: 'record' },
  params: oneOccurrence,
  query: nothing,
  body: z.strictObject({ data: z.array(recordSchema).length(1) }),
  response: itemAnswersSchema,
});

export const leaveOutOccurrence = defineEndpoint({
  id: 'leaveOutOccurrence',
  summary: 'Leave one meeting out of a series, or end the series before it',
  method: 'DELETE',
  path: '/crm/v8/:module/:id/occurrences/:date',
  access: { kind: 'record', action: 'edit' },
  params: oneOccurrence,
  query: z.strictObject({ following: z.enum(['true', 'false']).default('false') }),
  body: nothing,
  response: itemAnswersSchema,
});

export const splitSeries = defineEndpoint({
  id: 'splitSeries',
  summary: 'Change a series from one date on: it ends before, and another one begins',
  method: 'POST',
  path: '/crm/v8/:module/:id/occurrences/:date/actions/split',
  access: { kind: 'record', action: 'edit' },
  params: oneOccurrence,
  query: nothing,
  body: z.strictObject({ data: z.array(recordSchema).length(1) }),
  response: itemAnswersSchema,
});
