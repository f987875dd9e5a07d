import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { idSchema, instantSchema } from '../id.ts';
import { syncModuleSchema } from '../modules.ts';
import { done, nothing } from '../nothing.ts';
import { cardSchema, configurationSchema } from './setup-view.ts';

const params = z.strictObject({ module: syncModuleSchema });
const own = { access: { kind: 'signed_in' }, params, query: nothing } as const;
const page = z.strictObject({ before: idSchema.optional() });

export const connectSetup = defineEndpoint({
  ...own,
  id: 'connectSetup',
  summary: 'Begin to enable a module, or reconnect it: answers the Microsoft page to go to',
  method: 'POST',
  path: '/api/setups/:module/connect',
  body: nothing,
  response: z.object({ authorizationUrl: z.url() }),
});

export const getSetup = defineEndpoint({
  ...own,
  id: 'getSetup',
  summary: 'One card with its setup',
  method: 'GET',
  path: '/api/setups/:module',
  body: nothing,
  response: cardSchema,
});

export const listContainers = defineEndpoint({
  ...own,
  id: 'listContainers',
  summary: 'The calendars, contact folders or task lists to choose from',
  method: 'GET',
  path: '/api/setups/:module/containers',
  body: nothing,
  response: z.object({
    containers: z.array(
      z.object({ id: z.string(), name: z.string(), isDefault: z.boolean(), canEdit: z.boolean() }),
    ),
  }),
});

export const configureSetup = defineEndpoint({
  ...own,
  id: 'configureSetup',
  summary: 'Save the configuration and prepare the preview; nothing is written to either side',
  method: 'PUT',
  path: '/api/setups/:module/configuration',
  body: configurationSchema,
  response: cardSchema,
});

export const startSetup = defineEndpoint({
  ...own,
  id: 'startSetup',
  summary: 'Confirm the preview and start the first sync',
  method: 'POST',
  path: '/api/setups/:module/start',
  body: nothing,
  response: cardSchema,
});

export const syncNow = defineEndpoint({
  ...own,
  id: 'syncNow',
  summary: 'Ask for a tick at once',
  method: 'POST',
  path: '/api/setups/:module/sync-now',
  body: nothing,
  response: done,
});

export const pauseSetup = defineEndpoint({
  ...own,
  id: 'pauseSetup',
  summary: 'Pause or resume by the user',
  method: 'PUT',
  path: '/api/setups/:module/own-pause',
  body: z.strictObject({ paused: z.boolean() }),
  response: cardSchema,
});

export const confirmDeletions = defineEndpoint({
  ...own,
  id: 'confirmDeletions',
  summary: 'Let the held deletions pass, up to the number that was shown',
  method: 'POST',
  path: '/api/setups/:module/confirm-deletions',
  body: z.strictObject({ deletions: z.int().min(1) }),
  response: cardSchema,
});

export const confirmMail = defineEndpoint({
  ...own,
  id: 'confirmMail',
  summary: 'Let Microsoft write to people because of held changes, up to the number that was shown',
  method: 'POST',
  path: '/api/setups/:module/confirm-mail',
  body: z.strictObject({ peopleMailed: z.int().min(1) }),
  response: cardSchema,
});

export const disableSetup = defineEndpoint({
  ...own,
  id: 'disableSetup',
  summary:
    'Stop this sync; records and items stay, and links are kept so that enabling again makes no duplicates',
  method: 'POST',
  path: '/api/setups/:module/disable',
  body: nothing,
  response: cardSchema,
});

export const listTimeline = defineEndpoint({
  ...own,
  id: 'listTimeline',
  summary: 'What happened to this setup, newest first',
  method: 'GET',
  path: '/api/setups/:module/timeline',
  query: page,
  body: nothing,
  response: z.object({
    entries: z.array(
      z.object({
        id: idSchema,
        at: instantSchema,
        kind: z.string(),
        message: z.string(),
        detail: z.unknown(),
      }),
    ),
    more: z.boolean(),
  }),
});

