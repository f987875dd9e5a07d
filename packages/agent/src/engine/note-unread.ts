import { retryDelayMs } from '@syncgrant/core';
import { UNREAD, updateLink, type LinkRow, type Tenant } from '@syncgrant/store';
import type { EngineDeps } from './engine-deps.ts';

export const UNREADABLE = 'Microsoft refused to show it';

/** The item is read again after a while, ever more rarely, and planned when it was. Nothing else waits for it. */
export async function noteUnread(
  deps: EngineDeps,
  tenant: Tenant,
  link: Pick<LinkRow, 'id' | 'failures'>,
): Promise<void> {
  const failures = link.failures + 1;
  await updateLink(tenant, link.id, {
    seenGeneration: UNREAD,
    failures,
    nextAttemptAt: new Date(deps.now().getTime() + retryDelayMs(failures, null, deps.random())),
    problem: `${UNREADABLE}.`,
    touch: true,
  });
}
