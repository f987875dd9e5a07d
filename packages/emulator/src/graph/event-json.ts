import type { Behaviour } from '../behaviour.ts';
import { changeKey } from '../model/ids.ts';
import { joinUrlOf } from '../model/online-meeting.ts';
import { type EventView, exceptionsOf, timesOn } from '../model/occurrences.ts';
import type { ItemBody, WallTime } from '../model/rows.ts';
import { toInstant, toLocal } from '../model/zones.ts';
import { recurrenceJson } from './recurrence-body.ts';
import type { Call, JsonObject } from './call.ts';
import { expandedProperties } from './extended-properties.ts';

/** An event as Graph answers it. */
export function eventJson(call: Call, view: EventView): JsonObject {
  return { ...content(call, view), ...expandedProperties(extendedOf(view), call.url.searchParams) };
}

/**
 * What a series master says of occurrences that are not as its pattern has them: only where it is read by its id, and
 * only if it is asked for: https://learn.microsoft.com/graph/api/event-get
 */
export function askedOfSeries(call: Call, view: EventView): JsonObject {
  if (view.type !== 'seriesMaster') return {};
  const query = call.url.searchParams;
  const names = (parameter: string, member: string) => query.get(parameter)?.split(/[,(]/).includes(member);
  const { row } = view;
  return {
    ...(names('$select', 'cancelledOccurrences')
      ? { cancelledOccurrences: row.cancelled.map((date) => occurrenceName(call, row.id, date)) }
      : {}),
    ...(names('$expand', 'exceptionOccurrences')
      ? { exceptionOccurrences: exceptionsOf(row).map((exception) => eventJson(call, exception)) }
      : {}),
  };
}

/** How Graph names an occurrence that may be there no more. */
const occurrenceName = (call: Call, masterId: string, date: string) =>
  `OID.${call.shownId(masterId)}.${date}`;

/** The few members of an occurrence in a delta of a calendar view. */
export function eventStub(call: Call, view: EventView): JsonObject {
  const { '@odata.etag': etag, id, seriesMasterId, type, start, end } = content(call, view);
  return {
    '@odata.type': '#microsoft.graph.event',
    '@odata.etag': etag,
    id,
    seriesMasterId,
    type,
    start,
    end,
  };
}

function eventEtag(view: EventView): string {
  return `W/"${changeKey(view.id, view.version)}"`;
}

/** The extended properties of an event; an exception has its series' and its own. */
export function extendedOf({ row, date }: EventView): Readonly<Record<string, string>> {
  return { ...row.extended, ...(date === null ? {} : row.overrides[date]?.extended) };
}

function content(call: Call, view: EventView): JsonObject {
  const { row, fields, date } = view;
  const { bodyType } = call.prefer;
  const body = bodyIn(bodyType, fields.body);
  const isMeeting = fields.isOnlineMeeting;
  return {
    '@odata.etag': eventEtag(view),
    id: call.shownId(view.id),
    createdDateTime: iso(row.createdAt),
    lastModifiedDateTime: iso(row.modifiedAt),
    changeKey: changeKey(view.id, view.version),
    categories: fields.categories,
    transactionId: date === null ? row.transactionId : null,
    originalStartTimeZone: view.start.zone,
    originalEndTimeZone: view.end.zone,
    iCalUId: date === null ? row.iCalUId : `${row.iCalUId.slice(0, -8)}${date.replaceAll('-', '')}`,
    uid: row.iCalUId,
    reminderMinutesBeforeStart: fields.reminderMinutesBeforeStart,
    isReminderOn: fields.isReminderOn,
    hasAttachments: false,
    subject: fields.subject,
    bodyPreview: plainText(fields.body).slice(0, 255),
    importance: fields.importance,
    sensitivity: fields.sensitivity,
    isAllDay: row.schedule.isAllDay,
    isCancelled: fields.isCancelled,
    isOrganizer: row.isOrganizer,
    responseRequested: fields.responseRequested,
    seriesMasterId: date === null ? null : call.shownId(row.id),
    showAs: fields.showAs,
    type: view.type,
    webLink: `https://outlook.office365.com/owa/?itemid=${encodeURIComponent(view.id)}&exvsurl=1&path=/calendar/item`,
    onlineMeetingUrl: null,
    isOnlineMeeting: fields.isOnlineMeeting,
    onlineMeetingProvider: fields.onlineMeetingProvider,
    onlineMeeting: isMeeting ? { joinUrl: joinUrlOf(row.iCalUId) } : null,
    allowNewTimeProposals: fields.allowNewTimeProposals,
    isDraft: false,
    hideAttendees: fields.hideAttendees,
    occurrenceId: date === null ? null : occurrenceName(call, row.id, date),
    ...(date === null ? {} : { originalStart: iso(toInstant(timesOn(row.schedule, date).start)) }),
    recurrence: recurrenceJson(date === null ? row.schedule.recurrence : null, row.schedule.start.zone),
    responseStatus: (date === null ? undefined : row.overrides[date]?.response) ?? row.response,
    body,
    start: timeIn(call, view.start, row.schedule.isAllDay, call.world.behaviour),
    end: timeIn(call, view.end, row.schedule.isAllDay, call.world.behaviour),
    location: fields.location,
    locations: fields.locations,
    attendees: fields.attendees,
    organizer: { emailAddress: row.organizer },
  };
}

/** A time in the preferred zone; all-day events keep their date unless the behaviour says otherwise. */
function timeIn(call: Call, time: WallTime, isAllDay: boolean, behaviour: Behaviour): JsonObject {
  const { name, iana } = call.prefer.zone;
  const floats = isAllDay && !behaviour.allDayReadShift;
  return {
    dateTime: floats || iana === time.iana ? time.local : toLocal(toInstant(time), iana),
    timeZone: name,
  };
}

/** A body in the preferred type. Exchange wraps what it is given as HTML, so what is read differs from what was written. */
function bodyIn(type: 'html' | 'text', body: ItemBody): ItemBody {
  if (type === 'text') return { contentType: 'text', content: plainText(body) };
  if (body.content === '') return { contentType: 'html', content: '' };
  const inner = body.contentType === 'html' ? body.content : `<div>${escapeHtml(body.content)}</div>`;
  if (/<html/i.test(inner)) return { contentType: 'html', content: inner };
  const head = '<head>\r\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8">\r\n</head>';
  return {
    contentType: 'html',
    content: `<html>\r\n${head}\r\n<body>\r\n${inner}\r\n</body>\r\n</html>\r\n`,
  };
}

function plainText({ contentType, content: text }: ItemBody): string {
  if (contentType === 'text') return text;
  return text
    .replace(/<(head|style|script)[\s\S]*?<\/\1>/gi, '')
    .replace(/<br\s*\/?>|<\/(p|div|li)>/gi, '\n')
    .replace(/<[^>]+>/g, '')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .trim();
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\n', '<br>\n');
}

const iso = (instant: number) => `${new Date(instant).toISOString().slice(0, -1)}0000Z`;
