import type { Canonical, CanonicalElement, CanonicalValue } from '../canonical.ts';
import { answerBy, answerElement, answerOf } from '../answers.ts';
import { elementsOf } from '../equality.ts';
import { addDays, dateOf, instantOf } from '../instants.ts';
import type { Json } from '../json.ts';
import { datesInOrder } from '../occurrences.ts';
import { crmInstant, isObject, longText, stringOrNull, text, type RecordMapping } from './crm-values.ts';

const MINUTES_OF_PERIOD: Readonly<Record<string, number>> = {
  minutes: 1,
  hours: 60,
  days: 1440,
  weeks: 10_080,
};

export const meetingRecordMapping: RecordMapping = {
  fromRecord(fields) {
    const allDay = fields['All_day'] === true;
    const start = text(fields['Start_DateTime']) ?? '';
    const end = text(fields['End_DateTime']) ?? '';
    return {
      title: text(fields['Event_Title']),
      allDay,
      start: allDay ? dateOf(start) : instantOf(start),
      end: allDay ? exclusiveEnd(start, end) : instantOf(end),
      timeZone: null,
      location: text(fields['Venue']),
      description: longText(fields['Description']),
      attendees: participantsOf(fields['Participants']),
      answers: answersOf(fields['Participants']),
      reminderMinutes: reminderOf(fields['Remind_At']),
      recurrence: ruleOf(fields['Recurring_Activity']),
      excludedDates: excludedDatesOf(fields['Recurring_Activity']),
    };
  },

  toRecord(changes, current) {
    const written: Record<string, Json> = {};
    if ('title' in changes) written['Event_Title'] = stringOrNull(changes['title']);
    if ('location' in changes) written['Venue'] = stringOrNull(changes['location']);
    if ('description' in changes) written['Description'] = stringOrNull(changes['description']);
    if ('attendees' in changes || 'answers' in changes) {
      const meeting = { ...current, ...changes };
      written['Participants'] = elementsOf(meeting.attendees).flatMap((element) =>
        participant(element, meeting),
      );
    }
    if ('reminderMinutes' in changes) {
      const minutes = changes['reminderMinutes'];
      written['Remind_At'] = typeof minutes === 'number' ? [reminder(minutes)] : null;
    }
    if ('recurrence' in changes || 'excludedDates' in changes)
      written['Recurring_Activity'] = repetition({ ...current, ...changes });
    if ('start' in changes || 'end' in changes || 'allDay' in changes) {
      Object.assign(written, times({ ...current, ...changes }));
    }
    return written;
  },
};

/**
 * An all-day meeting's dates are read as they are written, without turning their offset; the CRM ends it within
 * its last day, at 23:59, where the canonical end is the day after.
 */
function exclusiveEnd(start: string, end: string): string | null {
  const date = dateOf(end);
  if (date === null) return null;
  const endsAtMidnight = /^.{10}T00:00/.test(end) || end.length === 10;
  return endsAtMidnight && date > (dateOf(start) ?? '') ? date : addDays(date, 1);
}

function times(meeting: Canonical): Record<string, Json> {
  const start = stringOrNull(meeting['start']);
  const end = stringOrNull(meeting['end']);
  if (meeting['allDay'] !== true) {
    return {
      All_day: false,
      Start_DateTime: start === null ? null : crmInstant(start),
      End_DateTime: end === null ? null : crmInstant(end),
    };
  }
  const lastDay = end === null ? null : addDays(end, -1);
  return {
    All_day: true,
    Start_DateTime: start === null ? null : `${start}T00:00:00+00:00`,
    End_DateTime: lastDay === null ? null : `${lastDay}T23:59:00+00:00`,
  };
}

/**
 * A participant keeps its CRM reference, so that writing the list back does not turn a contact into a bare
 * address; one without an address is carried along and belongs to the CRM alone.
 */
function participantsOf(value: unknown): CanonicalElement[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isObject).flatMap((entry): CanonicalElement[] => {
    const type = text(entry['type']) ?? 'email';
    const reference = text(entry['participant']);
    const address = text(entry['Email']) ?? (type === 'email' ? reference : null);
    if (address === null && reference === null) return [];
    return [
      {
        address,
        name: text(entry['name']),
        type: null,
        crm: type === 'email' ? null : `${type}:${reference}`,
      },
    ];
  });
}

/** Answers are kept with their participants, so that both are written together. */
function answersOf(value: unknown): CanonicalElement[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isObject).flatMap((entry): CanonicalElement[] => {
    const address = text(entry['Email']) ?? text(entry['participant']);
    const answer = answerOf(text(entry['status']));
    return address?.includes('@') === true && answer !== null ? [answerElement(address, answer)] : [];
  });
}

function participant(element: CanonicalElement, meeting: Canonical): Json[] {
  if (typeof element === 'string') return [{ type: 'email', participant: element }];
  const { address = null, name = null, crm = null } = element;
  const answer = typeof address === 'string' ? answerBy(meeting, address) : null;
  const named = { ...(name !== null && { name }), ...(answer !== null && { status: answer }) };
  if (typeof crm === 'string') {
    const colon = crm.indexOf(':');
    const email = address === null ? {} : { Email: address };
    return [{ type: crm.slice(0, colon), participant: crm.slice(colon + 1), ...named, ...email }];
  }
  return address === null ? [] : [{ type: 'email', participant: address, ...named }];
}

/** Graph knows one reminder: the CRM's first. */
function reminderOf(value: unknown): CanonicalValue {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  if (!isObject(first)) return null;
  const unit = Number(first['unit']);
  const minutes = MINUTES_OF_PERIOD[text(first['period']) ?? 'minutes'];
  return minutes === undefined || !Number.isFinite(unit) || unit < 0 ? null : unit * minutes;
}

/** The CRM takes numbers up to 10,000: what is longer is said in the largest period that says it exactly. */
function reminder(minutes: number): Json {
  const periods = minutes <= LONGEST_REMINDER ? [] : Object.entries(MINUTES_OF_PERIOD).toReversed();
  const [period, length] = periods.find(([, of]) => minutes % of === 0) ?? ['minutes', 1];
  return { unit: minutes / length, period };
}

const LONGEST_REMINDER = 10_000;

function repetition(meeting: Canonical): Json {
  const rule = stringOrNull(meeting['recurrence']);
  const dates = elementsOf(meeting['excludedDates']).filter((date) => typeof date === 'string');
  if (rule === null) return null;
  return { RRULE: rule, ...(dates.length > 0 && { EXDATE: dates.toSorted().join(',') }) };
}

/** Dates, with or without dashes, of a rule; without a rule there is nothing to be left out. */
function excludedDatesOf(value: unknown): string[] {
  const dates = isObject(value) && ruleOf(value) !== null ? text(value['EXDATE']) : null;
  const dashed = (dates ?? '')
    .split(',')
    .map((date) => date.trim().replace(/^(\d{4})(\d\d)(\d\d)/, '$1-$2-$3'));
  return datesInOrder(dashed.flatMap((date) => dateOf(date) ?? []));
}

/** The start is a field of its own, so the rule goes without the DTSTART that the CRM may put into it. */
function ruleOf(value: unknown): string | null {
  const rule = isObject(value) ? text(value['RRULE']) : null;
  if (rule === null) return null;
  const parts = rule.split(';').filter((part) => part !== '' && !/^DTSTART=/i.test(part));
  return parts.map((part) => (/^UNTIL=/i.test(part) ? part.replace(/-/g, '') : part)).join(';') || null;
}
