import { z } from 'zod';
import { crmModuleSchema, idSchema, syncModuleSchema } from '@syncgrant/contracts';

/** What the database announced, by its channel. */
const NOTICES = {
  grants: z
    .object({ organisationId: idSchema })
    .transform((notice) => ({ kind: 'grants' as const, ...notice })),
  setup: z
    .object({ organisationId: idSchema, userId: idSchema, module: syncModuleSchema })
    .transform((notice) => ({ kind: 'setup' as const, ...notice })),
  records: z
    .object({ organisationId: idSchema, userId: idSchema, module: crmModuleSchema })
    .transform((notice) => ({ kind: 'records' as const, ...notice })),
};

export type Notice = z.output<(typeof NOTICES)[keyof typeof NOTICES]>;

/** `null` for a payload that is not what the channel carries. */
export function parseNotice(kind: Notice['kind'], payload: string): Notice | null {
  try {
    return NOTICES[kind].safeParse(JSON.parse(payload)).data ?? null;
  } catch {
    return null;
  }
}
