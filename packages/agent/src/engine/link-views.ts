import {
  emptyCanonical,
  joinedSince,
  recordMapping,
  type Bases,
  type Canonical,
  type LinkView,
  type RecordMapping,
  type RecordView,
  type SyncModule,
} from '@syncgrant/core';
import {
  readRecords,
  type LinkRow,
  type RecordRow,
  type SetupRow,
  type StoredConfiguration,
  type Tenant,
} from '@syncgrant/store';
import { seriesViews } from './series-views.ts';
import { sharedMeetings } from './shared-record.ts';

/** For whom links are looked at. */
export interface Viewer {
  readonly module: SyncModule;
  readonly configuration: StoredConfiguration | null;
  readonly userId: string;
  /** Without it, nothing of what another user's record holds is in a view. */
  readonly othersRecords: boolean;
}

/** A setup's user, seeing nothing but what is theirs. */
export const asOwner = ({ module, configuration, user_id: userId }: SetupRow): Viewer => ({
  module,
  configuration,
  userId,
  othersRecords: false,
});

/** Links as the plan sees them, each with its record of now. */
export async function linkViews(
  tenant: Tenant,
  viewer: Viewer,
  links: readonly LinkRow[],
): Promise<LinkView[]> {
  const { module, userId } = viewer;
  const choices = viewer.configuration ?? {};
  const mapping = recordMapping(module, choices);
  const ids = links.flatMap((link) => (link.record_id === null ? [] : [link.record_id]));
  const records = new Map((await readRecords(tenant, ids)).map((record) => [record.id, record]));
  const series = module === 'meetings' ? await seriesViews(tenant, userId, links, records) : null;
  const sharing = module === 'meetings' ? await sharedMeetings(tenant, userId, links, records) : null;
  return links.map((link) => ({
    id: link.id,
    itemId: link.item_id,
    seen: link.seen,
    recordId: link.record_id,
    record: viewOf(mapping, viewer, link.record_id === null ? undefined : records.get(link.record_id)),
    ...basesOf(link, choices),
    intentOpen: link.intent_at !== null,
    ...series?.get(link.id),
    ...decisionOf(link),
    ...(link.own_answer !== null && { ownAnswer: link.own_answer }),
    ...sharing?.get(link.id),
  }));
}

/** Bases say nothing of fields that have been joined with others since they were made. */
function basesOf(
  { base_crm: crm, base_microsoft: microsoft, base_mapping: version }: LinkRow,
  { contactMapping }: Pick<StoredConfiguration, 'contactMapping'>,
): Pick<LinkView, 'bases' | 'unbased'> {
  if (crm === null || microsoft === null) return { bases: null };
  const unbased = contactMapping === undefined ? new Set<string>() : joinedSince(contactMapping, version);
  if (unbased.size === 0) return { bases: { crm, microsoft } };
  const rest = (base: Canonical): Canonical =>
    Object.fromEntries(Object.entries(base).filter(([name]) => !unbased.has(name)));
  return { bases: { crm: rest(crm), microsoft: rest(microsoft) } satisfies Bases, unbased };
}

function decisionOf({ same_as: itemLinkId, stands_alone: alone }: LinkRow): Pick<LinkView, 'decision'> {
  if (alone) return { decision: { kind: 'stands_alone' } };
  return itemLinkId === null ? {} : { decision: { kind: 'same_as', itemLinkId } };
}

function viewOf(mapping: RecordMapping, viewer: Viewer, record: RecordRow | undefined): RecordView | null {
  if (record === undefined) return null;
  const seen = record.owner_id === viewer.userId || viewer.othersRecords;
  return {
    id: record.id,
    version: record.version,
    values: seen ? mapping.fromRecord(record.fields) : emptyCanonical(viewer.module),
    modifiedAt: record.modified_at.toISOString(),
    deleted: record.deleted_at !== null,
    iCalUId: record.ical_uid,
    occurrence:
      record.series_id === null || record.occurrence_date === null
        ? null
        : { seriesRecordId: record.series_id, date: record.occurrence_date },
  };
}

/** What a person would call the item. */
export function titleOf(link: LinkView | undefined): string {
  const seen = link?.seen?.state === 'present' ? link.seen.item.values : null;
  const record = link?.record?.values ?? null;
  const values = link?.shared?.ownedByOther === true ? (seen ?? record) : (record ?? seen);
  if (values === null) return 'deleted item';
  const name = [values['firstName'], values['lastName']].filter((part) => typeof part === 'string').join(' ');
  const title = values['title'] ?? values['subject'] ?? name;
  return typeof title === 'string' && title !== '' ? title : 'untitled';
}
