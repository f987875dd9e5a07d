import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { idSchema } from '../id.ts';
import { nothing } from '../nothing.ts';

/** Somebody a record can be given to: what everybody sees at the records they own anyway. */
const personSchema = z.object({ id: idSchema, name: z.string() });

export type Person = z.infer<typeof personSchema>;

export const listPeople = defineEndpoint({
  id: 'listPeople',
  summary: 'Active users by name, to choose an owner from; at most 50',
  method: 'GET',
  path: '/api/people',
  access: { kind: 'signed_in' },
  params: nothing,
  query: z.strictObject({
    /** Part of a name; everybody, when it is left out. */
    word: z.string().trim().max(100).optional(),
  }),
  body: nothing,
  response: z.object({
    people: z.array(personSchema),
    /** Whether there are others whose names fit. */
    more: z.boolean(),
  }),
});
