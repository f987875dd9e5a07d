import { sql, type Selectable } from 'kysely';
import type { Bases, Seen, Side } from '@syncgrant/core';
import type { CursorRow } from './cursors.ts';
import { isSeries, occurrenceColumns, touchSeries, touchSeriesOfRecords } from './occurrences.ts';
import type { LinkTable } from '../schema.ts';
import type { Tenant } from '../tenant.ts';

export type LinkRow = Selectable<LinkTable>;

/** Links that changed since their last plan, oldest first; failed ones once their time has come. */
export async function linksToPlan(
  tenant: Tenant,
  setupId: string,
  now: Date,
  limit: number,
): Promise<LinkRow[]> {
  return tenant
    .select('link')
    .where('setup_id', '=', setupId)
    .where('detached_by', 'is', null)
    .whereRef('touched', '>', 'planned')
    .where((eb) => eb.or([eb('next_attempt_at', 'is', null), eb('next_attempt_at', '<=', now)]))
    .orderBy('id')
    .limit(limit)
    .selectAll()
    .execute();
}

/** Links that wait for their other side: the candidates of matching. */
export async function halfLinks(tenant: Tenant, setupId: string): Promise<LinkRow[]> {
  return tenant
    .select('link')
    .where('setup_id', '=', setupId)
    .where('detached_by', 'is', null)
    .where((eb) => eb.or([eb('item_id', 'is', null), eb('record_id', 'is', null)]))
    .orderBy('id')
    .selectAll()
    .execute();
}

/**
 * Links whose deletion or mail waits for the user, or which wait for the fate of a create: part of every plan until it is
 * confirmed, known, or no longer due.
 */
export async function standingLinks(tenant: Tenant, setupId: string): Promise<LinkRow[]> {
  return tenant
    .select('link')
    .where('setup_id', '=', setupId)
    .where('detached_by', 'is', null)
    .where('held_reason', 'in', ['delete_brake', 'mail_brake', 'intent_open'])
    .orderBy('id')
    .selectAll()
    .execute();
}

export async function openIntents(tenant: Tenant, setupId: string): Promise<LinkRow[]> {
  return tenant
    .select('link')
    .where('setup_id', '=', setupId)
    .where('intent_at', 'is not', null)
    .orderBy('id')
    .selectAll()
    .execute();
}

export const linksByItem = linksBy('item_id');
export const linksByRecord = linksBy('record_id');
/** Links whose removed copies these items were. */
export const linksByFormerItem = linksBy('former_item_id');

function linksBy(column: 'item_id' | 'record_id' | 'former_item_id') {
  return async (tenant: Tenant, setupId: string, ids: readonly string[]): Promise<LinkRow[]> => {
    if (ids.length === 0) return [];
    return tenant
      .select('link')
      .where('setup_id', '=', setupId)
      .where(column, 'in', ids)
      .selectAll()
      .execute();
  };
}

/** Links whose item was not reported since the cursor began anew: deleted meanwhile, or outside of what is read. By their ids. */
export async function unreportedLinks(
  tenant: Tenant,
  setupId: string,
  { container_id: containerId, generation }: Pick<CursorRow, 'container_id' | 'generation'>,
  { after = '0', newestFirst = false, limit }: UnreportedPage,
): Promise<LinkRow[]> {
  return tenant
    .select('link')
    .where('setup_id', '=', setupId)
    .where('container_id', '=', containerId)
    .where('item_id', 'is not', null)
    .where('seen_generation', '<', generation)
    .where(sql<boolean>`coalesce(seen->>'state', '') <> 'deleted'`)
    .where('id', '>', after)
    .orderBy('id', newestFirst ? 'desc' : 'asc')
    .limit(limit)
    .selectAll()
    .execute();
}

/** Where `seen_generation` has this, the item's last change could not be read yet. */
export const UNREAD = -1;

/** Links whose items are to be read again, once their time has come. */
export async function unreadLinks(
  tenant: Tenant,
  setupId: string,
  containerId: string,
  { now, limit }: { readonly now: Date; readonly limit: number },
): Promise<LinkRow[]> {
  return tenant
    .select('link')
    .where('setup_id', '=', setupId)
    .where('container_id', '=', containerId)
    .where('detached_by', 'is', null)
    .where('item_id', 'is not', null)
    .where('seen_generation', '=', UNREAD)
    .where((eb) => eb.or([eb('next_attempt_at', 'is', null), eb('next_attempt_at', '<=', now)]))
    .orderBy('id')
    .limit(limit)
    .selectAll()
    .execute();
}

export interface UnreportedPage {
  /** The last one of the page before. */
  readonly after?: string;
  readonly newestFirst?: boolean;
  readonly limit: number;
}

/** Links of series in a container. */
export async function seriesLinks(tenant: Tenant, setupId: string, containerId: string): Promise<LinkRow[]> {
  return tenant
    .select('link')
    .where('setup_id', '=', setupId)
    .where('container_id', '=', containerId)
    .where('detached_by', 'is', null)
    .where('item_id', 'is not', null)
    .where(sql<boolean>`seen->'item'->'traits'->>'series' = 'master'`)
    .orderBy('id')
    .selectAll()
    .execute();
}

