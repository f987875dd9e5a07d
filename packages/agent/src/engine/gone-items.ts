import { isDeepStrictEqual } from 'node:util';
import { ITEM_MAPPING, type SeenItem, type SyncModule } from '@syncgrant/core';
import {
  MAILBOX_MODULES,
  nextLinkOf,
  type Container,
  type GraphRequest,
  type GraphSession,
} from '@syncgrant/microsoft';
import {
  addOutcomes,
  deleteLink,
  linksByItem,
  updateLink,
  type LinkRow,
  type Tenant,
} from '@syncgrant/store';
import { containerIsThere } from './container-check.ts';
import type { EngineDeps } from './engine-deps.ts';
import { asOwner, linkViews, titleOf } from './link-views.ts';
import { BATCH_SIZE, type Mailbox } from './mailbox.ts';
import { stopOf, type ModuleRun } from './module-run.ts';
import { readContext } from './read-context.ts';

/** Pages of the other containers that one search reads; where they hold more, what was not found is not taken for deleted. */
const MOST_PAGES = 100;

/** What has become of an item that is not where it was. */
export type Fate =
  | { readonly kind: 'deleted' }
  /** It is out of the sync's reach; where, unless the search had to end before everything was read. */
  | { readonly kind: 'moved'; readonly containerId: string | null; readonly itemId: string };

interface Place {
  readonly containerId: string;
  readonly itemId: string;
  readonly seen: SeenItem;
  readonly correlationIds: readonly string[];
}

interface Search {
  readonly places: readonly Place[];
  readonly complete: boolean;
}

/**
 * Decides about items that Microsoft does not find. Their container must be there, and where items can move out of sight
 * they are looked for in the user's other containers. Null when nothing may be concluded; the run has stopped then.
 */
export async function fatesOf(
  mailbox: Mailbox,
  run: ModuleRun,
  links: readonly LinkRow[],
): Promise<ReadonlyMap<string, Fate> | null> {
  if (links.length === 0) return new Map();
  if (!(await containerIsThere(mailbox, run))) return null;
  // Of an item without a record nothing could be lost.
  const sought = links.filter(({ record_id: record }) => record !== null);
  const search = sought.length === 0 ? NOWHERE : await lookElsewhere(mailbox, run);
  if (search === null) return null;
  const taken = new Set<Place>();
  const fates = new Map<string, Fate>(links.map(({ id }) => [id, { kind: 'deleted' }]));
  for (const link of sought) {
    const place = placeOf(
      link,
      search.places.filter((one) => !taken.has(one)),
      run.module,
    );
    if (place !== undefined) {
      taken.add(place);
      fates.set(link.id, { kind: 'moved', containerId: place.containerId, itemId: place.itemId });
    } else if (!search.complete)
      fates.set(link.id, { kind: 'moved', containerId: null, itemId: link.item_id ?? '' });
  }
  followSeries(sought, fates);
  return fates;
}

/** Occurrences are where their series is. */
function followSeries(links: readonly LinkRow[], fates: Map<string, Fate>): void {
  const bySeries = new Map(links.map((link) => [link.item_id, fates.get(link.id)]));
  for (const { id, item_id: itemId, series_item_id: seriesItemId } of links) {
    const fate = seriesItemId === null ? undefined : bySeries.get(seriesItemId);
    if (fate?.kind === 'moved')
      fates.set(id, { kind: 'moved', containerId: fate.containerId, itemId: itemId ?? '' });
  }
}

const NOWHERE: Search = { places: [], complete: true };

/**
 * The surest way first. The last one would be too little to join two things, but it is enough not to delete a record. A
 * meeting is only known by what names it everywhere.
 */
function placeOf(link: LinkRow, places: readonly Place[], module: SyncModule): Place | undefined {
  const seen = link.seen?.state === 'present' ? link.seen.item : null;
  const named =
    places.find(({ itemId }) => itemId === link.item_id) ??
    places.find(({ correlationIds }) => correlationIds.includes(link.correlation_id));
  if (named !== undefined || seen === null) return named;
  if (module === 'meetings') {
    const { iCalUId } = seen.traits;
    return iCalUId === null ? undefined : places.find((place) => place.seen.traits.iCalUId === iCalUId);
  }
  const alike = places.find((place) => isDeepStrictEqual(place.seen.values, seen.values));
  if (alike !== undefined || module !== 'tasks') return alike;
  return places.find((place) => place.seen.values['subject'] === seen.values['subject']);
}

