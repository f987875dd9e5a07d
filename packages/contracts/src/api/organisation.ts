import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { idSchema, instantSchema } from '../id.ts';
import { nothing } from '../nothing.ts';

export const editionSchema = z.enum(['Free', 'Professional', 'Enterprise']);
export const dataCenterSchema = z.enum(['US', 'EU', 'IN', 'AU', 'JP', 'CA', 'SA', 'CN']);

const organisationSchema = z.object({
  id: idSchema,
  name: z.string(),
  edition: editionSchema,
  dataCenter: dataCenterSchema,
  revision: z.number(),
});

export const getOrganisation = defineEndpoint({
  id: 'getOrganisation',
  summary: 'Edition and data centre of the organisation',
  method: 'GET',
  path: '/api/organisation',
  access: { kind: 'signed_in' },
  params: nothing,
  query: nothing,
  body: nothing,
  response: organisationSchema,
});

export const updateOrganisation = defineEndpoint({
  id: 'updateOrganisation',
  summary: 'Change edition or data centre',
  method: 'PUT',
  path: '/api/organisation',
  access: { kind: 'permission', permission: 'Crm_Implied_Manage_Users' },
  params: nothing,
  query: nothing,
  body: z.strictObject({ edition: editionSchema.optional(), dataCenter: dataCenterSchema.optional() }),
  response: organisationSchema,
});

export const listAudit = defineEndpoint({
  id: 'listAudit',
  summary: 'What was changed that can alter a grant: who, what, before, after, when, from where',
  method: 'GET',
  path: '/api/audit',
  access: { kind: 'permission', permission: 'Crm_Implied_Manage_Users' },
  params: nothing,
  query: z.strictObject({ before: idSchema.optional() }),
  body: nothing,
  response: z.object({
    entries: z.array(
      z.object({
        id: idSchema,
        at: instantSchema,
        actor: z.string(),
        action: z.string(),
        subject: z.string(),
        before: z.unknown(),
        after: z.unknown(),
        revision: z.number(),
        address: z.string().nullable(),
      }),
    ),
    more: z.boolean(),
  }),
});
