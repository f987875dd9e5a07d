import { z } from 'zod';
import { scopeSchema } from '../crm/oauth-scope.ts';
import { defineEndpoint } from '../endpoint.ts';
import { idSchema, instantSchema } from '../id.ts';
import { done, nothing } from '../nothing.ts';

/**
 * Those who extend the product register its programs. A client opens nothing by itself: it acts with the grants of a user
 * who allowed it to, so administering users or profiles is not what this is about.
 */
const MANAGE_CLIENTS = { kind: 'permission', permission: 'Crm_Implied_Advanced_Dev_Access' } as const;

/** Whoever may call the CRM by program may see which programs there are, and allow one to act for them. */
const USE_CLIENTS = { kind: 'permission', permission: 'Crm_Implied_Api_Access' } as const;

const scopes = z.array(scopeSchema).min(1).max(50);

/** Where a user's browser may carry a code: https, or the program's own machine. */
const redirectUri = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .refine(
    (uri) => URL.canParse(uri) && (uri.startsWith('https:') || new URL(uri).hostname === 'localhost'),
    'must be an https address, or http on localhost',
  );

const apiClientSchema = z.object({
  id: idSchema,
  name: z.string(),
  clientId: z.string(),
  scopes: z.array(z.string()),
  redirectUris: z.array(z.string()),
  createdBy: z.object({ id: idSchema, name: z.string() }),
  createdAt: instantSchema,
  /** How many times users have allowed it to act for them, and have not revoked that. */
  authorizations: z.number(),
});

export type ApiClientView = z.infer<typeof apiClientSchema>;

export const listApiClients = defineEndpoint({
  id: 'listApiClients',
  summary: 'The programs that can be allowed to act for users',
  method: 'GET',
  path: '/api/api-clients',
  access: USE_CLIENTS,
  params: nothing,
  query: nothing,
  body: nothing,
  response: z.object({ clients: z.array(apiClientSchema) }),
});

export const createApiClient = defineEndpoint({
  id: 'createApiClient',
  summary: 'Register a program; its secret is in this answer and nowhere else',
  method: 'POST',
  path: '/api/api-clients',
  access: MANAGE_CLIENTS,
  params: nothing,
  query: nothing,
  body: z.strictObject({
    name: z.string().trim().min(1).max(80),
    scopes,
    redirectUris: z.array(redirectUri).max(10).default([]),
  }),
  response: z.object({ client: apiClientSchema, clientSecret: z.string() }),
});

export const revokeApiClient = defineEndpoint({
  id: 'revokeApiClient',
  summary: 'End a program with every code and token that it was given',
  method: 'DELETE',
  path: '/api/api-clients/:id',
  access: MANAGE_CLIENTS,
  params: z.strictObject({ id: idSchema }),
  query: nothing,
  body: nothing,
  response: done,
});

export const issueGrantCode = defineEndpoint({
  id: 'issueGrantCode',
  summary: 'Allow a program to act for oneself: a code to exchange for tokens, once and soon',
  method: 'POST',
  path: '/api/api-clients/:id/codes',
  access: USE_CLIENTS,
  params: z.strictObject({ id: idSchema }),
  query: nothing,
  body: z.strictObject({
    /** Left out: all that the client may be allowed. */
    scopes: scopes.optional(),
    /** One of the client's; the program must then repeat it. Left out for a code that the user carries over. */
    redirectUri: z.string().max(500).optional(),
  }),
  response: z.object({ code: z.string(), expiresAt: instantSchema }),
});
