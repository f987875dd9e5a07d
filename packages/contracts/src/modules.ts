import { z } from 'zod';
import type { SyncModule } from '@syncgrant/core';

/** The three modules that sync with Microsoft, in the words of the marketplace cards. */
export const syncModuleSchema = z.enum([
  'meetings',
  'contacts',
  'tasks',
] as const satisfies readonly SyncModule[]);

/** CRM modules that hold records, by their API names. */
export const recordModuleSchema = z.enum(['Contacts', 'Events', 'Tasks']);

export type RecordModule = z.infer<typeof recordModuleSchema>;

/** Which CRM module a sync module reads and writes. */
export const RECORD_MODULE_OF = {
  meetings: 'Events',
  contacts: 'Contacts',
  tasks: 'Tasks',
} as const satisfies Record<SyncModule, RecordModule>;
