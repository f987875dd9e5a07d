import { sql, type SqlBool } from 'kysely';
import type { Tenant } from '../tenant.ts';

/**
 * One meeting in several mailboxes is one record with several links. The iCalUId is the same in all mailboxes, and every
 * occurrence has its own; the first record made under it is the meeting's.
 */

/**
 * Reserves the meeting for a record that is made next in the same transaction, and named with `giveMeeting`. False when it has a
 * living record. Whoever reserves it at the same time waits, and then finds the other's record: each step is a statement of its
 * own, because a statement that waited does not see what was committed meanwhile.
 */
export async function claimMeeting(tenant: Tenant, icalUid: string): Promise<boolean> {
  const added = await tenant
    .insert('shared_meeting', { ical_uid: icalUid, record_id: null })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'ical_uid']).doNothing())
    .returning('ical_uid')
    .executeTakeFirst();
  if (added !== undefined) return true;
  const { record_id: recordId } = await tenant
    .select('shared_meeting')
    .where('ical_uid', '=', icalUid)
    .select('record_id')
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (recordId === null) return true;
  const record = await tenant
    .select('record')
    .where('id', '=', recordId)
    .where('deleted_at', 'is', null)
    .select('id')
    .executeTakeFirst();
  return record === undefined;
}

/** The meeting, which was claimed, is this record. */
export async function giveMeeting(tenant: Tenant, icalUid: string, recordId: string): Promise<void> {
  await tenant
    .update('shared_meeting')
    .where('ical_uid', '=', icalUid)
    .set({ record_id: recordId })
    .execute();
}

/** The meeting is this record from now on, unless it has another. */
export async function nameMeeting(tenant: Tenant, icalUid: string, recordId: string): Promise<void> {
  if (await claimMeeting(tenant, icalUid)) await giveMeeting(tenant, icalUid, recordId);
}

const HAS_NO_RECORD = sql<SqlBool>`not exists (
  select from syncgrant.record
  where record.organisation_id = shared_meeting.organisation_id
    and record.id = shared_meeting.record_id and record.deleted_at is null)`;

/** Which of these meetings have a living record. */
export async function meetingsWithRecord(
  tenant: Tenant,
  icalUids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (icalUids.length === 0) return new Set();
  const rows = await tenant
    .select('shared_meeting')
    .where('ical_uid', 'in', icalUids)
    .where((eb) => eb.not(HAS_NO_RECORD))
    .select('ical_uid')
    .execute();
  return new Set(rows.map((row) => row.ical_uid));
}

/** A link of some mailbox to a meeting's record. */
export interface MeetingHolder {
  readonly linkId: string;
  readonly recordId: string;
  readonly userId: string;
  readonly role: 'owner' | 'attendee';
  /** The meeting is in that mailbox, and its sync is on; a paused one is. */
  readonly living: boolean;
}

/** Who holds these records, over all users of the organisation; only meetings are held by several. */
export async function meetingHolders(tenant: Tenant, recordIds: readonly string[]): Promise<MeetingHolder[]> {
  if (recordIds.length === 0) return [];
  return tenant
    .select('link')
    .innerJoin('setup', (join) =>
      join
        .onRef('setup.organisation_id', '=', 'link.organisation_id')
        .onRef('setup.id', '=', 'link.setup_id'),
    )
    .innerJoin('microsoft_account as account', (join) =>
      join
        .onRef('account.organisation_id', '=', 'setup.organisation_id')
        .onRef('account.id', '=', 'setup.account_id'),
    )
    .where('link.record_id', 'in', recordIds)
    .where('link.item_id', 'is not', null)
    .where('setup.module', '=', 'meetings')
    .select([
      'link.id as linkId',
      sql<string>`link.record_id`.as('recordId'),
      'setup.user_id as userId',
      sql<'owner' | 'attendee'>`coalesce(
        link.seen -> 'item' -> 'traits' ->> 'role', link.seen -> 'traits' ->> 'role', 'owner')`.as('role'),
      sql<boolean>`setup.current and setup.phase in ('first_sync', 'active')
        and account.released_at is null and link.detached_by is null
        and coalesce(link.seen ->> 'state', '') = 'present'
        and not coalesce(link.seen -> 'item' -> 'traits' @> '{"cancelled": true}', false)`.as('living'),
    ])
    .execute();
}

/** A copy that came into a mailbox, and whose. */
export interface ArrivedCopy {
  readonly setupId: string;
  readonly userId: string;
  readonly role: 'owner' | 'attendee';
  readonly icalUid: string;
}

/** What the mailbox had of a meeting is there no more: it was removed, or called off and sent anew. */
const IS_GONE = sql<SqlBool>`link.item_id is not null and (coalesce(link.seen ->> 'state', '') = 'deleted'
  or coalesce(link.seen -> 'item' -> 'traits' @> '{"cancelled": true}', false))`;

/** Forgets what a mailbox had of a meeting before, if it is there no more: another copy takes its place. */
export async function deleteFormerCopy(tenant: Tenant, setupId: string, recordId: string): Promise<void> {
  await tenant
    .delete('link')
    .where('setup_id', '=', setupId)
    .where('record_id', '=', recordId)
    .where(IS_GONE)
    .execute();
}

/**
 * The record that a mailbox's copy of a meeting belongs to. Null when the meeting has none, the mailbox has part in it already, or
 * its user has a record of the meeting apart. A meeting has one organiser: who organises a second one of the same identity (a
 * calendar file that several imported) does not share it.
 */
export async function recordToShare(tenant: Tenant, copy: ArrivedCopy): Promise<string | null> {
  const record = await tenant
    .select('shared_meeting')
    .innerJoin('record', (join) =>
      join
        .onRef('record.organisation_id', '=', 'shared_meeting.organisation_id')
        .onRef('record.id', '=', 'shared_meeting.record_id'),
    )
    .where('shared_meeting.ical_uid', '=', copy.icalUid)
    .where('record.deleted_at', 'is', null)
    .select('record.id')
    .executeTakeFirst();
  if (record === undefined) return null;
  const linked = await tenant
    .select('link')
    .where('setup_id', '=', copy.setupId)
    .where('record_id', '=', record.id)
    .where((eb) => eb.not(IS_GONE))
    .select('id')
    .executeTakeFirst();
  const apart = await tenant
    .select('record')
    .where('owner_id', '=', copy.userId)
    .where('ical_uid', '=', copy.icalUid)
    .where('deleted_at', 'is', null)
    .where('id', '<>', record.id)
    .select('id')
    .executeTakeFirst();
  if (linked !== undefined || apart !== undefined) return null;
  if (copy.role === 'attendee') return record.id;
  const holders = await meetingHolders(tenant, [record.id]);
  return holders.some(({ role, living }) => living && role === 'owner') ? null : record.id;
}

/**
 * Whether another mailbox is being sent a meeting that may be this one: its copies can arrive before its identity is known.
 * `since` bounds how long a create whose fate is unknown is waited for.
 */
export async function isBeingSent(
  tenant: Tenant,
  setupId: string,
  meeting: { readonly title: string | null; readonly start: string | null },
  since: Date,
): Promise<boolean> {
  const open = await tenant
    .select('link')
    .where('setup_id', '<>', setupId)
    .where('intent_at', '>', since)
    .where((eb) =>
      eb.or([
        eb(sql<string>`base_microsoft ->> 'title'`, '=', meeting.title),
        eb(sql<string>`base_microsoft ->> 'start'`, '=', meeting.start),
      ]),
    )
    .select('id')
    .limit(1)
    .executeTakeFirst();
  return open !== undefined;
}
