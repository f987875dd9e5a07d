import { z } from 'zod';

/** No parameters, no query, no body: anything that is sent is refused by name. */
export const nothing = z.strictObject({});

/** The answer of an action that has nothing to say but that it was done. */
export const done = z.object({ status: z.literal('success') });