export interface LinkCounts {
  /** Links with both sides: what is in sync or on its way there. */
  readonly full: number;
  readonly all: number;
  readonly toPlan: number;
  readonly held: number;
  readonly failed: number;
}

export async function countLinks(tenant: Tenant, setupId: string): Promise<LinkCounts> {
  const row = await tenant
    .select('link')
    .where('setup_id', '=', setupId)
    .where('detached_by', 'is', null)
    .select([
      sql<number>`count(*) filter (where item_id is not null and record_id is not null)::int4`.as('full'),
      sql<number>`count(*)::int4`.as('all'),
      sql<number>`count(*) filter (where touched > planned)::int4`.as('toPlan'),
      sql<number>`count(*) filter (where held_reason is not null)::int4`.as('held'),
      sql<number>`count(*) filter (where failures > 0)::int4`.as('failed'),
    ])
    .executeTakeFirstOrThrow();
  return row;
}

export interface NewLink {
  readonly correlationId: string;
  readonly containerId?: string;
  readonly itemId?: string;
  readonly seen?: Seen;
  readonly seenGeneration?: number;
  readonly recordId?: string;
}

export async function insertLinks(
  tenant: Tenant,
  setupId: string,
  links: readonly NewLink[],
  now: Date,
): Promise<LinkRow[]> {
  if (links.length === 0) return [];
  return tenant
    .insert(
      'link',
      links.map((link) => ({
        setup_id: setupId,
        correlation_id: link.correlationId,
        container_id: link.containerId ?? null,
        item_id: link.itemId ?? null,
        seen: link.seen === undefined ? null : JSON.stringify(link.seen),
        ...occurrenceColumns(link.seen),
        seen_generation: link.seenGeneration ?? 0,
        record_id: link.recordId ?? null,
        created_at: now,
      })),
    )
    .returningAll()
    .execute();
}

/** What a step makes of a link; only what is given changes. */
export interface LinkChange {
  readonly containerId?: string | null;
  readonly itemId?: string | null;
  readonly seen?: Seen | null;
  readonly seenGeneration?: number;
  readonly recordId?: string | null;
  readonly recordVersion?: number | null;
  readonly bases?: Bases | null;
  /** The version of the contact mapping under which `bases` were made. */
  readonly baseMapping?: number;
  readonly intentAt?: Date | null;
  readonly detachedBy?: Side | null;
  /** Something changed that must be planned. */
  readonly touch?: boolean;
  /** The value of `touched` that a plan has dealt with. */
  readonly planned?: number;
  readonly heldReason?: string | null;
  readonly failures?: number;
  readonly nextAttemptAt?: Date | null;
  readonly problem?: string | null;
  readonly isCopy?: boolean;
  readonly removal?: LinkRow['removal'];
}

export async function updateLink(tenant: Tenant, linkId: string, change: LinkChange): Promise<void> {
  const values = {
    ...(change.containerId !== undefined && { container_id: change.containerId }),
    ...(change.itemId !== undefined && { item_id: change.itemId }),
    ...(change.seen !== undefined && { seen: json(change.seen), ...occurrenceColumns(change.seen) }),
    ...(change.seenGeneration !== undefined && { seen_generation: change.seenGeneration }),
    ...(change.recordId !== undefined && { record_id: change.recordId }),
    ...(change.recordVersion !== undefined && { record_version: change.recordVersion }),
    ...(change.bases !== undefined && {
      base_crm: json(change.bases?.crm ?? null),
      base_microsoft: json(change.bases?.microsoft ?? null),
    }),
    ...(change.baseMapping !== undefined && { base_mapping: change.baseMapping }),
    ...(change.intentAt !== undefined && { intent_at: change.intentAt }),
    ...(change.detachedBy !== undefined && { detached_by: change.detachedBy }),
    ...(change.touch === true && { touched: sql<number>`touched + 1` }),
    ...(change.planned !== undefined && { planned: change.planned }),
    ...(change.heldReason !== undefined && { held_reason: change.heldReason }),
    ...(change.failures !== undefined && { failures: change.failures }),
    ...(change.nextAttemptAt !== undefined && { next_attempt_at: change.nextAttemptAt }),
    ...(change.problem !== undefined && { problem: change.problem }),
    ...(change.isCopy !== undefined && { is_copy: change.isCopy }),
    ...(change.removal !== undefined && { removal: change.removal }),
  };
  if (Object.keys(values).length === 0) return;
  await tenant.update('link').where('id', '=', linkId).set(values).execute();
}

export async function deleteLink(tenant: Tenant, linkId: string): Promise<void> {
  const gone = await tenant
    .delete('link')
    .where('id', '=', linkId)
    .returning(['setup_id', 'item_id', 'series_item_id', 'seen', 'record_id'])
    .executeTakeFirst();
  if (gone === undefined) return;
  await touchSeries(tenant, gone.setup_id, [gone]);
  if (isSeries(gone) && gone.record_id !== null)
    await touchSeriesOfRecords(tenant, gone.setup_id, [gone.record_id]);
}

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
