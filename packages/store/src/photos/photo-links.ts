import { sql, type Selectable } from 'kysely';
import { PHOTO_FIELD } from '@syncgrant/core';
import type { LinkRow } from '../sync/links.ts';
import type { Tenant } from '../tenant.ts';
import type { PhotoLinkTable } from './tables.ts';

export type PhotoLinkRow = Selectable<PhotoLinkTable>;

/** A contact whose photo is to be looked at. */
export interface DuePhoto {
  readonly link: LinkRow;
  /** Where the sync stands with the photo of this very pair; null when it was never asked for. */
  readonly known: PhotoLinkRow | null;
}

export interface DuePhotosQuery {
  readonly setupId: string;
  readonly userId: string;
  /** Whether a record's new photo is a reason to look, and whether time is. */
  readonly toMicrosoft: boolean;
  readonly toCrm: boolean;
  readonly now: Date;
  /** What was read before is read again. */
  readonly readBefore: Date;
  readonly limit: number;
}

/**
 * Contacts that both sides agreed on and whose photo may be another one than is known: the record names another, Microsoft was
 * never asked or not for long, or has changed the contact since. An item that the sync has made has no photo to begin with.
 */
export async function duePhotos(tenant: Tenant, query: DuePhotosQuery): Promise<DuePhoto[]> {
  const links = await due(tenant, query).orderBy('link.id').limit(query.limit).selectAll('link').execute();
  if (links.length === 0) return [];
  const ids = links.map(({ id }) => id);
  const rows = await tenant.select('photo_link').where('link_id', 'in', ids).selectAll().execute();
  const known = new Map(rows.map((row) => [row.link_id, row]));
  return links.map((link) => {
    const row = known.get(link.id);
    const same = row?.item_id === link.item_id && row?.record_id === link.record_id;
    return { link, known: same ? (row ?? null) : null };
  });
}

/** How many contacts still are to be looked at. */
export async function countDuePhotos(tenant: Tenant, query: Omit<DuePhotosQuery, 'limit'>): Promise<number> {
  const row = await due(tenant, query)
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

function due(
  tenant: Tenant,
  { setupId, userId, toMicrosoft, toCrm, now, readBefore }: Omit<DuePhotosQuery, 'limit'>,
) {
  const named = sql<string | null>`record.fields ->> ${PHOTO_FIELD}`;
  const isKnown = sql<boolean>`known.item_id = link.item_id and known.record_id = link.record_id`;
  const changedHere = sql<boolean>`${toMicrosoft}::boolean and case when ${isKnown}
    then ${named} is distinct from known.base_crm and ${named} is distinct from known.held_photo
    else ${named} is not null end`;
  const changedThere = sql<boolean>`${toCrm}::boolean and case when ${isKnown}
    then known.read_at <= ${readBefore} or known.item_version is distinct from link.seen -> 'item' ->> 'lastModifiedAt'
    else not link.is_copy or link.created_at <= ${readBefore} end`;
  return tenant
    .select('link')
    .innerJoin('record', (join) =>
      join
        .onRef('record.organisation_id', '=', 'link.organisation_id')
        .onRef('record.id', '=', 'link.record_id'),
    )
    .leftJoin('photo_link as known', 'known.link_id', 'link.id')
    .where('link.setup_id', '=', setupId)
    .where('link.detached_by', 'is', null)
    .where('link.item_id', 'is not', null)
    .where('link.intent_at', 'is', null)
    .where('link.base_crm', 'is not', null)
    .where(sql<boolean>`link.seen ->> 'state' = 'present'`)
    .where('record.deleted_at', 'is', null)
    .where('record.owner_id', '=', userId)
    .where((eb) => eb.or([eb('known.next_attempt_at', 'is', null), eb('known.next_attempt_at', '<=', now)]))
    .where((eb) => eb.or([changedHere, changedThere]));
}

/** All of what is known of a pair's photo. */
export type PhotoNote = Omit<PhotoLinkRow, 'organisation_id' | 'link_id' | 'item_id' | 'record_id'>;

export async function notePhoto(tenant: Tenant, link: LinkRow, note: PhotoNote): Promise<void> {
  const { id, item_id: itemId, record_id: recordId } = link;
  if (itemId === null || recordId === null) return;
  const row = { ...note, item_id: itemId, record_id: recordId };
  await tenant
    .insert('photo_link', { ...row, link_id: id })
    .onConflict((conflict) => conflict.column('link_id').doUpdateSet(row))
    .execute();
}

/** Whether the photo alone is what waits of a link; never where its user wants no photos any more. */
export const PHOTO_WAITS = sql<boolean>`exists (
  select from syncgrant.photo_link as photo
    join syncgrant.setup on setup.id = link.setup_id and setup.configuration ->> 'photos' = 'true'
  where photo.link_id = link.id and photo.item_id = link.item_id and photo.record_id = link.record_id
    and (photo.held_reason is not null or photo.failures > 0))`;

/** Links that wait for nothing themselves, while their photos do. */
export async function countWaitingPhotos(
  tenant: Tenant,
  setupId: string,
): Promise<{ readonly held: number; readonly failed: number }> {
  return tenant
    .select('photo_link')
    .innerJoin('link', (join) =>
      join
        .onRef('link.id', '=', 'photo_link.link_id')
        .onRef('link.item_id', '=', 'photo_link.item_id')
        .onRef('link.record_id', '=', 'photo_link.record_id'),
    )
    .where('link.setup_id', '=', setupId)
    .where('link.detached_by', 'is', null)
    .where('link.held_reason', 'is', null)
    .where('link.failures', '=', 0)
    .select([
      sql<number>`count(*) filter (where photo_link.failures = 0 and photo_link.held_reason is not null)::int4`.as(
        'held',
      ),
      sql<number>`count(*) filter (where photo_link.failures > 0)::int4`.as('failed'),
    ])
    .executeTakeFirstOrThrow();
}

/** These links with what is said of their photos, where nothing is said of themselves. */
export async function withPhotos(tenant: Tenant, links: readonly LinkRow[]): Promise<LinkRow[]> {
  const silent = links.filter((link) => link.held_reason === null && link.failures === 0);
  if (silent.length === 0) return [...links];
  const ids = silent.map(({ id }) => id);
  const rows = await tenant.select('photo_link').where('link_id', 'in', ids).selectAll().execute();
  const photos = new Map(rows.map((row) => [row.link_id, row]));
  return links.map((link) => {
    const photo = silent.includes(link) ? photos.get(link.id) : undefined;
    if (photo === undefined) return link;
    const { held_reason, failures, problem, next_attempt_at } = photo;
    return { ...link, held_reason, failures, problem, next_attempt_at };
  });
}

/** Lets a photo that failed be tried at once. */
export async function retryPhoto(tenant: Tenant, linkId: string): Promise<void> {
  await tenant
    .update('photo_link')
    .where('link_id', '=', linkId)
    .where('failures', '>', 0)
    .set({ next_attempt_at: null })
    .execute();
}
