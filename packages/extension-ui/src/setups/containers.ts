import { listMailboxContainers } from '@syncgrant/agent';
import type { SyncModule } from '@syncgrant/core';
import type { Container } from '@syncgrant/microsoft';
import { Refusal } from '../http/answer.ts';
import type { Caller } from '../http/caller.ts';
import type { Server } from '../http/route.ts';
import { notNow, refusedSync } from './own-setup.ts';

/** What the caller's mailbox offers for a module, asked of Microsoft through the gate. */
export async function containersOf(
  { deps }: Server,
  caller: Caller,
  module: SyncModule,
): Promise<readonly Container[] | Refusal> {
  const refused = refusedSync(caller, module);
  if (refused !== null) return refused;
  const answer = await listMailboxContainers(deps.engine, {
    organisationId: caller.tenant.organisationId,
    userId: caller.facts.user.id,
    module,
  });
  if (answer.ok) return answer.containers;
  switch (answer.reason) {
    case 'no_setup':
      return notNow(module, 'Connect a Microsoft account first.');
    case 'refused':
      return new Refusal(403, 'NO_PERMISSION', answer.message, { permissions: [] });
    case 'microsoft':
      return new Refusal(502, 'MICROSOFT_FAILED', answer.failure.message, {
        class: answer.failure.class,
        module,
      });
  }
}
