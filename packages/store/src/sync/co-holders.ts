import { appendToStreams, type Stream } from '../records/feed.ts';
import type { Tenant } from '../tenant.ts';
import { requestTicksOfUser } from './wanted.ts';

/** Rows of a feed that go into one statement. */
const ROWS = 1_000;

/**
 * Makes a change that ends a user's sync of meetings, and tells all others who have the same meetings in their mailboxes: somebody
 * else may have to bring the content in from now on. Accounts are asked for ticks before the change and in one order, and feeds
 * come last, so that two who end their syncs at once do not wait for each other in a circle.
 */
export async function tellingCoHolders<T>(
  tenant: Tenant,
  userId: string,
  now: Date,
  change: () => Promise<T>,
): Promise<T> {
  await tenant.select('setup').where('user_id', '=', userId).orderBy('id').forUpdate().select('id').execute();
  const held = Map.groupBy(await heldWith(tenant, userId), (holder) => holder.userId);
  const concerned = held.size === 0 ? [] : [userId, ...held.keys()].toSorted();
  for (const user of concerned) await requestTicksOfUser(tenant, user, now);
  const result = await change();
  await appendToStreams(
    tenant,
    [...held].flatMap(([ownerId, records]) => {
      const stream: Stream = { ownerId, module: 'Events' };
      const rows = records.map(({ recordId }) => ({ recordId, kind: 'changed' as const }));
      return Array.from({ length: Math.ceil(rows.length / ROWS) }, (_, part) => ({
        stream,
        rows: rows.slice(part * ROWS, (part + 1) * ROWS),
      }));
    }),
    now,
  );
  return result;
}

/** Which records of meetings others hold together with the user, and who, as far as their syncs are on. */
async function heldWith(
  tenant: Tenant,
  userId: string,
): Promise<readonly { readonly userId: string; readonly recordId: string }[]> {
  const rows = await tenant
    .select('link')
    .innerJoin('setup', (join) =>
      join
        .onRef('setup.organisation_id', '=', 'link.organisation_id')
        .onRef('setup.id', '=', 'link.setup_id'),
    )
    .where('setup.user_id', '<>', userId)
    .where('setup.module', '=', 'meetings')
    .where('setup.current', '=', true)
    .where('setup.phase', 'in', ['first_sync', 'active'])
    .where('link.item_id', 'is not', null)
    .where('link.record_id', 'in', (eb) =>
      eb
        .selectFrom('link as own')
        .innerJoin('setup as ended', (join) =>
          join
            .onRef('ended.organisation_id', '=', 'own.organisation_id')
            .onRef('ended.id', '=', 'own.setup_id'),
        )
        .where('own.organisation_id', '=', tenant.organisationId)
        .where('ended.user_id', '=', userId)
        .where('ended.module', '=', 'meetings')
        .where('own.item_id', 'is not', null)
        .where('own.record_id', 'is not', null)
        .select('own.record_id'),
    )
    .orderBy('link.record_id')
    .select(['setup.user_id as userId', 'link.record_id as recordId'])
    .execute();
  return rows.flatMap(({ userId: holder, recordId }) =>
    recordId === null ? [] : [{ userId: holder, recordId }],
  );
}
