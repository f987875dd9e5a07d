/* oxlint-disable typescript/no-unsafe-argument, typescript/no-unsafe-assignment, typescript/no-unsafe-call, typescript/no-unsafe-member-access, typescript/no-unsafe-return -- plain JavaScript: the page has no build step */
import { complain, edit, element, field, item, list, mark } from './dom.js';
import { graph, items } from './graph.js';

const DAYS_BACK = 7;
const DAYS_AHEAD = 60;
const DAY_MS = 86_400_000;

export async function load(user) {
  const from = new Date(Date.now() - DAYS_BACK * DAY_MS).toISOString();
  const to = new Date(Date.now() + DAYS_AHEAD * DAY_MS).toISOString();
  const calendars = await items(user, '/calendars');
  const events = await Promise.all(
    calendars.map(async (calendar) =>
      (
        await items(user, `/calendars/${calendar.id}/calendarView?startDateTime=${from}&endDateTime=${to}`)
      ).map((event) => ({ ...event, calendar })),
    ),
  );
  return {
    calendars,
    events: events.flat().toSorted((a, b) => a.start.dateTime.localeCompare(b.start.dateTime)),
  };
}

export function show(user, { events, calendars }) {
  if (events.length === 0) return [element('p', { className: 'empty' }, 'Nothing is planned.')];
  const days = Map.groupBy(events, (event) => event.start.dateTime.slice(0, 10));
  return [...days].flatMap(([day, ofDay]) => [
    element('h2', {}, dayTitle(day)),
    list(
      ofDay.map((event) =>
        element(
          'li',
          {},
          item(
            event.id,
            () => open(user, event),
            element('span', { className: 'when' }, timeText(event)),
            element(
              'span',
              { className: 'what' },
              event.subject || '(no title)',
              event.location?.displayName ? element('small', {}, event.location.displayName) : null,
            ),
            element('span', { className: 'marks' }, marks(event, calendars)),
          ),
        ),
      ),
    ),
  ]);
}

export function add(user, { calendars }) {
  const start = new Date(Date.now() + DAY_MS).toISOString().slice(0, 10);
  const blank = {
    subject: '',
    start: { dateTime: `${start}T09:00` },
    end: { dateTime: `${start}T10:00` },
    attendees: [],
    showAs: 'busy',
  };
  edit({
    title: 'New event',
    fields: [
      ...fields(blank),
      field(
        'repeat',
        'Repeats',
        [
          ['', 'Never'],
          ['daily', 'Every day'],
          ['weekly', 'Every week'],
          ['absoluteMonthly', 'Every month'],
        ],
        '',
      ),
      calendars.length > 1 &&
        field(
          'calendar',
          'Calendar',
          calendars.map(({ id, name }) => [id, name]),
          calendars[0].id,
        ),
    ],
    save: ({ repeat, calendar, ...values }) =>
      graph(user, 'POST', `/calendars/${calendar ?? calendars[0].id}/events`, {
        ...body(user, values),
        ...(repeat ? { recurrence: recurrence(repeat, values.start) } : {}),
      }),
  });
}

/** Opens an event; of a series, this occurrence, with a way to the whole series. */
function open(user, event) {
  const whole =
    event.seriesMasterId &&
    element(
      'button',
      {
        type: 'button',
        onclick: () =>
          graph(user, 'GET', `/events/${event.seriesMasterId}`).then(
            (series) => open(user, series),
            complain,
          ),
      },
      'Edit the series',
    );
  edit({
    title:
      event.type === 'seriesMaster' ? 'Series' : event.seriesMasterId ? 'One event of a series' : 'Event',
    fields: [
      ...fields(event),
      event.isOrganizer === false &&
        element('p', { className: 'wide' }, `${event.organizer.emailAddress.name} organises this meeting.`),
    ],
    save: (values) =>
      graph(user, 'PATCH', `/events/${event.id}`, changes(body(user, values), body(user, formValues(event)))),
    remove: () => graph(user, 'DELETE', `/events/${event.id}`),
    extra: whole || [],
  });
}

