import { z } from 'zod';

/** Every id on the wire and in job data: a decimal string of at most 19 digits. */
export const idSchema = z
  .string()
  .regex(/^[0-9]{1,19}$/, 'must be a decimal id of at most 19 digits');

/** An instant: ISO 8601 with an offset. */
export const instantSchema = z.iso.datetime({ offset: true });
