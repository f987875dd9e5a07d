import { z } from 'zod';
import { createEvent, cancelEvent, deleteEvent, findEvent, updateEvent } from '../model/event-changes.ts';
import { calendarViewRows, eventRows } from '../model/event-delta.ts';
import { type EventResponse, respond } from '../model/event-responses.ts';
import { type EventView, type Window, viewOf, viewsWithin } from '../model/occurrences.ts';
import { Refusal, invalid } from '../model/refusal.ts';
import type { Calendar } from '../model/rows.ts';
import { calendarOf } from '../model/world.ts';
import { parseBody } from './body.ts';
import { type Answer, type Call, accepted, noContent, param } from './call.ts';
import { answerCollection, answerItem } from './collection.ts';
import { answerDelta } from './delta-answer.ts';
import { readEventBody } from './event-body.ts';
import { askedOfSeries, eventJson, eventStub, extendedOf } from './event-json.ts';
import { CALENDAR_READ, CALENDAR_WRITE, type Route, routes } from './routes.ts';

/** The three ways to name a calendar; the first two mean the default one. */
const CALENDARS = ['/me', '/me/calendar', '/me/calendars/:calendar'];

const UNSUPPORTED_IN_VIEW_DELTA = ['$select', '$expand', '$filter', '$orderby', '$search'];

export const EVENT_ROUTES: readonly Route[] = CALENDARS.flatMap((base) => [
  ...routes(CALENDAR_READ, {
    [`GET ${base}/events`]: listEvents,
    [`GET ${base}/events/delta`]: eventsDelta,
    [`GET ${base}/calendarView`]: calendarView,
    [`GET ${base}/calendarView/delta`]: calendarViewDelta,
    [`GET ${base}/events/:event`]: getEvent,
    [`GET ${base}/events/:event/instances`]: instances,
  }),
  ...routes(CALENDAR_WRITE, {
    [`POST ${base}/events`]: postEvent,
    [`PATCH ${base}/events/:event`]: patchEvent,
    [`DELETE ${base}/events/:event`]: removeEvent,
    [`POST ${base}/events/:event/permanentDelete`]: removeEvent,
    [`POST ${base}/events/:event/cancel`]: cancel,
    [`POST ${base}/events/:event/accept`]: answerWith('accepted'),
    [`POST ${base}/events/:event/tentativelyAccept`]: answerWith('tentativelyAccepted'),
    [`POST ${base}/events/:event/decline`]: answerWith('declined'),
  }),
]);

function calendar(call: Call): Calendar {
  return calendarOf(call.world, call.user, call.params['calendar']);
}

/** The event a path names; below a calendar's id only that calendar's events are found. */
function event(call: Call): EventView {
  const within = call.params['calendar'] === undefined ? undefined : calendar(call).id;
  return findEvent(call.world, call.user, param(call, 'event'), within);
}

function listEvents(call: Call): Answer {
  return list(call, call.world.store.in('event', calendar(call).id).map(viewOf));
}

function calendarView(call: Call): Answer {
  const window = readWindow(call.url.searchParams);
  const rows = call.world.store.in('event', calendar(call).id);
  return list(
    call,
    rows.flatMap((row) => viewsWithin(row, window)).toSorted((a, b) => a.startMs - b.startMs),
  );
}

function instances(call: Call): Answer {
  return list(call, viewsWithin(event(call).row, readWindow(call.url.searchParams)));
}

function list(call: Call, views: readonly EventView[]): Answer {
  return answerCollection(
    call,
    views.map((view) => eventJson(call, view)),
    { type: 'Collection(event)', extended: views.map(extendedOf) },
  );
}

function getEvent(call: Call): Answer {
  const view = event(call);
  return answerItem(call, 'events', { ...eventJson(call, view), ...askedOfSeries(call, view) });
}

function postEvent(call: Call): Answer {
  const view = createEvent(call.world, call.user, calendar(call), readEventBody(call.body));
  return answerItem(call, 'events', eventJson(call, view), 201);
}

