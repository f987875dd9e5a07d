import { outlookId } from './ids.ts';
import type { MailKind } from './mail-log.ts';
import type { EventView } from './occurrences.ts';
import type { Attendee, EventFields, EventRow, Override, ResponseStatus, User } from './rows.ts';
import { type World, calendarOf, mailboxOf } from './world.ts';

export const NOT_RESPONDED: ResponseStatus = { response: 'notResponded', time: '0001-01-01T00:00:00Z' };

/** What an attendee sets for himself; a change by the organiser leaves it alone and mails nobody. */
export const PERSONAL_FIELDS = [
  'categories',
  'showAs',
  'isReminderOn',
  'reminderMinutesBeforeStart',
] as const satisfies readonly (keyof EventFields)[];

/** Notes the mail Exchange would send to attendees of an organiser's event. */
export function mailAttendees(
  world: World,
  user: User,
  view: Pick<EventView, 'id' | 'fields'>,
  kind: MailKind,
  attendees: readonly Attendee[] = view.fields.attendees,
): void {
  world.mail.add({
    time: new Date(world.now()).toISOString(),
    from: user.upn,
    to: addressesOf(attendees).filter((address) => address !== user.upn.toLowerCase()),
    kind,
    subject: view.fields.subject,
    eventId: view.id,
  });
}

export function addressesOf(attendees: readonly Attendee[]): string[] {
  return attendees.flatMap(({ emailAddress }) => emailAddress.address?.toLowerCase() ?? []);
}

/** Brings the copies in the attendees' own mailboxes up to date with the organiser's event. */
export function deliverCopies(world: World, before: EventRow | undefined, after: EventRow): void {
  const invited = new Set(addressesOf(after.fields.attendees));
  for (const address of invited) {
    const attendee = mailboxOf(world, address);
    if (attendee && attendee.id !== after.mailbox) deliverCopy(world, attendee, before, after);
  }
  for (const address of addressesOf(before?.fields.attendees ?? [])) {
    if (!invited.has(address)) cancelCopy(world, address, after.id);
  }
}

/** Marks the attendees' copies of a deleted or cancelled event as cancelled. */
export function cancelCopies(world: World, row: EventRow): void {
  for (const address of addressesOf(row.fields.attendees)) cancelCopy(world, address, row.id);
}

/** The id of an attendee's copy; the same each time, so that a copy is found without a search. */
export function copyId(world: World, eventId: string, attendee: User): string {
  return outlookId(world.store.seed, `copy:${eventId}:${attendee.id}`, 0);
}

function deliverCopy(world: World, attendee: User, before: EventRow | undefined, event: EventRow): void {
  const { store } = world;
  const id = copyId(world, event.id, attendee);
  const copy = store.get('event', id);
  const moved = JSON.stringify(before?.schedule) !== JSON.stringify(event.schedule);
  const personal: Partial<EventFields> = Object.fromEntries(
    PERSONAL_FIELDS.map((field) => [field, (copy ?? event).fields[field]]),
  );
  store.put('event', {
    ...event,
    id,
    mailbox: attendee.id,
    calendarId: copy?.calendarId ?? calendarOf(world, attendee, undefined).id,
    transactionId: null,
    createdAt: copy?.createdAt ?? world.now(),
    modifiedAt: world.now(),
    fields: {
      ...event.fields,
      ...personal,
      ...(copy && !moved ? {} : { showAs: 'tentative', categories: copy?.fields.categories ?? [] }),
    },
    extended: copy?.extended ?? {},
    isOrganizer: false,
    response: copy && !moved ? copy.response : NOT_RESPONDED,
    // The copy counts its changes by itself.
    overrides: Object.fromEntries(
      Object.entries(event.overrides).map(([date, override]) => [
        date,
        { ...override, ...(!moved && answeredBefore(copy, date)), seq: store.nextSeq },
      ]),
    ),
    contentSeq: store.nextSeq,
    graves: Object.fromEntries(Object.keys(event.graves).map((date) => [date, store.nextSeq])),
    former: event.former.map(({ schedule }) => ({ until: store.nextSeq, schedule })),
  });
}

/** The answer that an attendee gave for one occurrence. */
function answeredBefore(copy: EventRow | undefined, date: string): Pick<Override, 'response'> {
  const response = copy?.overrides[date]?.response;
  return response === undefined ? {} : { response };
}

function cancelCopy(world: World, address: string, eventId: string): void {
  const attendee = mailboxOf(world, address);
  const copy = attendee && world.store.get('event', copyId(world, eventId, attendee));
  if (!copy || copy.fields.isCancelled) return;
  world.store.put('event', {
    ...copy,
    modifiedAt: world.now(),
    contentSeq: world.store.nextSeq,
    fields: {
      ...copy.fields,
      isCancelled: true,
      subject: `Canceled: ${copy.fields.subject}`,
      showAs: 'free',
    },
  });
}
