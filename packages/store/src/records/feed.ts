import { sql } from 'kysely';
import type { RecordModule } from '@syncgrant/core';
import type { FeedEntryTable } from '../schema.ts';
import type { Tenant } from '../tenant.ts';

/** One user's records of one module: the unit in which a sync reads changes. */
export interface Stream {
  readonly ownerId: string;
  readonly module: RecordModule;
}

export interface FeedRow {
  readonly recordId: string;
  readonly kind: FeedEntryTable['kind'];
}

/**
 * Appends rows to a stream. The stream's head row numbers them and stays locked until the transaction ends, so rows
 * become visible in the order of their numbers and a reader that remembers a position misses none. To be called as
 * the last step of the writing transaction; several streams in sorted order (`appendToStreams`).
 */
async function append(tenant: Tenant, stream: Stream, rows: readonly FeedRow[], now: Date): Promise<void> {
  const { position } = await tenant
    .insert('feed_head', { owner_id: stream.ownerId, module: stream.module, position: rows.length })
    .onConflict((conflict) =>
      conflict
        .columns(['organisation_id', 'owner_id', 'module'])
        .doUpdateSet({ position: sql<number>`feed_head.position + ${rows.length}` }),
    )
    .returning('position')
    .executeTakeFirstOrThrow();
  await tenant
    .insert(
      'feed_entry',
      rows.map((row, index) => ({
        owner_id: stream.ownerId,
        module: stream.module,
        position: position - rows.length + index + 1,
        record_id: row.recordId,
        kind: row.kind,
        at: now,
      })),
    )
    .execute();
}

/** Appends to several streams without two writers ever waiting for each other in a circle. */
export async function appendToStreams(
  tenant: Tenant,
  entries: readonly { readonly stream: Stream; readonly rows: readonly FeedRow[] }[],
  now: Date,
): Promise<void> {
  const sorted = entries.toSorted(
    (a, b) =>
      a.stream.ownerId.localeCompare(b.stream.ownerId) || a.stream.module.localeCompare(b.stream.module),
  );
  for (const { stream, rows } of sorted) if (rows.length > 0) await append(tenant, stream, rows, now);
}

/** Where the stream ends now; 0 when nothing was ever written to it. */
export async function feedPosition(tenant: Tenant, stream: Stream): Promise<number> {
  const row = await tenant
    .select('feed_head')
    .where('owner_id', '=', stream.ownerId)
    .where('module', '=', stream.module)
    .select('position')
    .executeTakeFirst();
  return row?.position ?? 0;
}

/** The rows after a position, oldest first, at most `limit`. */
export async function readFeed(
  tenant: Tenant,
  stream: Stream,
  after: number,
  limit: number,
): Promise<{ position: number; recordId: string; kind: FeedEntryTable['kind'] }[]> {
  return tenant
    .select('feed_entry')
    .where('owner_id', '=', stream.ownerId)
    .where('module', '=', stream.module)
    .where('position', '>', after)
    .orderBy('position')
    .limit(limit)
    .select(['position', 'record_id as recordId', 'kind'])
    .execute();
}
