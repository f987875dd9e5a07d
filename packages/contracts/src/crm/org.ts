import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { idSchema } from '../id.ts';
import { nothing } from '../nothing.ts';

export const getOrg = defineEndpoint({
  id: 'getOrg',
  summary: 'The organisation, as programs ask for it',
  method: 'GET',
  path: '/crm/v8/org',
  access: { kind: 'signed_in' },
  params: nothing,
  query: nothing,
  body: nothing,
  response: z.object({
    org: z
      .array(
        z.object({
          id: idSchema,
          /** The same id: programs tell by it whose token they hold. */
          zgid: idSchema,
          company_name: z.string(),
          license_details: z.object({ paid: z.boolean(), paid_type: z.string() }),
        }),
      )
      .length(1),
  }),
});
