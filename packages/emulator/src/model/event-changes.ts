import { changeKey, isWellFormedId, parseOccurrenceId } from './ids.ts';
import { PERSONAL_FIELDS, addressesOf, cancelCopies, deliverCopies, mailAttendees } from './meetings.ts';
import { withJoiningText } from './online-meeting.ts';
import { type EventView, exceptionsOf, occurrenceOn, viewOf } from './occurrences.ts';
import { type Recurrence, datesOf, isOnDate } from './recurrence.ts';
import { duplicateTransaction, invalid, itemNotFound, malformedId, versionConflict } from './refusal.ts';
import type { Calendar, EventFields, EventRow, Override, Schedule, User, WallTime } from './rows.ts';
import { follow, samePattern, storedSchedule } from './schedule.ts';
import type { Unstored } from './store.ts';
import type { World } from './world.ts';
import { toInstant, toLocal } from './zones.ts';

/** What a client writes into an event; absent members stay as they are. */
export interface EventWrite {
  readonly start?: WallTime | undefined;
  readonly end?: WallTime | undefined;
  readonly isAllDay?: boolean | undefined;
  readonly recurrence?: Recurrence | null | undefined;
  readonly transactionId?: string | undefined;
  readonly fields: Partial<EventFields>;
  readonly extended: Readonly<Record<string, string>>;
}

/** A series keeps this many earlier schedules to tell delta queries what they no longer hold. */
const MAX_FORMER_SCHEDULES = 50;

/** The event, occurrence or exception with this id in the user's mailbox, or the refusal Exchange would give. */
export function findEvent({ store }: World, user: User, id: string, calendarId?: string): EventView {
  const occurrence = parseOccurrenceId(id);
  if (!occurrence && !isWellFormedId(id)) throw malformedId();
  const row = store.get('event', occurrence?.masterId ?? id);
  if (row?.mailbox !== user.id || (calendarId !== undefined && row.calendarId !== calendarId))
    throw itemNotFound();
  const view = occurrence ? occurrenceOn(row, occurrence.date) : viewOf(row);
  if (!view) throw itemNotFound();
  return view;
}

/** Creates an event and invites its attendees. A `transactionId` seen before answers as the emulator is switched. */
export function createEvent(world: World, user: User, calendar: Calendar, write: EventWrite): EventView {
  const { store } = world;
  const transaction = write.transactionId === undefined ? undefined : `${user.id}|${write.transactionId}`;
  const made = transaction && store.get('transaction', transaction);
  const repeated = made && store.get('event', made.eventId);
  const { repeatedTransaction, changeKeyDrift } = world.behaviour;
  if (repeated && repeatedTransaction === 'same') return viewOf(repeated);
  if (repeated && repeatedTransaction === 'refused') throw duplicateTransaction();

  if (!write.start || !write.end)
    throw invalid('Start and End are required.', 'ErrorPropertyValidationFailure');
  const schedule = storedSchedule({
    start: write.start,
    end: write.end,
    isAllDay: write.isAllDay ?? false,
    recurrence: write.recurrence ?? null,
  });
  const now = world.now();
  const iCalUId = `040000008200E00074C5B7101A82E008${store.mintGuid('ical').replaceAll('-', '').toUpperCase()}`;
  const fields = { ...DEFAULT_FIELDS, ...(schedule.isAllDay ? { showAs: 'free' } : {}), ...write.fields };
  const row = store.put('event', {
    id: store.mintId('event'),
    mailbox: user.id,
    calendarId: calendar.id,
    iCalUId,
    transactionId: write.transactionId ?? null,
    createdAt: now,
    modifiedAt: now,
    schedule,
    fields: withJoiningText(fields, DEFAULT_FIELDS, iCalUId, write.fields),
    extended: write.extended,
    organizer: { name: user.displayName, address: user.upn },
    isOrganizer: true,
    response: { response: 'organizer', time: '0001-01-01T00:00:00Z' },
    overrides: {},
    cancelled: [],
    contentSeq: store.nextSeq,
    graves: {},
    former: [],
  });
  if (transaction) store.put('transaction', { id: transaction, eventId: row.id });
  mailAttendees(world, user, row, 'invitation');
  deliverCopies(world, undefined, row);
  if (changeKeyDrift) store.put('event', { ...row, contentSeq: store.nextSeq });
  return viewOf(row);
}

