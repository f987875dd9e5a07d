import { decide, type SyncModule } from '@syncgrant/core';
import { readCard } from '@syncgrant/agent';
import type { Card } from '@syncgrant/contracts';
import { inTransaction, readSetup, Tenant, type SetupRow } from '@syncgrant/store';
import { Refusal } from '../http/answer.ts';
import type { Caller } from '../http/caller.ts';
import { refusedBy } from '../http/no-permission.ts';
import type { Server } from '../http/route.ts';

/** The caller's card of a module as it is now. */
export function cardOf({ deps }: Server, { tenant, facts }: Caller, module: SyncModule): Promise<Card> {
  return readCard(deps.engine.contexts, tenant, facts, module, deps.engine.now());
}

/** The refusal of a sync that the caller may not have, with the reason that the card shows too. */
export const refusedSync = ({ context }: Caller, module: SyncModule): Refusal | null =>
  refusedBy(decide(context, { kind: 'sync', syncModule: module }));

/** What the caller asks for does not fit where the setup is on its way. */
export const notNow = (module: SyncModule, message: string): Refusal =>
  new Refusal(409, 'NOT_POSSIBLE_NOW', message, { module });

/** The caller's setup, if a tick of it may run as far as it is theirs to say. */
export async function runningSetup(caller: Caller, module: SyncModule): Promise<SetupRow | Refusal> {
  const refused = refusedSync(caller, module);
  if (refused !== null) return refused;
  const setup = await readSetup(caller.tenant, caller.facts.user.id, module);
  if (setup === null || setup.phase === 'disabled') return notNow(module, 'The sync is not enabled.');
  if (setup.own_pause_since !== null) return notNow(module, 'You have paused the sync; resume it first.');
  return setup;
}

/** One step of the caller's own setup: in a transaction, answered with the card as it is afterwards. */
export async function changeSetup(
  server: Server,
  caller: Caller,
  module: SyncModule,
  step: (tenant: Tenant, userId: string, now: Date) => Promise<SetupRow | null>,
  otherwise: string,
): Promise<Card | Refusal> {
  const { tenant, facts } = caller;
  const setup = await inTransaction(server.deps.engine.db, (transaction) =>
    step(new Tenant(transaction, tenant.organisationId), facts.user.id, server.deps.engine.now()),
  );
  return setup === null ? notNow(module, otherwise) : cardOf(server, caller, module);
}
