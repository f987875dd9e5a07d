import { z } from 'zod';
import { SETUP_STATES } from '@syncgrant/core';
import { instantSchema } from '../id.ts';
import { syncModuleSchema } from '../modules.ts';

export const configurationSchema = z.strictObject({
  direction: z.enum(['both', 'to_microsoft', 'to_crm']),
  conflictPolicy: z.enum(['newest', 'crm', 'microsoft']),
  /** The calendar, contact folder or task list at Microsoft. */
  containerId: z.string().min(1).max(500),
  /**
   * Of contacts: by CRM field, the property at Microsoft that it is joined with, or null for none. When saved, fields that
   * are left out stay as they are.
   */
  contactMapping: z.record(z.string().max(100), z.string().max(100).nullable()).optional(),
  /** Of contacts: whether their photos go along. Left out, it stays as it is. */
  photos: z.boolean().optional(),
});

export type Configuration = z.infer<typeof configurationSchema>;

export const previewSchema = z.object({
  createInCrm: z.number(),
  createInMicrosoft: z.number(),
  updateInCrm: z.number(),
  updateInMicrosoft: z.number(),
  matched: z.number(),
  ambiguous: z.number(),
  held: z.number(),
  peopleMailed: z.number(),
});

/** State, reason, who can do something about it, since when, next attempt: decided once, shown everywhere. */
export const setupStatusSchema = z.object({
  state: z.enum(SETUP_STATES),
  /** A stable code of the reason, e.g. the deciding rule. */
  reason: z.string(),
  /** One sentence for the person who reads the page. */
  message: z.string(),
  who: z.enum(['user', 'administrator', 'microsoft_administrator', 'operator', 'nobody']),
  since: instantSchema.nullable(),
  nextAttemptAt: instantSchema.nullable(),
  progress: z.object({ done: z.number(), total: z.number() }).nullable(),
  /** Whether Enable can be clicked, and if not, why. */
  enable: z.object({ active: z.boolean(), reason: z.string().nullable() }),
});

export const setupViewSchema = z.object({
  phase: z.enum([
    'configuring',
    'previewing',
    'preview_ready',
    'first_sync',
    'active',
    'removing',
    'disabled',
  ]),
  account: z.object({ username: z.string(), displayName: z.string() }),
  configuration: configurationSchema.extend({ containerName: z.string() }).nullable(),
  preview: previewSchema.nullable(),
  ownPause: z.boolean(),
  linkCount: z.number(),
  heldCount: z.number(),
  failedCount: z.number(),
  conflictCount: z.number(),
  lastSyncAt: instantSchema.nullable(),
  nextSyncAt: instantSchema.nullable(),
  /** What waits for the user's yes; zero says that nothing of the kind does. */
  confirmation: z
    .object({ deletions: z.number(), linkCount: z.number(), peopleMailed: z.number() })
    .nullable(),
});

export const cardSchema = z.object({
  module: syncModuleSchema,
  status: setupStatusSchema,
  setup: setupViewSchema.nullable(),
});

export type Card = z.infer<typeof cardSchema>;
export type SetupView = z.infer<typeof setupViewSchema>;
export type SetupStatusView = z.infer<typeof setupStatusSchema>;
