import { findEvent, withOverride, withoutOccurrence } from './event-changes.ts';
import { NOT_RESPONDED, copyId, mailAttendees } from './meetings.ts';
import { type EventView, occurrenceOn } from './occurrences.ts';
import { invalid } from './refusal.ts';
import type { Attendee, EventRow, ResponseStatus, User } from './rows.ts';
import { type World, mailboxOf } from './world.ts';

export type EventResponse = 'accepted' | 'tentativelyAccepted' | 'declined';

/** An attendee answers; declining takes the event off the attendee's calendar. */
export function respond(world: World, user: User, id: string, response: EventResponse, send: boolean): void {
  const view = findEvent(world, user, id);
  const { row } = view;
  if (row.isOrganizer) {
    throw invalid(
      "Your request can't be completed. You can't respond to this meeting because you're the organizer.",
    );
  }
  const { refusesUnrequestedAnswers, keepsDeclined } = world.behaviour;
  if (!view.fields.responseRequested && (send || refusesUnrequestedAnswers)) {
    throw invalid("Your request can't be completed. The meeting organizer hasn't requested a response.");
  }
  const status = { response, time: new Date(world.now()).toISOString() };
  if (response === 'declined' && !keepsDeclined) leaveCalendar(world, view);
  else noteOnCopy(world, view, status);
  if (!send) return;
  mailAttendees(world, user, view, 'response', [
    { type: 'required', emailAddress: row.organizer, status: NOT_RESPONDED },
  ]);
  tellOrganizer(world, user, view, status);
}

function leaveCalendar(world: World, { row, date }: EventView): void {
  if (date === null) world.store.remove('event', row.id);
  else world.store.put('event', { ...withoutOccurrence(world, row, date), modifiedAt: world.now() });
}

/** One occurrence that was answered is an exception from then on. */
function noteOnCopy(world: World, { row, date }: EventView, response: ResponseStatus): void {
  const { store } = world;
  const showAs = SHOWN_AS[response.response] ?? 'tentative';
  const changed =
    date === null
      ? { ...row, response, contentSeq: store.nextSeq, fields: { ...row.fields, showAs } }
      : withOverride(world, row, date, { showAs }, { response });
  store.put('event', { ...changed, modifiedAt: world.now() });
}

const SHOWN_AS: Readonly<Record<string, string>> = { accepted: 'busy', declined: 'free' };

function tellOrganizer(world: World, user: User, { row: copy, date }: EventView, status: ResponseStatus) {
  const organizer = mailboxOf(world, copy.organizer.address);
  const event = organizer && eventOfCopy(world, organizer, user, copy);
  const view = event && (date === null ? event : occurrenceOn(event, date));
  if (!event || !view) return;
  const attendees = view.fields.attendees.map((attendee: Attendee) =>
    attendee.emailAddress.address?.toLowerCase() === user.upn.toLowerCase()
      ? { ...attendee, status }
      : attendee,
  );
  const changed =
    date === null
      ? { ...event, contentSeq: world.store.nextSeq, fields: { ...event.fields, attendees } }
      : withOverride(world, event, date, { attendees });
  world.store.put('event', { ...changed, modifiedAt: world.now() });
}

function eventOfCopy(world: World, organizer: User, attendee: User, copy: EventRow): EventRow | undefined {
  return world.store
    .in('calendar', organizer.id)
    .flatMap((calendar) => world.store.in('event', calendar.id))
    .find((event) => copyId(world, event.id, attendee) === copy.id);
}