/** Changes an event, a whole series or, by an occurrence's id, one occurrence. An organiser's change mails the attendees. */
export function updateEvent(
  world: World,
  user: User,
  id: string,
  write: EventWrite,
  ifMatch?: string,
): EventView {
  const before = findEvent(world, user, id);
  checkVersion(world, before, ifMatch);
  const row =
    before.date === null
      ? changedEvent(world, before.row, write)
      : changedOccurrence(world, before, before.date, write);
  const stored = world.store.put('event', { ...row, modifiedAt: world.now() });
  if (stored.isOrganizer) announce(world, user, before, stored, write);
  return findEvent(world, user, id);
}

/** Deletes an event, a series or one occurrence. An organiser's deletion sends cancellations. */
export function deleteEvent(world: World, user: User, id: string, ifMatch?: string): void {
  const view = findEvent(world, user, id);
  checkVersion(world, view, ifMatch);
  const { row, date } = view;
  if (row.isOrganizer && !view.fields.isCancelled) mailAttendees(world, user, view, 'cancellation');
  if (date !== null) {
    const stored = world.store.put('event', {
      ...withoutOccurrence(world, row, date),
      modifiedAt: world.now(),
    });
    if (row.isOrganizer) deliverCopies(world, row, stored);
    return;
  }
  world.store.remove('event', id);
  if (row.isOrganizer) cancelCopies(world, row);
}

/** The organiser cancels: the same as a deletion, but refused for attendees. */
export function cancelEvent(world: World, user: User, id: string): void {
  if (!findEvent(world, user, id).row.isOrganizer) {
    throw invalid("Your request can't be completed. You need to be an organizer to cancel a meeting.");
  }
  deleteEvent(world, user, id);
}

