import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { idSchema, instantSchema } from '../id.ts';
import { done, nothing } from '../nothing.ts';

const authorizationSchema = z.object({
  id: idSchema,
  program: z.string(),
  scopes: z.array(z.string()),
  /** Whether it lasts until it is revoked; otherwise it ends with its access token. */
  offline: z.boolean(),
  createdAt: instantSchema,
});

export type AuthorizationView = z.infer<typeof authorizationSchema>;

export const listAuthorizations = defineEndpoint({
  id: 'listAuthorizations',
  summary: 'What the caller has allowed programs, the newest first',
  method: 'GET',
  path: '/api/authorizations',
  access: { kind: 'signed_in' },
  params: nothing,
  query: nothing,
  body: nothing,
  response: z.object({ authorizations: z.array(authorizationSchema) }),
});

export const revokeAuthorization = defineEndpoint({
  id: 'revokeAuthorization',
  summary: 'Take back what the caller has allowed a program; its tokens end at once',
  method: 'DELETE',
  path: '/api/authorizations/:id',
  access: { kind: 'signed_in' },
  params: z.strictObject({ id: idSchema }),
  query: nothing,
  body: nothing,
  response: done,
});
