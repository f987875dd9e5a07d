import { RECORD_MAPPING, type LinkView, type RecordView, type SyncModule } from '@syncgrant/core';
import { readRecords, type LinkRow, type RecordRow, type Tenant } from '@syncgrant/store';

/** Links as the plan sees them, each with its record of now. */
export async function linkViews(
  tenant: Tenant,
  module: SyncModule,
  links: readonly LinkRow[],
): Promise<LinkView[]> {
  const ids = links.flatMap((link) => (link.record_id === null ? [] : [link.record_id]));
  const records = new Map((await readRecords(tenant, ids)).map((record) => [record.id, record]));
  return links.map((link) => ({
    id: link.id,
    itemId: link.item_id,
    seen: link.seen,
    recordId: link.record_id,
    record: viewOf(module, link.record_id === null ? undefined : records.get(link.record_id)),
    bases:
      link.base_crm === null || link.base_microsoft === null
        ? null
        : { crm: link.base_crm, microsoft: link.base_microsoft },
    intentOpen: link.intent_at !== null,
    ...decisionOf(link),
  }));
}

function decisionOf({ same_as: itemLinkId, stands_alone: alone }: LinkRow): Pick<LinkView, 'decision'> {
  if (alone) return { decision: { kind: 'stands_alone' } };
  return itemLinkId === null ? {} : { decision: { kind: 'same_as', itemLinkId } };
}

function viewOf(module: SyncModule, record: RecordRow | undefined): RecordView | null {
  if (record === undefined) return null;
  return {
    id: record.id,
    version: record.version,
    values: RECORD_MAPPING[module].fromRecord(record.fields),
    modifiedAt: record.modified_at.toISOString(),
    deleted: record.deleted_at !== null,
    iCalUId: record.ical_uid,
  };
}

/** What a person would call the item. */
export function titleOf(link: LinkView | undefined): string {
  const seen = link?.seen?.state === 'present' ? link.seen.item.values : null;
  const values = link?.record?.values ?? seen;
  if (values === null) return 'deleted item';
  const name = [values['firstName'], values['lastName']].filter((part) => typeof part === 'string').join(' ');
  const title = values['title'] ?? values['subject'] ?? name;
  return typeof title === 'string' && title !== '' ? title : 'untitled';
}
