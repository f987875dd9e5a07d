import type { LinkView, SharedRecord } from '@syncgrant/core';
import {
  meetingHolders,
  meetingsWithRecord,
  recordToShare,
  type LinkRow,
  type MeetingHolder,
  type RecordRow,
  type Tenant,
} from '@syncgrant/store';

/** What others have to do with the records of a user's meetings. */
class SharedRecords {
  readonly #userId: string;
  readonly #holders: ReadonlyMap<string, readonly MeetingHolder[]>;

  constructor(userId: string, holders: readonly MeetingHolder[]) {
    this.#userId = userId;
    this.#holders = Map.groupBy(holders, ({ recordId }) => recordId);
  }

  static async read(tenant: Tenant, userId: string, recordIds: readonly string[]): Promise<SharedRecords> {
    return new SharedRecords(userId, await meetingHolders(tenant, recordIds));
  }

  /** Undefined when the record is the user's, and nobody else has or had the meeting. */
  of(link: LinkRow, record: RecordRow): SharedRecord | undefined {
    const holders = this.#holders.get(record.id) ?? [];
    const living = holders.filter((holder) => holder.living);
    const others = holders.filter(({ userId }) => userId !== this.#userId);
    const ownedByOther = record.owner_id !== this.#userId;
    const heldByOthers = others.some((holder) => holder.living);
    if (!ownedByOther && others.length === 0) return undefined;
    return {
      ownedByOther,
      ownerAttends: others.some(({ userId, role }) => userId === record.owner_id && role === 'attendee'),
      heldByOthers,
      writes: writerOf(living, record.owner_id)?.linkId === link.id,
    };
  }
}

/** The mailbox of the record's owner, else the one that has been there longest. */
const writerOf = (living: readonly MeetingHolder[], ownerId: string): MeetingHolder | undefined =>
  living.find(({ userId }) => userId === ownerId) ??
  living.toSorted((a, b) => Number(BigInt(a.linkId) - BigInt(b.linkId)))[0];

/** Under what a meeting is known in all mailboxes; null of what is gone. */
export const icalUidOf = ({ seen }: Pick<LinkRow, 'seen'>): string | null =>
  seen?.state === 'present' ? seen.item.traits.iCalUId : null;

/** The record that the sync of another mailbox made of the link's meeting. */
export async function sharedRecordFor(tenant: Tenant, userId: string, link: LinkRow): Promise<string | null> {
  const icalUid = icalUidOf(link);
  if (icalUid === null || link.seen?.state !== 'present') return null;
  const { role } = link.seen.item.traits;
  return recordToShare(tenant, { setupId: link.setup_id, userId, role, icalUid });
}

/** What concerns other users of these meetings, by link. */
export async function sharedMeetings(
  tenant: Tenant,
  userId: string,
  links: readonly LinkRow[],
  records: ReadonlyMap<string, RecordRow>,
): Promise<ReadonlyMap<string, Pick<LinkView, 'shared' | 'sharable'>>> {
  const shared = await SharedRecords.read(tenant, userId, [...records.keys()]);
  const known = await meetingsWithRecord(
    tenant,
    links.flatMap((link) => icalUidOf(link) ?? []),
  );
  const found = new Map<string, Pick<LinkView, 'shared' | 'sharable'>>();
  for (const link of links) {
    const record = link.record_id === null ? undefined : records.get(link.record_id);
    const others = record === undefined ? undefined : shared.of(link, record);
    const sharable =
      known.has(icalUidOf(link) ?? '') &&
      record?.deleted_at !== null &&
      (await sharedRecordFor(tenant, userId, link)) !== null;
    found.set(link.id, { ...(others && { shared: others }), ...(sharable && { sharable }) });
  }
  return found;
}
