import { planUserDeletion, type ActingUser } from '@syncgrant/core';
import { RECORDS_PER_ACTION } from '@syncgrant/contracts';
import {
  countRecordsOf,
  deleteUser,
  inTransaction,
  readGrantFacts,
  readUser,
  readUserOrDeleted,
  shareGrants,
  shareReferences,
  Tenant,
  transferRecords,
  type CrmUser,
  type RecordTransfer,
} from '@syncgrant/store';
import { Refusal, unknownId } from '../http/answer.ts';
import { NOT_SIGNED_IN, type Caller } from '../http/caller.ts';
import type { Server } from '../http/route.ts';
import { actingUser } from './acting-user.ts';
import { administer } from './administer.ts';
import { refusedPlan } from './refused-plan.ts';
import { changedUser } from './user-access.ts';

/** Who gets the records, and the answer when there is no such user. */
export interface Heir {
  readonly id: string;
  readonly unknown: Refusal;
}

/**
 * Deletes a user, and gives their records to another in steps of a bounded size: one step with each request. The user goes first
 * and in a transaction of their own, so that from then on nothing of theirs writes and the records can only become fewer; a request
 * that is broken off later, or that leaves some over, is repeated and takes the next step. Without a step all records stay with
 * the deleted user, who is still named in them, and can be transferred any time.
 */
export async function removeUser(server: Server, caller: Caller, id: string, heir: Heir | null) {
  const unknown = unknownId({ resource_path_index: 1 });
  const known = await readUserOrDeleted(caller.tenant, id);
  if (known === null) return unknown;
  const gone = new Refusal(400, 'ID_ALREADY_DELETED', 'User is already deleted', { id }, 'users');
  if (known.status === 'deleted' && heir === null) return gone;
  if (known.status !== 'deleted') {
    const change = { action: 'user.delete', subject: `user ${known.fullName}` };
    const done = await administer<null>(server, caller, change, async (tenant, actor, now) => {
      const user = await readUserOrDeleted(tenant, id);
      if (user === null) return { refused: unknown };
      if (user.status === 'deleted') return { refused: gone };
      const refused = await refusedDeletion(tenant, actor, user, heir);
      if (refused !== null) return { refused };
      await deleteUser(tenant, id, now);
      return {
        before: { email: user.email, profile: user.profile.name, role: user.role.name },
        after: heir === null ? null : { recordsTo: (await readUser(tenant, heir.id))?.fullName },
        result: null,
      };
    });
    // Another request was quicker; its transfer is this one's too.
    const goesOn = done === gone && heir !== null;
    if (done instanceof Refusal && !goesOn) return done;
  }
  const step = heir === null ? NOTHING : await transferStep(server, caller, id, heir);
  if (step instanceof Refusal) return step;
  const details = {
    id,
    transferred: step.transferred,
    more_records: step.more,
    records_left: await countRecordsOf(caller.tenant, id),
  };
  return { code: 'SUCCESS', details, message: 'User deleted', status: 'success' } as const;
}

const NOTHING: RecordTransfer = { transferred: 0, more: false };

/** Who acts, whose records they are and who gets them are read again while nobody changes grants. */
function transferStep(
  { deps: { engine } }: Server,
  caller: Caller,
  id: string,
  heir: Heir,
): Promise<RecordTransfer | Refusal> {
  return inTransaction(engine.db, async (transaction) => {
    const tenant = new Tenant(transaction, caller.tenant.organisationId);
    await shareGrants(tenant);
    await shareReferences(tenant);
    const facts = await readGrantFacts(tenant, caller.facts.user.id);
    const user = await readUserOrDeleted(tenant, id);
    if (facts === null || user === null) return NOT_SIGNED_IN;
    const actor = await actingUser(tenant, facts, engine.contexts);
    const refused = await refusedDeletion(tenant, actor, user, heir);
    if (refused !== null) return refused;
    const writer = { userId: actor.userId, origin: 'user', now: engine.now() } as const;
    return transferRecords(tenant, writer, { from: id, to: heir.id }, RECORDS_PER_ACTION);
  });
}

async function refusedDeletion(
  tenant: Tenant,
  actor: ActingUser,
  user: CrmUser,
  heir: Heir | null,
): Promise<Refusal | null> {
  const plan = planUserDeletion(actor, await changedUser(tenant, user), heir?.id);
  if (!plan.ok) return refusedPlan(plan.refusal, 'users');
  const able = heir === null || (await readUser(tenant, heir.id))?.status === 'active';
  return able ? null : heir.unknown;
}
