import { z } from 'zod';

const LARGEST_ID = '9223372036854775807';

/** Every id on the wire and in job data: a decimal string of at most 19 digits that a signed 64-bit number can hold. */
export const idSchema = z
  .string()
  .regex(/^[0-9]{1,19}$/, 'must be a decimal id of at most 19 digits')
  .refine(
    (id) => id.length < LARGEST_ID.length || id <= LARGEST_ID,
    'must be a decimal id of at most 19 digits',
  );

/** An instant: ISO 8601 with an offset. */
export const instantSchema = z.iso.datetime({ offset: true });
