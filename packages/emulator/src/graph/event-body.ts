import { z } from 'zod';
import type { EventWrite } from '../model/event-changes.ts';
import { NOT_RESPONDED } from '../model/meetings.ts';
import { invalid } from '../model/refusal.ts';
import type { EventFields, Location } from '../model/rows.ts';
import { caseless, emailAddress, extendedProperties, itemBody, parseBody, wallTime } from './body.ts';
import { recurrenceBody } from './recurrence-body.ts';

const MAX_ATTENDEES = 500;

/** Members Graph answers with and does not take. */
const READ_ONLY = [
  'id', 'iCalUId', 'uid', 'changeKey', 'createdDateTime', 'lastModifiedDateTime', 'type', 'seriesMasterId', 'occurrenceId',
  'originalStart', 'originalStartTimeZone', 'originalEndTimeZone', 'webLink', 'bodyPreview', 'hasAttachments', 'isOrganizer',
  'organizer', 'isDraft', 'isCancelled', 'responseStatus', 'onlineMeeting', 'onlineMeetingUrl', 'cancelledOccurrences',
]; // prettier-ignore

const location = z
  .looseObject({ displayName: z.string().nullish() })
  .transform((value): Location => ({ ...value, displayName: value.displayName ?? '' }));

const attendee = z
  .object({
    emailAddress,
    type: caseless(['required', 'optional', 'resource']).default('required'),
    status: z.unknown().optional(),
    proposedNewTime: z.unknown().optional(),
  })
  .transform(({ emailAddress: { name, address }, type }) => ({
    type,
    emailAddress: { name: name ?? address, address },
    status: { response: 'none', time: NOT_RESPONDED.time },
  }));

const eventBody = z.strictObject({
  subject: z.string().nullish(),
  body: itemBody.nullish(),
  start: wallTime.optional(),
  end: wallTime.optional(),
  isAllDay: z.boolean().optional(),
  recurrence: recurrenceBody.nullish(),
  importance: caseless(['low', 'normal', 'high']).optional(),
  sensitivity: caseless(['normal', 'personal', 'private', 'confidential']).optional(),
  showAs: caseless(['free', 'tentative', 'busy', 'oof', 'workingElsewhere', 'unknown']).optional(),
  categories: z.array(z.string()).optional(),
  location: location.nullish(),
  locations: z.array(location).optional(),
  attendees: z.array(attendee).optional(),
  isReminderOn: z.boolean().optional(),
  reminderMinutesBeforeStart: z.int().optional(),
  isOnlineMeeting: z.boolean().optional(),
  onlineMeetingProvider: caseless([
    'unknown',
    'teamsForBusiness',
    'skypeForBusiness',
    'skypeForConsumer',
  ]).optional(),
  responseRequested: z.boolean().nullish(),
  allowNewTimeProposals: z.boolean().nullish(),
  hideAttendees: z.boolean().nullish(),
  transactionId: z.string().min(1).nullish(),
  singleValueExtendedProperties: extendedProperties.optional(),
});

/** Reads the body of an event's POST or PATCH. */
export function readEventBody(body: unknown): EventWrite {
  const {
    start, end, isAllDay, recurrence: repeats, transactionId, singleValueExtendedProperties: extended, ...rest
  } = parseBody(eventBody, body, READ_ONLY); // prettier-ignore
  if ((rest.attendees?.length ?? 0) > MAX_ATTENDEES) {
    throw invalid(`An event may have at most ${MAX_ATTENDEES} attendees.`, 'ErrorPropertyValidationFailure');
  }
  return {
    start,
    end,
    isAllDay,
    recurrence: repeats,
    transactionId: transactionId ?? undefined,
    fields: fieldsOf(rest),
    extended: extended ?? {},
  };
}

type FieldsBody = Omit<
  z.output<typeof eventBody>,
  'start' | 'end' | 'isAllDay' | 'recurrence' | 'transactionId' | 'singleValueExtendedProperties'
>;

/** Null clears; `location` and `locations` mirror each other; an online meeting without a provider is a Teams one. */
function fieldsOf({ location: place, locations, ...body }: FieldsBody): Partial<EventFields> {
  const fields: Partial<EventFields> = Object.fromEntries(
    Object.entries(body)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, value ?? CLEARED[name]]),
  );
  const places = locations ?? (place === undefined ? undefined : place ? [place] : []);
  return {
    ...fields,
    ...(places ? { location: places[0] ?? { displayName: '' }, locations: places } : {}),
    ...(body.isOnlineMeeting
      ? { onlineMeetingProvider: body.onlineMeetingProvider ?? 'teamsForBusiness' }
      : {}),
  };
}

const CLEARED: Readonly<Record<string, unknown>> = {
  subject: '',
  body: { contentType: 'html', content: '' },
  responseRequested: true,
  allowNewTimeProposals: true,
  hideAttendees: false,
};
