import { findEvent, withOverride, withoutOccurrence } from './event-changes.ts';
import { NOT_RESPONDED, copyId, mailAttendees } from './meetings.ts';
import { invalid } from './refusal.ts';
import type { EventRow, User } from './rows.ts';
import { type World, mailboxOf } from './world.ts';

export type EventResponse = 'accepted' | 'tentativelyAccepted' | 'declined';

/** An attendee answers; declining takes the event off the attendee's calendar. */
export function respond(world: World, user: User, id: string, response: EventResponse, send: boolean): void {
  const { store } = world;
  const view = findEvent(world, user, id);
  if (view.row.isOrganizer) {
    throw invalid(
      "Your request can't be completed. You can't respond to this meeting because you're the organizer.",
    );
  }
  const status = { response, time: new Date(world.now()).toISOString() };
  const row = view.row;
  if (response === 'declined') {
    if (view.date === null) store.remove('event', row.id);
    else store.put('event', { ...withoutOccurrence(world, row, view.date), modifiedAt: world.now() });
  } else {
    const showAs = response === 'accepted' ? 'busy' : 'tentative';
    const changed =
      view.date === null
        ? { ...row, response: status, contentSeq: store.nextSeq, fields: { ...row.fields, showAs } }
        : withOverride(world, row, view.date, { showAs });
    store.put('event', { ...changed, modifiedAt: world.now() });
  }
  if (!send) return;
  mailAttendees(world, user, view, 'response', [
    { type: 'required', emailAddress: row.organizer, status: NOT_RESPONDED },
  ]);
  if (view.date === null) recordResponse(world, user, row, status);
}

function recordResponse(world: World, user: User, copy: EventRow, status: EventRow['response']): void {
  const organizer = mailboxOf(world, copy.organizer.address);
  const event = organizer && eventOfCopy(world, organizer, user, copy);
  if (!event) return;
  world.store.put('event', {
    ...event,
    modifiedAt: world.now(),
    contentSeq: world.store.nextSeq,
    fields: {
      ...event.fields,
      attendees: event.fields.attendees.map((attendee) =>
        attendee.emailAddress.address?.toLowerCase() === user.upn.toLowerCase()
          ? { ...attendee, status }
          : attendee,
      ),
    },
  });
}

function eventOfCopy(world: World, organizer: User, attendee: User, copy: EventRow): EventRow | undefined {
  return world.store
    .in('calendar', organizer.id)
    .flatMap((calendar) => world.store.in('event', calendar.id))
    .find((event) => copyId(world, event.id, attendee) === copy.id);
}
