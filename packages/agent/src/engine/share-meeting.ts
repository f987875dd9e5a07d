import { RECORD_MODULE_OF } from '@syncgrant/contracts';
import {
  claimMeeting,
  deleteFormerCopy,
  isBeingSent,
  lockRecords,
  touchSeries,
  updateLink,
  type LinkRow,
  type Tenant,
} from '@syncgrant/store';
import type { EngineDeps } from './engine-deps.ts';
import type { ModuleRun } from './module-run.ts';
import { sharedRecordFor } from './shared-record.ts';

/** A create of another mailbox whose fate is unknown for longer than this is no longer waited for. */
const LONGEST_SENDING_MS = 10 * 60_000;

/**
 * Whether a record is made of a meeting: it is `claimed` for the record that follows, or the second of an identity that is
 * no meeting of several (`apart`). Of `others` none is made now, and the link is planned again: another run has made the
 * record in this very moment, or the copy has arrived before its organiser's run knew what was sent.
 */
export async function meetingToMake(
  deps: EngineDeps,
  tenant: Tenant,
  run: ModuleRun,
  link: LinkRow | undefined,
  icalUid: string | null,
): Promise<'claimed' | 'apart' | 'others'> {
  if (link?.seen?.state !== 'present' || icalUid === null) return 'apart';
  const { traits, values } = link.seen.item;
  const since = new Date(deps.now().getTime() - LONGEST_SENDING_MS);
  const meeting = { title: textOf(values['title']), start: textOf(values['start']) };
  if (traits.role === 'attendee' && (await isBeingSent(tenant, run.setup.id, meeting, since))) {
    const nextAttemptAt = new Date(deps.now().getTime() + deps.timing.intentSettleMs);
    await updateLink(tenant, link.id, { touch: true, nextAttemptAt });
    return 'others';
  }
  if (await claimMeeting(tenant, icalUid)) return 'claimed';
  if ((await sharedRecordFor(tenant, run.setup.user_id, link)) === null) return 'apart';
  await updateLink(tenant, link.id, { touch: true });
  return 'others';
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** The link joins the meeting's record. Who writes the record meanwhile is waited for, so that the link hears of it or of what follows. */
export async function shareRecord(tenant: Tenant, run: ModuleRun, link: LinkRow | undefined): Promise<void> {
  if (link === undefined) return;
  const recordId = await sharedRecordFor(tenant, run.setup.user_id, link);
  const [record] = recordId === null ? [] : await lockRecords(tenant, RECORD_MODULE_OF.meetings, [recordId]);
  if (record !== undefined) {
    await deleteFormerCopy(tenant, run.setup.id, record.id);
    await touchSeries(tenant, run.setup.id, [link]);
  }
  await updateLink(tenant, link.id, {
    touch: true,
    ...(record !== undefined && { recordId: record.id, recordVersion: record.version, bases: null }),
  });
}
