import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { extensionManifestSchema } from '../extension.ts';
import { done, nothing } from '../nothing.ts';
import { cardSchema } from './setup-view.ts';

export const listExtensions = defineEndpoint({
  id: 'listExtensions',
  summary: 'The extensions of the marketplace, and whether the organisation has them switched on',
  method: 'GET',
  path: '/api/extensions',
  access: { kind: 'signed_in' },
  params: nothing,
  query: nothing,
  body: nothing,
  response: z.object({ extensions: z.array(extensionManifestSchema.extend({ enabled: z.boolean() })) }),
});

export const setExtension = defineEndpoint({
  id: 'setExtension',
  summary: 'Switch an extension on or off for the organisation; off pauses every setup and keeps it',
  method: 'PUT',
  path: '/api/extensions/:id',
  access: { kind: 'permission', permission: 'Crm_Implied_Customize_Zoho_CRM' },
  params: z.strictObject({ id: z.literal('microsoft') }),
  query: nothing,
  body: z.strictObject({ enabled: z.boolean() }),
  response: done,
});

export const getMicrosoftCards = defineEndpoint({
  id: 'getMicrosoftCards',
  summary: 'The three Microsoft cards as the caller sees them',
  method: 'GET',
  path: '/api/marketplace/microsoft',
  access: { kind: 'signed_in' },
  params: nothing,
  query: nothing,
  body: nothing,
  response: z.object({ cards: z.array(cardSchema) }),
});
