import { z } from 'zod';
import { idSchema } from './id.ts';

/** A tick of one account. Ids only: a queue holds no truth and no secrets. */
export const tickJobSchema = z.object({
  organisationId: idSchema,
  accountId: idSchema,
  reason: z.string().max(64),
});

export type TickJob = z.infer<typeof tickJobSchema>;
