import { z } from 'zod';
import { carriesCorrelation, correlationProperty, correlationQuery } from './correlation.ts';
import { readFound, readListed } from './found.ts';
import { listAll } from './listing.ts';
import { OUTLOOK_WATCHING, type MailboxModule } from './module.ts';
import { readDeltaPage, readItem, rowsOf, type RowFormat } from './page.ts';
import { eventRow } from './rows.ts';

const PAGE_SIZE = { Prefer: 'odata.maxpagesize=100' };

const calendarRow = z.looseObject({
  id: z.string(),
  name: z.string().nullish(),
  isDefaultCalendar: z.boolean().nullish(),
  canEdit: z.boolean().nullish(),
});

/**
 * The documentation promises "a limited set" of members in a delta of events. What became of a series' occurrences it
 * tells only where the series is read by its id.
 */
const format: RowFormat<z.output<typeof eventRow>> = {
  schema: eventRow,
  wholeOf: ({ type }) => (/^seriesMaster$/i.test(type ?? '') ? ['cancelledOccurrences'] : []),
  whole: [
    'type',
    'iCalUId',
    'subject',
    'body',
    'start',
    'end',
    'originalStartTimeZone',
    'isAllDay',
    'isOrganizer',
    'isReminderOn',
    'reminderMinutesBeforeStart',
    'sensitivity',
    'location',
    'attendees',
    'recurrence',
    'lastModifiedDateTime',
  ],
};

/** Cancelled occurrences come only if they are selected, and then so must be everything else. */
const WHOLE_EVENT = `$select=${[
  ...format.whole,
  'originalEndTimeZone',
  'isCancelled',
  'responseStatus',
  'responseRequested',
  'seriesMasterId',
  'originalStart',
  'cancelledOccurrences',
].join(',')}&$expand=exceptionOccurrences`;

const RESPONSES = { accepted: 'accept', tentative: 'tentativelyAccept', declined: 'decline' } as const;

const calendar = (id: string) => `/me/calendars/${encodeURIComponent(id)}`;
/** Below its calendar, because `/me/events/{id}` does not know the events of shared calendars. */
const event = (calendarId: string, id: string) => `${calendar(calendarId)}/events/${encodeURIComponent(id)}`;

/**
 * Events of a calendar: single ones, masters of series, and the occurrences that differ from their series. Their delta
 * is described for beta and offered by v1.0; unlike that of a calendar view, which stands in for it where it is refused, it is
 * not bound to a window.
 */
export const meetings: MailboxModule = {
  module: 'meetings',
  scope: 'Calendars.ReadWrite',
  /** Single calendars are not offered. */
  watching: { ...OUTLOOK_WATCHING, resource: () => '/me/events' },

  async listContainers(session) {
    const path = '/me/calendars?$select=id,name,isDefaultCalendar,canEdit&$top=100';
    const listing = await listAll(session, path, calendarRow);
    if (!listing.ok) return listing;
    const containers = listing.rows.map(({ id, name, isDefaultCalendar, canEdit }) => ({
      id,
      name: name ?? '',
      isDefault: isDefaultCalendar === true,
      canEdit: canEdit === true,
    }));
    return { ok: true, containers };
  },

  createContainer: (name) => ({ method: 'POST', path: '/me/calendars', body: { name } }),

  getContainer: (calendarId) => ({ method: 'GET', path: `${calendar(calendarId)}?$select=id` }),

  firstDelta: (calendarId, { windowStart }) => ({
    method: 'GET',
    path: `${calendar(calendarId)}/events/delta?startDateTime=${encodeURIComponent(windowStart)}`,
    headers: PAGE_SIZE,
  }),
  boundedDelta: (calendarId, { from, to }) => ({
    method: 'GET',
    path: `${calendar(calendarId)}/calendarView/delta?startDateTime=${encodeURIComponent(from)}&endDateTime=${encodeURIComponent(to)}`,
    headers: PAGE_SIZE,
  }),
  nextPage: (link) => ({ method: 'GET', path: link, headers: PAGE_SIZE }),
  parseDeltaPage: (body) => readDeltaPage(body, format),

  getItem: (calendarId, id) => ({ method: 'GET', path: `${event(calendarId, id)}?${WHOLE_EVENT}` }),
  parseItem: (body) => readItem(body, format),

  createItem: (calendarId, body, correlationId) => ({
    method: 'POST',
    path: `${calendar(calendarId)}/events`,
    body: { ...body, transactionId: correlationId, ...correlationProperty(correlationId) },
  }),
  updateItem: (calendarId, id, body, etag) => ({
    method: 'PATCH',
    path: event(calendarId, id),
    ...(etag === null ? {} : { headers: { 'If-Match': etag } }),
    body,
  }),
  instances: {
    between: (calendarId, id, from, to) => ({
      method: 'GET',
      path: `${event(calendarId, id)}/instances?startDateTime=${encodeURIComponent(from)}&endDateTime=${encodeURIComponent(to)}`,
      headers: PAGE_SIZE,
    }),
    parse: (body) =>
      rowsOf(body).flatMap((raw) => {
        const row = readItem(raw, format);
        return row.kind === 'present' ? [row.item] : [];
      }),
  },
  respond: (calendarId, id, answer, sendResponse) => ({
    method: 'POST',
    path: `${event(calendarId, id)}/${RESPONSES[answer]}`,
    body: { sendResponse },
  }),
  deleteItem: (calendarId, id) => ({ method: 'DELETE', path: event(calendarId, id) }),

  findByCorrelation: (calendarId, correlationId) => ({
    method: 'GET',
    path: `${calendar(calendarId)}/events?${correlationQuery(correlationId)}`,
    headers: PAGE_SIZE,
  }),
  parseFound: (body, correlationId) =>
    readFound(body, format, (row) => carriesCorrelation(row, correlationId)),

  /** A meeting is known by its iCalUId wherever it is. */
  listing: {
    items: (calendarId) => ({
      method: 'GET',
      path: `${calendar(calendarId)}/events?$select=iCalUId&$top=500`,
    }),
    parse: (body) => readListed(body, format, () => []),
  },
};
