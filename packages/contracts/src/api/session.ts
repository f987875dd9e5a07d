import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { idSchema } from '../id.ts';
import { done, nothing } from '../nothing.ts';

const sessionSchema = z.object({
  user: z.object({
    id: idSchema,
    fullName: z.string(),
    email: z.string(),
    timeZone: z.string(),
    profile: z.object({
      id: idSchema,
      name: z.string(),
      kind: z.enum(['administrator', 'standard', 'custom']),
    }),
  }),
  organisation: z.object({ id: idSchema, name: z.string(), edition: z.string(), dataCenter: z.string() }),
  /** Sent back as `x-csrf-token` with every change. */
  csrfToken: z.string(),
  /** Names of the permissions in effect, for showing and hiding; the server decides anyway. */
  permissions: z.array(z.string()),
});

export type Session = z.infer<typeof sessionSchema>;

export const getSession = defineEndpoint({
  id: 'getSession',
  summary: 'Who is signed in',
  method: 'GET',
  path: '/api/session',
  access: { kind: 'signed_in' },
  params: nothing,
  query: nothing,
  body: nothing,
  response: sessionSchema,
});

export const signOut = defineEndpoint({
  id: 'signOut',
  summary: 'End this session',
  method: 'POST',
  path: '/api/session/sign-out',
  access: { kind: 'signed_in' },
  params: nothing,
  query: nothing,
  body: nothing,
  response: done,
});
