import { z } from 'zod';

/** What became of one item of a request: written, or refused with the reason. */
export const itemAnswerSchema = z.object({
  code: z.string(),
  details: z.record(z.string(), z.unknown()),
  message: z.string(),
  status: z.enum(['success', 'error']),
  /** Of an upsert: what was done, and by which field the record was recognised. */
  action: z.enum(['insert', 'update']).optional(),
  duplicate_field: z.string().nullable().optional(),
});

export const itemAnswersSchema = z.object({ data: z.array(itemAnswerSchema) });