function checkVersion({ behaviour }: World, view: EventView, ifMatch: string | undefined): void {
  if (ifMatch === undefined || ifMatch === '*') return;
  if (ifMatch.replace(/^W\//, '').replaceAll('"', '') !== changeKey(view.id, view.version))
    throw versionConflict(behaviour);
}

function changedEvent(world: World, row: EventRow, write: EventWrite): Unstored<EventRow> {
  const { schedule } = row;
  const start = write.start ?? schedule.start;
  const next = storedSchedule({
    start,
    end: write.end ?? schedule.end,
    isAllDay: write.isAllDay ?? schedule.isAllDay,
    recurrence: write.recurrence === undefined ? follow(schedule.recurrence, start) : write.recurrence,
  });
  return {
    ...rescheduled(world, row, next),
    fields: withJoiningText(mergeFields(row.fields, write.fields), row.fields, row.iCalUId, write.fields),
    extended: { ...row.extended, ...write.extended },
    contentSeq: world.store.nextSeq,
  };
}

/** A series under a new schedule: what it had changed or deleted stays where its pattern stays. */
function rescheduled(world: World, row: EventRow, schedule: Schedule): EventRow {
  const before = row.schedule;
  if (JSON.stringify(before) === JSON.stringify(schedule)) return row;
  if (!before.recurrence && !schedule.recurrence) return { ...row, schedule };
  const stays = (date: string) =>
    samePattern(before, schedule) && schedule.recurrence !== null && isOnDate(schedule.recurrence, date);
  const seq = world.store.nextSeq;
  const kept = Object.entries(row.overrides).filter(([date]) => stays(date));
  const dropped = Object.keys(row.overrides).filter((date) => !stays(date));
  return {
    ...row,
    schedule,
    overrides: Object.fromEntries(kept),
    cancelled: row.cancelled.filter(stays),
    graves: { ...row.graves, ...Object.fromEntries(dropped.map((date) => [date, seq])) },
    former: [...row.former, { until: seq, schedule: before }].slice(-MAX_FORMER_SCHEDULES),
  };
}

function changedOccurrence(
  world: World,
  view: EventView,
  date: string,
  write: EventWrite,
): Unstored<EventRow> {
  if (write.recurrence)
    throw invalid('The recurrence of an occurrence cannot be set.', 'ErrorPropertyValidationFailure');
  const { row } = view;
  const times = storedSchedule({
    start: write.start ?? view.start,
    end: write.end ?? view.end,
    isAllDay: row.schedule.isAllDay,
    recurrence: null,
  });
  const moved = (write.start ?? write.end) ? { start: times.start, end: times.end } : {};
  if (moved.start) checkNeighbours(row, date, moved.start);
  const fields = withJoiningText(
    mergeFields(row.overrides[date]?.fields ?? {}, write.fields, row.fields),
    view.fields,
    row.iCalUId,
    write.fields,
  );
  const extended = { ...row.overrides[date]?.extended, ...write.extended };
  return withOverride(world, row, date, fields, { ...moved, extended });
}

/** The series with one more (or another) exception. */
export function withOverride(
  world: World,
  row: EventRow,
  date: string,
  fields: Partial<EventFields>,
  rest: Partial<Pick<Override, 'start' | 'end' | 'extended' | 'response'>> = {},
): EventRow {
  const before = row.overrides[date];
  return {
    ...row,
    overrides: {
      ...row.overrides,
      [date]: { ...before, ...rest, seq: world.store.nextSeq, fields: { ...before?.fields, ...fields } },
    },
  };
}

/** The series with one occurrence less. */
export function withoutOccurrence(world: World, row: EventRow, date: string): Unstored<EventRow> {
  const { [date]: _, ...overrides } = row.overrides;
  return {
    ...row,
    overrides,
    cancelled: [...row.cancelled, date].toSorted(),
    graves: { ...row.graves, [date]: world.store.nextSeq },
  };
}

/** An occurrence may not move to or past the day of the one before or after it. */
function checkNeighbours(row: EventRow, date: string, start: WallTime): void {
  const { recurrence } = row.schedule;
  if (!recurrence) return;
  const day = toLocal(toInstant(start), row.schedule.start.iana).slice(0, 10);
  const dayOf = (other: string) => row.overrides[other]?.start?.local.slice(0, 10) ?? other;
  let previous: string | undefined;
  for (const other of datesOf(recurrence)) {
    if (row.cancelled.includes(other) || other === date) continue;
    if (other < date) previous = other;
    else {
      if (day >= dayOf(other)) throw crossing();
      break;
    }
  }
  if (previous !== undefined && day <= dayOf(previous)) throw crossing();
}

const crossing = () =>
  invalid(
    'Modified occurrence is crossing or overlapping adjacent occurrence.',
    'ErrorOccurrenceCrossingBoundary',
  );

/** Written fields over stored ones. Attendees keep the answers they gave; `location` and `locations` mirror each other. */
function mergeFields<F extends Partial<EventFields>>(
  stored: F,
  write: Partial<EventFields>,
  inherited?: EventFields,
): F {
  const known = stored.attendees ?? inherited?.attendees ?? [];
  const attendees = write.attendees?.map((attendee) => {
    const address = attendee.emailAddress.address?.toLowerCase();
    const before = known.find((other) => other.emailAddress.address?.toLowerCase() === address);
    return { ...attendee, status: before?.status ?? attendee.status };
  });
  return { ...stored, ...write, ...(attendees ? { attendees } : {}) };
}

/**
 * Mail of an organiser's change. Only personal members: nobody. Only attendees: those added or removed. Anything else,
 * even with the value it had: everyone, once for the event and once per exception of a series.
 */
function announce(world: World, user: User, before: EventView, row: EventRow, write: EventWrite): void {
  const { start, end, isAllDay, recurrence } = write;
  const members = Object.keys(write.fields).filter(
    (name) => !PERSONAL_FIELDS.some((personal) => personal === name),
  );
  const timed = [start, end, isAllDay, recurrence].some((value) => value !== undefined);
  if (!timed && members.length === 0) return;

  const after = findEvent(world, user, before.id);
  const had = new Set(addressesOf(before.fields.attendees));
  const has = new Set(addressesOf(after.fields.attendees));
  const added = after.fields.attendees.filter(
    (attendee) => !had.has(attendee.emailAddress.address?.toLowerCase() ?? ''),
  );
  const removed = before.fields.attendees.filter(
    (attendee) => !has.has(attendee.emailAddress.address?.toLowerCase() ?? ''),
  );
  mailAttendees(world, user, after, 'invitation', added);
  mailAttendees(world, user, before, 'cancellation', removed);
  if (timed || members.some((name) => name !== 'attendees')) {
    const stayed = after.fields.attendees.filter((attendee) => !added.includes(attendee));
    const parts = after.type === 'seriesMaster' ? [after, ...exceptionsOf(row)] : [after];
    for (const part of parts) mailAttendees(world, user, part, 'update', stayed);
  }
  deliverCopies(world, before.row, row);
}

const DEFAULT_FIELDS: EventFields = {
  subject: '',
  body: { contentType: 'html', content: '' },
  importance: 'normal',
  sensitivity: 'normal',
  showAs: 'busy',
  categories: [],
  location: { displayName: '' },
  locations: [],
  attendees: [],
  isReminderOn: true,
  reminderMinutesBeforeStart: 15,
  isOnlineMeeting: false,
  onlineMeetingProvider: 'unknown',
  responseRequested: true,
  allowNewTimeProposals: true,
  hideAttendees: false,
  isCancelled: false,
};
