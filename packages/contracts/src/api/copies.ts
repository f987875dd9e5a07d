import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { syncModuleSchema } from '../modules.ts';
import { nothing } from '../nothing.ts';
import { cardSchema } from './setup-view.ts';

const own = {
  access: { kind: 'signed_in' },
  params: z.strictObject({ module: syncModuleSchema }),
  query: nothing,
} as const;

export const getCopies = defineEndpoint({
  ...own,
  id: 'getCopies',
  summary:
    'What the sync has created at Microsoft, as far as was seen, and could be removed when it is disabled',
  method: 'GET',
  path: '/api/setups/:module/copies',
  body: nothing,
  response: z.object({
    copies: z.int(),
    /** Those of them that were changed at Microsoft since both sides agreed: they stay. */
    changed: z.int(),
    /** People whom Microsoft would tell that meetings are off. */
    peopleMailed: z.int(),
  }),
});

export const removeCopies = defineEndpoint({
  ...own,
  id: 'removeCopies',
  summary:
    'Stop this sync and remove its copies at Microsoft, writing to at most as many people as were shown',
  method: 'POST',
  path: '/api/setups/:module/remove-copies',
  body: z.strictObject({ peopleMailed: z.int().min(0) }),
  response: cardSchema,
});
