import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { nothing } from '../nothing.ts';

/**
 * What a program asks for with the browser of a user: the parameters of `/oauth/v2/auth`, as they came. Which of them are
 * wrong decides where that is told, so nothing but their length is refused here.
 */
const consentRequest = {
  client_id: z.string().max(200).optional(),
  response_type: z.string().max(100).optional(),
  redirect_uri: z.string().max(500).optional(),
  /** Separated by commas or spaces. */
  scope: z.string().max(8000).optional(),
  /** `offline` brings a refresh token; otherwise the program may act for the user for an hour. */
  access_type: z.string().max(100).optional(),
  /** Repeated to the program as it came. */
  state: z.string().max(2000).optional(),
  prompt: z.string().max(100).optional(),
};

/** Names of the parameters; what else a program sends is of no consequence. */
export const CONSENT_PARAMETERS = Object.keys(consentRequest);

const consentRequestSchema = z.strictObject(consentRequest);

export type ConsentRequest = z.infer<typeof consentRequestSchema>;

export const getConsent = defineEndpoint({
  id: 'getConsent',
  summary:
    'What a program asks the user to allow, or the address at which it learns what is wrong with its request',
  method: 'GET',
  path: '/api/consent',
  access: { kind: 'signed_in' },
  params: nothing,
  query: consentRequestSchema,
  body: nothing,
  response: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('asked'),
      program: z.string(),
      /** The registered address to which the browser goes with the answer. */
      redirectUri: z.string(),
      scopes: z.array(z.string()),
      offline: z.boolean(),
      /** Why this user cannot allow it; the program can be told so. */
      barred: z.string().nullable(),
    }),
    z.object({ kind: z.literal('refused'), redirect: z.url() }),
  ]),
});

export const giveConsent = defineEndpoint({
  id: 'giveConsent',
  summary: 'Allow a program to act for oneself, or not: the address to which the browser carries the answer',
  method: 'POST',
  path: '/api/consent',
  access: { kind: 'signed_in' },
  params: nothing,
  query: nothing,
  body: z.strictObject({ request: consentRequestSchema, allow: z.boolean() }),
  response: z.object({ redirect: z.url() }),
});