function fields(event) {
  const value = formValues(event);
  return [
    field('subject', 'Title', 'text', value.subject, { wide: true, autofocus: true }),
    field('start', 'Starts', 'datetime-local', value.start, { required: true }),
    field('end', 'Ends', 'datetime-local', value.end, { required: true }),
    field('location', 'Place', 'text', value.location),
    field('attendees', 'Invite (e-mail addresses)', 'text', value.attendees),
    field('isAllDay', 'All day', 'checkbox', value.isAllDay),
    field('isPrivate', 'Private', 'checkbox', value.isPrivate),
    field('isOnlineMeeting', 'Teams meeting', 'checkbox', value.isOnlineMeeting),
    field('notes', 'Notes', 'textarea', value.notes),
  ];
}

function formValues(event) {
  return {
    subject: event.subject,
    start: event.start.dateTime.slice(0, 16),
    end: event.end.dateTime.slice(0, 16),
    location: event.location?.displayName ?? '',
    attendees: event.attendees.map(({ emailAddress }) => emailAddress.address).join(', '),
    isAllDay: event.isAllDay,
    isPrivate: event.sensitivity === 'private',
    isOnlineMeeting: event.isOnlineMeeting,
    notes: event.body?.content ?? '',
  };
}

/** An all-day event runs from midnight to midnight, the end being the day after the last. */
function body(user, values) {
  const at = (local) => ({ dateTime: local, timeZone: user.timeZone });
  const first = values.start.slice(0, 10);
  const last = values.end.slice(0, 10);
  const end = last > first ? last : new Date(Date.parse(first) + DAY_MS).toISOString().slice(0, 10);
  return {
    subject: values.subject,
    start: at(values.isAllDay ? `${first}T00:00` : values.start),
    end: at(values.isAllDay ? `${end}T00:00` : values.end),
    isAllDay: Boolean(values.isAllDay),
    location: { displayName: values.location },
    attendees: values.attendees
      .split(/[,;\s]+/)
      .filter(Boolean)
      .map((address) => ({ emailAddress: { address }, type: 'required' })),
    sensitivity: values.isPrivate ? 'private' : 'normal',
    isOnlineMeeting: Boolean(values.isOnlineMeeting),
    body: { contentType: 'text', content: values.notes },
  };
}

/** Only what was changed, so that nobody is mailed for nothing. */
function changes(after, before) {
  return Object.fromEntries(
    Object.entries(after).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name])),
  );
}

function recurrence(type, start) {
  const startDate = start.slice(0, 10);
  const day = new Date(`${startDate}T00:00:00Z`);
  const daysOfWeek = [day.toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' }).toLowerCase()];
  const members = { daily: {}, weekly: { daysOfWeek }, absoluteMonthly: { dayOfMonth: day.getUTCDate() } }[
    type
  ];
  return { pattern: { type, interval: 1, ...members }, range: { type: 'noEnd', startDate } };
}

function marks(event, calendars) {
  return [
    event.isCancelled && 'cancelled',
    event.type === 'occurrence' && 'repeats',
    event.type === 'exception' && 'changed occurrence',
    event.sensitivity === 'private' && 'private',
    event.isOnlineMeeting && 'Teams',
    event.showAs === 'oof' && 'away',
    event.attendees.length > 0 && `${event.attendees.length} invited`,
    calendars.length > 1 && !event.calendar.isDefaultCalendar && event.calendar.name,
  ]
    .filter(Boolean)
    .map(mark);
}

function timeText({ isAllDay, start, end }) {
  if (!isAllDay) return `${start.dateTime.slice(11, 16)} – ${end.dateTime.slice(11, 16)}`;
  const days = Math.round(
    (Date.parse(`${end.dateTime.slice(0, 10)}Z`) - Date.parse(`${start.dateTime.slice(0, 10)}Z`)) / DAY_MS,
  );
  return days > 1 ? `All day, ${days} days` : 'All day';
}

function dayTitle(day) {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString('en', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  });
}
