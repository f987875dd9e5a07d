import { z } from 'zod';

/**
 * The one error shape of every surface, as Zoho CRM words it: a code for programs, a sentence for people, and
 * `details` that name the field, parameter or rule concerned.
 */
export const errorBodySchema = z.object({
  code: z.string(),
  message: z.string(),
  details: z.record(z.string(), z.unknown()),
  status: z.literal('error'),
});

export type ErrorBody = z.infer<typeof errorBodySchema>;
