import { z } from 'zod';
import { SETUP_STATES } from '@syncgrant/core';
import { defineEndpoint } from '../endpoint.ts';
import { idSchema, instantSchema } from '../id.ts';
import { syncModuleSchema } from '../modules.ts';
import { nothing } from '../nothing.ts';
import { setupStatusSchema } from './setup-view.ts';

/**
 * Everybody's syncs, for those who manage users: states, counts and reasons. What is in an item, and what it is called, is no
 * part of it.
 */
const overview = {
  access: { kind: 'permission', permission: 'Crm_Implied_Manage_Users' },
  params: nothing,
  query: nothing,
  body: nothing,
} as const;

/** Lines of one page of the list. */
export const SYNCS_PER_PAGE = 25;

const stateSchema = z.enum(SETUP_STATES);
const whoSchema = setupStatusSchema.shape.who;

const syncSchema = z.object({
  /** The setup's. */
  id: idSchema,
  module: syncModuleSchema,
  user: z.object({ id: idSchema, name: z.string(), email: z.string(), active: z.boolean() }),
  profile: z.object({ id: idSchema, name: z.string() }),
  account: z.object({ id: idSchema, username: z.string() }),
  /** As its user sees it, but for the message, which speaks to somebody else. */
  status: setupStatusSchema,
  linkCount: z.number(),
  heldCount: z.number(),
  failedCount: z.number(),
  conflictCount: z.number(),
  lastSyncAt: instantSchema.nullable(),
  nextSyncAt: instantSchema.nullable(),
});

export type SyncLine = z.infer<typeof syncSchema>;

export const listSyncs = defineEndpoint({
  ...overview,
  id: 'listSyncs',
  summary: 'Every sync that a user has set up, with its state and who can do something about it',
  method: 'GET',
  path: '/api/sync-health',
  query: z.strictObject({
    state: stateSchema.optional(),
    reason: z.string().max(100).optional(),
    module: syncModuleSchema.optional(),
    /** Of the users. */
    profile: idSchema.optional(),
    /** Part of a user's name or address, or of the mailbox's. */
    word: z.string().trim().max(100).optional(),
    sort: z.enum(['state', 'name', 'last_sync', 'next_sync']).default('state'),
    order: z.enum(['asc', 'desc']).default('asc'),
    page: z.coerce.number().int().min(1).max(10_000).default(1),
  }),
  response: z.object({
    syncs: z.array(syncSchema),
    /** Of all that fit. */
    total: z.number(),
    page: z.number(),
    /** How many are in each state, of those that fit whatever state and reason are asked for; states without any are left out. */
    states: z.array(z.object({ state: stateSchema, count: z.number() })),
    /** Likewise of the reasons, those of the state alone where one is asked for. */
    reasons: z.array(
      z.object({ state: stateSchema, reason: z.string(), message: z.string(), count: z.number() }),
    ),
    /** The profiles of users with a sync. */
    profiles: z.array(z.object({ id: idSchema, name: z.string() })),
  }),
});

export const SERIES_SPANS = ['24h', '7d', '30d'] as const;

const pointSchema = z.object({
  /** When the hour or day (UTC) begins. */
  from: instantSchema,
  ticks: z.number(),
  /** Ticks in which something stood in the way. */
  troubled: z.number(),
  /** To Microsoft. */
  requests: z.number(),
  throttled: z.number(),
  /** Items created, updated, deleted or merged. */
  written: z.number(),
  /** Items that a side did not take. */
  failed: z.number(),
  /** From when a sync was asked for until it was done; null when none was. */
  meanWaitMs: z.number().nullable(),
  longestWaitMs: z.number().nullable(),
});

export type SeriesPoint = z.infer<typeof pointSchema>;

export const getSyncSeries = defineEndpoint({
  ...overview,
  id: 'getSyncSeries',
  summary: 'What all syncs did, hour by hour for a day, else day by day',
  method: 'GET',
  path: '/api/sync-health/series',
  query: z.strictObject({ span: z.enum(SERIES_SPANS).default('24h') }),
  response: z.object({ step: z.enum(['hour', 'day']), points: z.array(pointSchema) }),
});

const accountSchema = z.object({
  id: idSchema,
  username: z.string(),
  /** What stands between us and the mailbox, with what Microsoft said. */
  problem: z.object({ class: z.string(), since: instantSchema, detail: z.string() }).nullable(),
  tokenRefreshedAt: instantSchema.nullable(),
  nextTickAt: instantSchema,
});

const waitingSchema = z.object({
  module: syncModuleSchema,
  kind: z.enum(['held', 'failed']),
  reason: z.string(),
  message: z.string(),
  who: whoSchema,
  count: z.number(),
  /** The earliest. */
  nextAttemptAt: instantSchema.nullable(),
});

export const getUserSyncs = defineEndpoint({
  ...overview,
  id: 'getUserSyncs',
  summary: 'One user’s syncs and accounts, and how many items wait for which reason',
  method: 'GET',
  path: '/api/sync-health/users/:id',
  params: z.strictObject({ id: idSchema }),
  response: z.object({
    user: z.object({ id: idSchema, name: z.string(), email: z.string(), active: z.boolean() }),
    profile: z.object({ id: idSchema, name: z.string() }),
    accounts: z.array(accountSchema),
    syncs: z.array(syncSchema),
    waiting: z.array(waitingSchema),
  }),
});

export type UserSyncs = z.infer<typeof getUserSyncs.response>;

const tickSchema = z.object({
  id: idSchema,
  begunAt: instantSchema,
  endedAt: instantSchema,
  /** `paused`: nothing might run, and nothing was asked of Microsoft. */
  kind: z.enum(['done', 'paused', 'failed']),
  /** Its time was up; another one went on. */
  more: z.boolean(),
  requests: z.number(),
  throttled: z.number(),
  waitedMs: z.number().nullable(),
  modules: z.array(
    z.object({
      module: syncModuleSchema,
      /** Outcomes by kind. */
      items: z.record(z.string(), z.number()),
      problem: z.string().nullable(),
    }),
  ),
});

export type Tick = z.infer<typeof tickSchema>;

export const listTicks = defineEndpoint({
  ...overview,
  id: 'listTicks',
  summary: 'What each run for an account did, newest first; runs are kept for a week',
  method: 'GET',
  path: '/api/sync-health/accounts/:id/ticks',
  params: z.strictObject({ id: idSchema }),
  query: z.strictObject({ before: idSchema.optional() }),
  response: z.object({ ticks: z.array(tickSchema), more: z.boolean() }),
});