/** Everything in the user's other containers; null when Microsoft could not be asked. */
async function lookElsewhere(mailbox: Mailbox, run: ModuleRun): Promise<Search | null> {
  const module = MAILBOX_MODULES[run.module];
  const { listing } = module;
  const containers = await module.listContainers(sessionOf(mailbox, run));
  if (!containers.ok) return stopped(run, containers.failure);
  const places: Place[] = [];
  let pending = containers.containers
    .filter(isAnother(run))
    .map(({ id }): Page => ({ containerId: id, request: listing.items(id) }));
  for (let pages = 0; pending.length > 0 && pages < MOST_PAGES;) {
    const batch = pending.slice(0, BATCH_SIZE);
    pages += batch.length;
    const results = await mailbox.batch(
      [run.module],
      batch.map(({ request }) => request),
    );
    const next: Page[] = [];
    for (const [index, { containerId }] of batch.entries()) {
      const result = results[index];
      if (result === undefined) return stopped(run, null);
      if (!result.ok) {
        if (result.failure.class === 'missing') continue; // Deleted meanwhile, with all that was in it.
        return stopped(run, result.failure);
      }
      for (const { itemId, item, correlationIds } of listing.parse(result.body)) {
        const seen = ITEM_MAPPING[run.module].fromItem(item, readContext(run));
        places.push({ containerId, itemId, seen, correlationIds });
      }
      const link = nextLinkOf(result.body);
      if (link !== null) next.push({ containerId, request: module.nextPage(link) });
    }
    pending = [...next, ...pending.slice(BATCH_SIZE)];
  }
  return { places, complete: pending.length === 0 };
}

/** The container of the sync may be named by what stands for the default one. */
function isAnother({ module, configuration: { containerId } }: ModuleRun) {
  const isDefaultName = module === 'contacts' && containerId === 'contacts';
  return ({ id, isDefault }: Container): boolean => id !== containerId && !(isDefaultName && isDefault);
}

interface Page {
  readonly containerId: string;
  readonly request: GraphRequest;
}

/** In batches, which heed `Prefer` as those of the sync do and refresh a token that is refused. */
function sessionOf(mailbox: Mailbox, run: ModuleRun): GraphSession {
  const session = mailbox.session([run.module]);
  return {
    ...session,
    async send(request) {
      const [result] = await mailbox.batch([run.module], [request]);
      return result ?? session.send(request);
    },
  };
}

function stopped(run: ModuleRun, failure: Parameters<typeof stopOf>[0] | null): null {
  const detail = failure?.message ?? 'a request without a result';
  run.stop = (failure === null ? null : stopOf(failure)) ?? {
    problem: { class: 'microsoft_down', detail },
    retryAfterMs: null,
  };
  return null;
}

/** The item has left the sync's reach: its link remembers it, the record stays as it is, and the user is told. */
export async function storeMoved(
  deps: EngineDeps,
  tenant: Tenant,
  run: ModuleRun,
  link: LinkRow,
  fate: Extract<Fate, { kind: 'moved' }>,
): Promise<void> {
  const others = (await linksByItem(tenant, run.setup.id, [fate.itemId])).filter(({ id }) => id !== link.id);
  const free = others.every(({ record_id: record }) => record === null);
  if (free) for (const { id } of others) await deleteLink(tenant, id);
  await updateLink(tenant, link.id, {
    detachedBy: 'microsoft',
    containerId: fate.containerId,
    ...(free && { itemId: fate.itemId }),
  });
  if (link.detached_by !== null) return;
  const [view] = await linkViews(tenant, asOwner(run.setup), [link]);
  const outcome = {
    linkId: link.id,
    recordId: link.record_id,
    kind: 'skipped',
    side: 'microsoft',
    reason: 'moved_away',
    message: 'Moved at Microsoft to where this sync does not look. The record stays as it is.',
    title: titleOf(view),
  } as const;
  await addOutcomes(tenant, run.setup.id, [outcome], deps.now());
}
