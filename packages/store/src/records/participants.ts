import { sql, type RawBuilder } from 'kysely';
import type { Tenant } from '../tenant.ts';

/**
 * Somebody who takes part in meetings: a record invites them as a user or at their address, or it stands in their mailbox, by
 * their sync. Nothing is written down for it: two indexes answer it from records and links, so it is never out of date.
 */
export interface Participant {
  readonly userId: string;
  readonly email: string;
}

/**
 * The condition on a row of `record` that it is a meeting of somebody else in which the participant takes part. Which ones those are
 * is worked out first and by itself, from indexes alone: they are few, however many records and own meetings there are.
 * `among`: of these records alone, if they are given.
 */
export function isMeetingOf(
  tenant: Tenant,
  { userId, email }: Participant,
  among?: readonly string[],
): RawBuilder<boolean> {
  const names = sql`array[${`user:${userId}`}, lower(${email}::text)]::text[]`;
  let invited = tenant
    .select('record')
    .where('module', '=', 'Events')
    .where('deleted_at', 'is', null)
    .where(sql<boolean>`syncgrant.invited(record.fields) && ${names}`);
  let standing = tenant
    .select('link')
    .innerJoin('setup', (join) =>
      join
        .onRef('setup.organisation_id', '=', 'link.organisation_id')
        .onRef('setup.id', '=', 'link.setup_id'),
    )
    .where('setup.user_id', '=', userId)
    .where('setup.module', '=', 'meetings')
    .where('setup.current', '=', true)
    .where('setup.phase', 'in', ['first_sync', 'active'])
    .where(IN_MAILBOX);
  let own = tenant
    .select('record')
    .where('owner_id', '=', userId)
    .where('module', '=', 'Events')
    .where('deleted_at', 'is', null);
  if (among !== undefined) {
    invited = invited.where('id', 'in', among);
    own = own.where('id', 'in', among);
    standing = standing.where('link.record_id', 'in', among);
  }
  return sql<boolean>`record.id = any(array(
    (${invited.select('id')} union all ${standing.select('link.record_id')}) except ${own.select('id')}
  ))`;
}

/** Word for word what the index is made for. */
const IN_MAILBOX = sql<boolean>`link.record_id is not null and link.item_id is not null
  and link.seen ->> 'state' = 'present'
  and not coalesce(link.seen -> 'item' -> 'traits' @> '{"cancelled": true}', false)
  and link.detached_by is distinct from 'microsoft'`;

/** In which of these records of others the participant takes part. */
export async function takesPartIn(
  tenant: Tenant,
  participant: Participant,
  recordIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (recordIds.length === 0) return new Set();
  const rows = await tenant
    .select('record')
    .where('id', 'in', recordIds)
    .where('deleted_at', 'is', null)
    .where(isMeetingOf(tenant, participant, recordIds))
    .select('id')
    .execute();
  return new Set(rows.map(({ id }) => id));
}