export const listOutcomes = defineEndpoint({
  ...own,
  id: 'listOutcomes',
  summary: 'What happened to single items, newest first',
  method: 'GET',
  path: '/api/setups/:module/outcomes',
  query: page,
  body: nothing,
  response: z.object({
    outcomes: z.array(
      z.object({
        id: idSchema,
        at: instantSchema,
        kind: z.enum(['created', 'updated', 'deleted', 'merged', 'skipped', 'held', 'failed']),
        side: z.enum(['crm', 'microsoft']).nullable(),
        reason: z.string().nullable(),
        message: z.string(),
        title: z.string(),
        recordId: idSchema.nullable(),
      }),
    ),
    more: z.boolean(),
  }),
});

export const listConflicts = defineEndpoint({
  ...own,
  id: 'listConflicts',
  summary: 'Values that lost a conflict and are kept, restored ones too',
  method: 'GET',
  path: '/api/setups/:module/conflicts',
  query: page,
  body: nothing,
  response: z.object({
    conflicts: z.array(
      z.object({
        id: idSchema,
        at: instantSchema,
        field: z.string(),
        winner: z.enum(['crm', 'microsoft']),
        /** The field is hidden from the user by now: its values are left out. */
        hidden: z.boolean(),
        kept: z.unknown(),
        lost: z.unknown(),
        /** When the losing value was brought back, and what it replaced then. */
        restoredAt: instantSchema.nullable(),
        replaced: z.unknown(),
        title: z.string(),
        recordId: idSchema.nullable(),
      }),
    ),
    more: z.boolean(),
  }),
});

export const restoreConflict = defineEndpoint({
  ...own,
  id: 'restoreConflict',
  summary: 'Bring a losing value back: it is written to the record, and the sync carries it to Microsoft',
  method: 'POST',
  path: '/api/setups/:module/conflicts/:id/restore',
  params: params.extend({ id: idSchema }),
  body: nothing,
  response: cardSchema,
});

const waitingItemSchema = z.object({
  /** The link's. */
  id: idSchema,
  title: z.string(),
  recordId: idSchema.nullable(),
  kind: z.enum(['held', 'failed']),
  reason: z.string(),
  /** Why it waits. */
  message: z.string(),
  /** What helps, and who can do it. */
  help: z.string(),
  who: z.enum(['user', 'administrator', 'microsoft_administrator', 'operator', 'nobody']),
  nextAttemptAt: instantSchema.nullable(),
});

export type WaitingItem = z.infer<typeof waitingItemSchema>;

export const listWaitingItems = defineEndpoint({
  ...own,
  id: 'listWaitingItems',
  summary: 'Items that are held or failed, each with the reason and what helps, in a lasting order',
  method: 'GET',
  path: '/api/setups/:module/waiting',
  query: z.strictObject({ after: idSchema.optional() }),
  body: nothing,
  response: z.object({ items: z.array(waitingItemSchema), more: z.boolean() }),
});

export const retryItem = defineEndpoint({
  ...own,
  id: 'retryItem',
  summary: 'Try a failed item at once, instead of at its next attempt',
  method: 'POST',
  path: '/api/setups/:module/waiting/:id/retry',
  params: params.extend({ id: idSchema }),
  body: nothing,
  response: done,
});

const candidateSchema = z.object({
  /** The link's. */
  id: idSchema,
  title: z.string(),
  recordId: idSchema.nullable(),
  /** What tells it from others; fields that are hidden from the user are left out. */
  details: z.array(z.object({ label: z.string(), value: z.unknown() })),
});

export type MatchCandidate = z.infer<typeof candidateSchema>;

export const listPossibleMatches = defineEndpoint({
  ...own,
  id: 'listPossibleMatches',
  summary:
    'Items and records of which several could be the same thing; the user says which are. At most 50 at once',
  method: 'GET',
  path: '/api/setups/:module/matches',
  body: nothing,
  response: z.object({
    groups: z.array(z.object({ records: z.array(candidateSchema), items: z.array(candidateSchema) })),
    more: z.boolean(),
  }),
});

export const decideMatch = defineEndpoint({
  ...own,
  id: 'decideMatch',
  summary: 'Say that a record and an item are the same thing, or that none of the named ones are',
  method: 'POST',
  path: '/api/setups/:module/matches',
  body: z.discriminatedUnion('decision', [
    z.strictObject({ decision: z.literal('same'), recordLinkId: idSchema, itemLinkId: idSchema }),
    z.strictObject({ decision: z.literal('different'), linkIds: z.array(idSchema).min(1).max(200) }),
  ]),
  response: done,
});
