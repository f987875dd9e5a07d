import { z } from 'zod';
import { crmModuleSchema, syncModuleSchema } from './modules.ts';

/** What the server tells open pages; each means "read this again", none carries data. */
export const liveEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('setup_changed'), module: syncModuleSchema }),
  z.object({ type: z.literal('grants_changed') }),
  z.object({ type: z.literal('records_changed'), module: crmModuleSchema }),
]);

export type LiveEvent = z.infer<typeof liveEventSchema>;
