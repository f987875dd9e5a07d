import type { Canonical, CanonicalElement } from '../canonical.ts';
import { answerElement, answerOf } from '../answers.ts';
import { elementsOf } from '../equality.ts';
import type { GraphDateTime, GraphEvent } from '../graph-shapes.ts';
import { bodyText, textToHtml } from '../html-text.ts';
import { dateBeginningAt, dateOf, dateStartingAt, instantIn, instantOf, isMidnight } from '../instants.ts';
import type { Json } from '../json.ts';
import type { ItemTraits } from '../link.ts';
import { toRrule } from '../recurrence.ts';
import { datesInOrder, occurrenceDate } from '../occurrences.ts';
import { meetingWallTime, recurrenceOf } from '../series.ts';
import { graphZone, ianaZone } from '../zones.ts';
import { envelope, graphText, trimmed, withoutEmpty, type ItemMapping } from './graph-values.ts';

/**
 * A meeting may have a zone of its making, which Graph calls `tzone://Microsoft/Custom` and does not describe. Of all zones that have a
 * name the mailbox's is the likeliest to have the same days and hours; that of the answer is only how times are written in it.
 */
const zoneOf = ({ originalStartTimeZone: own, start }: GraphEvent, mailboxZone: string): string =>
  ianaZone(own) ?? (own ? null : ianaZone(start?.timeZone)) ?? mailboxZone;

/** What everyone may know of a private meeting. */
const PRIVATE_TITLE = 'Private';

export const meetingItemMapping: ItemMapping = {
  fromItem(item, { timeZone, before, ownAddresses = [] }) {
    const traits = traitsOf(item, ownAddresses);
    const allDay = item.isAllDay === true;
    const zone = zoneOf(item, timeZone);
    const endZone = ianaZone(item.originalEndTimeZone) ?? zone;
    // The rule's dates are of the series' zone, so that is the one to write times back in.
    const seriesZone = ianaZone(item.recurrence?.range?.recurrenceTimeZone) ?? zone;
    const excluded = traits.series === 'master' ? excludedDates(item, { timeZone: seriesZone, allDay }) : [];
    return {
      ...envelope(item),
      traits,
      values: {
        title: traits.private ? PRIVATE_TITLE : trimmed(item.subject),
        allDay,
        start: allDay ? allDayDate(item.start, zone) : instant(item.start),
        end: allDay ? allDayDate(item.end, endZone) : instant(item.end),
        timeZone: seriesZone,
        location: traits.private ? null : trimmed(item.location?.displayName),
        description: traits.private ? null : bodyText(item.body),
        attendees: traits.private ? [] : attendeesOf(item),
        answers: traits.private ? [] : answersOf(item, traits),
        reminderMinutes: item.isReminderOn === true ? (item.reminderMinutesBeforeStart ?? null) : null,
        recurrence: toRrule(item.recurrence, { timeZone: seriesZone, allDay }),
        excludedDates: excluded ?? before?.['excludedDates'] ?? [],
      },
    };
  },

  toItem(changes, current, { timeZone, traits, body: content }) {
    if (traits?.role === 'attendee') return {};
    const body: Record<string, Json> = {};
    if ('title' in changes) body['subject'] = graphText(changes['title']);
    if ('location' in changes) body['location'] = { displayName: graphText(changes['location']) ?? '' };
    if ('description' in changes) {
      const text = graphText(changes['description']);
      if (text !== null || current !== null)
        body['body'] = { contentType: 'html', content: content ?? textToHtml(text ?? '') };
    }
    if ('attendees' in changes) body['attendees'] = elementsOf(changes['attendees']).flatMap(attendee);
    if ('reminderMinutes' in changes) {
      const minutes = changes['reminderMinutes'];
      body['isReminderOn'] = typeof minutes === 'number';
      if (typeof minutes === 'number') body['reminderMinutesBeforeStart'] = minutes;
    }
    if (TIMING.some((name) => name in changes)) {
      Object.assign(body, timing({ ...current, ...changes }, changes, timeZone));
    }
    return current === null ? withoutEmpty(body) : body;
  },
};

function traitsOf(item: GraphEvent, ownAddresses: readonly string[]): ItemTraits {
  const invitedAs = item.isOrganizer === false ? invitedAddress(item, ownAddresses) : undefined;
  const originalStart = instantOf(item.originalStart ?? '');
  const occurrence =
    item.seriesMasterId && originalStart !== null
      ? { seriesItemId: item.seriesMasterId, originalStart }
      : undefined;
  return {
    private: /^(private|confidential)$/i.test(item.sensitivity ?? ''),
    role: item.isOrganizer === false ? 'attendee' : 'owner',
    series: SERIES_OF_TYPE.get(item.type?.toLowerCase() ?? '') ?? 'single',
    iCalUId: item.iCalUId ?? null,
    attendeeCount: item.attendees?.length ?? 0,
    ...(occurrence === undefined ? {} : { occurrence }),
    ...(item.isCancelled === true ? { cancelled: true } : {}),
    ...(invitedAs === undefined ? {} : { invitedAs }),
  };
}

