import { sql, type Kysely } from 'kysely';
import { inTransaction } from '../database/index.ts';
import type { Schema } from '../schema.ts';
import { Tenant } from '../tenant.ts';
import { ownGrants } from './grant-lock.ts';

/** Who changes what; goes to the audit log with the change. */
export interface GrantChange {
  readonly actor: { readonly id: string | null; readonly name: string };
  /** For example `profile.update`. */
  readonly action: string;
  /** What was changed, for people: `profile Sales`. */
  readonly subject: string;
  /** The client's network address, where there is one. */
  readonly address: string | null;
  readonly now: Date;
}

export type GrantChangeResult<T, R> =
  | { readonly before: unknown; readonly after: unknown; readonly result: T }
  | { readonly refused: R };

/** Announced on this channel after every committed change of grants: `{ organisationId }`. */
export const GRANTS_CHANNEL = 'syncgrant_grants';

/** Ends the transaction of a refused change; never leaves this file. */
class RefusedChange extends Error {}

/**
 * The one way to change anything that a grant depends on. The change, the organisation's next revision and the
 * audit entry commit together while no sync holds a grant of the organisation; a refusal or an error changes
 * nothing. When this resolves, every later gate decides under the new revision.
 */
export async function changeGrants<T, R = never>(
  db: Kysely<Schema>,
  organisationId: string,
  change: GrantChange,
  body: (tenant: Tenant) => Promise<GrantChangeResult<T, R>>,
): Promise<{ ok: true; result: T } | { ok: false; refusal: R }> {
  const refusals: R[] = [];
  try {
    const result = await inTransaction(db, async (transaction) => {
      const tenant = new Tenant(transaction, organisationId);
      await ownGrants(tenant);
      const outcome = await body(tenant);
      if ('refused' in outcome) {
        refusals.push(outcome.refused);
        throw new RefusedChange('refused');
      }
      const { revision } = await transaction
        .updateTable('organisation')
        .set((eb) => ({ revision: eb('revision', '+', 1) }))
        .where('id', '=', organisationId)
        .returning('revision')
        .executeTakeFirstOrThrow();
      await tenant
        .insert('audit', {
          actor_id: change.actor.id,
          actor_name: change.actor.name,
          action: change.action,
          subject: change.subject,
          before: JSON.stringify(outcome.before),
          after: JSON.stringify(outcome.after),
          revision,
          address: change.address,
          at: change.now,
        })
        .execute();
      await sql`select pg_notify(${GRANTS_CHANNEL}, ${JSON.stringify({ organisationId })})`.execute(
        transaction,
      );
      return outcome.result;
    });
    return { ok: true, result };
  } catch (error) {
    const [refusal] = refusals;
    if (error instanceof RefusedChange && refusal !== undefined) return { ok: false, refusal };
    throw error;
  }
}