function patchEvent(call: Call): Answer {
  const view = updateEvent(call.world, call.user, event(call).id, readEventBody(call.body), call.ifMatch);
  return answerItem(call, 'events', eventJson(call, view));
}

function removeEvent(call: Call): Answer {
  deleteEvent(call.world, call.user, event(call).id, call.ifMatch);
  return noContent;
}

function cancel(call: Call): Answer {
  cancelEvent(call.world, call.user, event(call).id);
  return accepted;
}

function answerWith(response: EventResponse) {
  return (call: Call): Answer => {
    const { sendResponse, proposedNewTime } = parseBody(responseBody, call.body ?? {}, []);
    const { id, fields } = event(call);
    if (proposedNewTime && (response === 'accepted' || !sendResponse || !fields.allowNewTimeProposals))
      throw invalid('A new time cannot be proposed for this event.');
    respond(call.world, call.user, id, response, sendResponse);
    return accepted;
  };
}

/** The ways in which Graph says that it has no such thing; observed of other resources. */
const NOT_OFFERED = {
  400: { code: 'BadRequest', message: "Change tracking is not supported against 'microsoft.graph.event'." },
  404: { code: 'ResourceNotFound', message: "Resource not found for the segment 'delta'." },
  501: { code: 'NotImplemented', message: 'The requested operation is not implemented.' },
} as const;

const responseBody = z.strictObject({
  comment: z.string().nullish(),
  sendResponse: z
    .boolean()
    .nullish()
    .transform((send) => send ?? true),
  proposedNewTime: z.unknown().optional(),
});

function eventsDelta(call: Call): Answer {
  const { eventsDeltaRefusal: refusal } = call.world.behaviour;
  if (refusal !== null) {
    const { code, message } = NOT_OFFERED[refusal];
    throw new Refusal(refusal, code, message);
  }
  return answerDelta<'event', EventView>(call, {
    view: 'events',
    kind: 'event',
    scope: calendar(call).id,
    type: 'event',
    refused: ['endDateTime', '$expand', '$filter', '$orderby', '$search'],
    window: (query) => {
      const start = query.get('startDateTime');
      return start === null ? null : { from: instant(start, 'startDateTime'), to: Number.MAX_SAFE_INTEGER };
    },
    rowsOf: (row, since, window) => eventRows(row, since, window?.from),
    json: (view) => (call.world.behaviour.eventsDeltaStubs ? eventStub(call, view) : eventJson(call, view)),
  });
}

function calendarViewDelta(call: Call): Answer {
  return answerDelta<'event', EventView>(call, {
    view: 'calendarView',
    kind: 'event',
    scope: calendar(call).id,
    type: 'event',
    refused: UNSUPPORTED_IN_VIEW_DELTA,
    window: readWindow,
    rowsOf: (row, since, window) =>
      window === null
        ? []
        : calendarViewRows(row, since, window, call.world.behaviour.calendarViewDeltaMasters),
    json: (view) =>
      view.type === 'occurrence' && call.world.behaviour.occurrenceStubs
        ? eventStub(call, view)
        : eventJson(call, view),
  });
}

function readWindow(query: URLSearchParams): Window {
  const [start, end] = [query.get('startDateTime'), query.get('endDateTime')];
  if (start === null || end === null) {
    throw invalid(
      'This request requires a time window specified by the query string parameters StartDateTime and EndDateTime.',
    );
  }
  const window = { from: instant(start, 'startDateTime'), to: instant(end, 'endDateTime') };
  if (window.to <= window.from) {
    throw invalid('The end of the window is not later than its start.', 'ErrorInvalidParameter');
  }
  return window;
}

/** The offset in the value decides; without one it is UTC. */
function instant(text: string, name: string): number {
  // A '+' of an offset that was not encoded arrives as a space.
  const value = text.replace(' ', '+');
  const time = Date.parse(/(Z|[+-]\d{2}:\d{2})$/.test(value) || !value.includes('T') ? value : `${value}Z`);
  if (Number.isNaN(time))
    throw new Refusal(400, 'ErrorInvalidParameter', `The value of ${name} is not a date and time.`);
  return time;
}