const SERIES_OF_TYPE: ReadonlyMap<string, ItemTraits['series']> = new Map([
  ['seriesmaster', 'master'],
  ['exception', 'exception'],
  ['occurrence', 'occurrence'],
]);

/** Of a series: the dates of cancelled and of changed occurrences; `null` when the answer does not say. */
function excludedDates(item: GraphEvent, series: Canonical): string[] | null {
  const { cancelledOccurrences: cancelled, exceptionOccurrences: changed } = item;
  if (!cancelled && !changed) return null;
  const named = (occurrenceId: string | null | undefined) => dateOf((occurrenceId ?? '').slice(-10));
  const dates = [
    ...(cancelled ?? []).map(named),
    ...(changed ?? []).map(
      ({ originalStart, occurrenceId }) => occurrenceDate(originalStart ?? '', series) ?? named(occurrenceId),
    ),
  ];
  return datesInOrder(dates.filter((date) => date !== null));
}

const instant = (value: GraphDateTime | null | undefined): string | null =>
  value?.dateTime ? instantIn(value.dateTime, ianaZone(value.timeZone) ?? 'UTC') : null;

/** An all-day event read in UTC may be shifted by its own zone, or not: a day begins there, as it is given, or somewhere. */
function allDayDate(value: GraphDateTime | null | undefined, zone: string): string | null {
  if (!value?.dateTime) return null;
  const given = ianaZone(value.timeZone) ?? 'UTC';
  return (
    dateStartingAt(value.dateTime, given, zone) ??
    (isMidnight(value.dateTime) ? dateOf(value.dateTime) : dateBeginningAt(instant(value) ?? ''))
  );
}

const TIMING = ['allDay', 'start', 'end', 'recurrence'];

/**
 * Times are written in the meeting's own zone, or it would forget it. Of a series they go with the rule, whose range
 * begins on the date of the start: at the same time of day for ever, whatever the clocks do.
 */
function timing(meeting: Canonical, changes: Canonical, mailboxZone: string): Record<string, Json> {
  const timeZone = graphText(meeting['timeZone']) ?? mailboxZone;
  const rule = graphText(meeting['recurrence']);
  if (rule === null) {
    const single = Object.keys(changes).some((name) => name !== 'recurrence' && TIMING.includes(name));
    return {
      ...(single && times(meeting, timeZone, false)),
      ...('recurrence' in changes && { recurrence: null }),
    };
  }
  const recurrence = recurrenceOf(meeting, timeZone);
  // Planning lets no rule without a pattern come here; without one the times must not be written either.
  if (recurrence === null) return {};
  const range = { ...recurrence.range, recurrenceTimeZone: graphZone(timeZone) };
  return {
    ...times(meeting, timeZone, true),
    recurrence: { pattern: { ...recurrence.pattern }, range },
  };
}

function times(meeting: Canonical, zone: string, repeats: boolean): Record<string, Json> {
  const time = (name: 'start' | 'end'): Json => {
    const dateTime = meetingWallTime(meeting, name, zone);
    if (dateTime === null) return null;
    // In the hour that a clock change repeats, a wall time names two instants; only UTC says which.
    const named = meeting['allDay'] === true || repeats || instantIn(dateTime, zone) === meeting[name];
    if (named) return { dateTime, timeZone: graphZone(zone) };
    return { dateTime: meetingWallTime(meeting, name, 'UTC'), timeZone: 'UTC' };
  };
  return { isAllDay: meeting['allDay'] === true, start: time('start'), end: time('end') };
}

function attendeesOf(item: GraphEvent): CanonicalElement[] {
  return (item.attendees ?? []).flatMap(({ emailAddress, type }) => {
    const address = trimmed(emailAddress?.address);
    return address === null ? [] : [{ address, name: trimmed(emailAddress?.name), type: type ?? 'required' }];
  });
}

/** Of several addresses of a mailbox, the one on the list of attendees. */
function invitedAddress(item: GraphEvent, ownAddresses: readonly string[]): string | undefined {
  const own = ownAddresses.map((address) => address.toLowerCase());
  return attendeesOf(item)
    .map((element) => (typeof element === 'string' ? element : String(element['address'])).toLowerCase())
    .find((address) => own.includes(address));
}

/** The organiser's event knows what everybody answered; a copy speaks for its own mailbox. */
function answersOf(item: GraphEvent, { role, invitedAs }: ItemTraits): CanonicalElement[] {
  if (role === 'attendee') {
    const answer = answerOf(item.responseStatus?.response);
    return invitedAs === undefined || answer === null ? [] : [answerElement(invitedAs, answer)];
  }
  return (item.attendees ?? []).flatMap(({ emailAddress, status }) => {
    const address = trimmed(emailAddress?.address);
    const answer = answerOf(status?.response);
    return address === null || answer === null ? [] : [answerElement(address, answer)];
  });
}

function attendee(element: CanonicalElement): Json[] {
  if (typeof element === 'string') return [{ emailAddress: { address: element }, type: 'required' }];
  const { address = null, name = null, type = null } = element;
  if (address === null) return [];
  return [{ emailAddress: name === null ? { address } : { address, name }, type: type ?? 'required' }];
}
