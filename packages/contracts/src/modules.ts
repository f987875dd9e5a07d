import { z } from 'zod';
import { RECORD_MODULES, type SyncModule } from '@syncgrant/core';

/** The three modules that sync with Microsoft, in the words of the marketplace cards. */
export const syncModuleSchema = z.enum([
  'meetings',
  'contacts',
  'tasks',
] as const satisfies readonly SyncModule[]);

/** Every CRM module whose records can be read and written, by API name. */
export const crmModuleSchema = z.enum(RECORD_MODULES);

export type CrmModule = z.infer<typeof crmModuleSchema>;

/** Those of them that sync with Microsoft. */
export const recordModuleSchema = z.enum(['Contacts', 'Events', 'Tasks']);

export type RecordModule = z.infer<typeof recordModuleSchema>;

/** Which CRM module a sync module reads and writes. */
export const RECORD_MODULE_OF = {
  meetings: 'Events',
  contacts: 'Contacts',
  tasks: 'Tasks',
} as const satisfies Record<SyncModule, RecordModule>;
