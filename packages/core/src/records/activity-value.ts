import { fromRrule } from '../sync/recurrence.ts';
import { accept, checkList, expected, isObject, refuse, type CheckedValue } from './checked-value.ts';
import { CONTROL, isAddress } from './text-value.ts';
import { checkDate, checkInstant } from './time-value.ts';

/** What only meetings and tasks hold: participants, reminders, repetition. */

const MOST_PARTICIPANTS = 500;
const MOST_REMINDERS = 5;
const LONGEST_NAME = 255;
const ID = /^[0-9]{1,19}$/;

export const checkParticipants = (value: unknown): CheckedValue =>
  checkList(value, MOST_PARTICIPANTS, checkParticipant);
export const checkReminders = (value: unknown): CheckedValue =>
  checkList(value, MOST_REMINDERS, checkReminder);

const ANSWERS = ['accepted', 'tentative', 'declined'] as const;
const PARTICIPANT_TYPES = ['email', 'contact', 'user', 'lead'] as const;

function checkParticipant(element: Readonly<Record<string, unknown>>): CheckedValue {
  const { type = 'email', participant, name = null, Email: email = null, status = null } = element;
  if (!PARTICIPANT_TYPES.some((known) => known === type)) {
    return refuse(
      `must be one of ${PARTICIPANT_TYPES.join(', ')}`,
      { supported_values: PARTICIPANT_TYPES },
      '.type',
    );
  }
  const reference =
    type === 'email' ? isAddress(participant) : typeof participant === 'string' && ID.test(participant);
  if (!reference) {
    return type === 'email'
      ? expected('email', 'must be an e-mail address', '.participant')
      : expected('bigint', 'must be an id', '.participant');
  }
  if (email !== null && !isAddress(email)) return expected('email', 'must be an e-mail address', '.Email');
  if (name !== null && (typeof name !== 'string' || name.length > LONGEST_NAME || CONTROL.test(name))) {
    return refuse(
      `must be text of at most ${LONGEST_NAME} characters`,
      { maximum_length: LONGEST_NAME },
      '.name',
    );
  }
  return accept({
    type,
    participant,
    ...(name !== null && { name }),
    ...(email !== null && { Email: email }),
    // What the participant answered goes with the list wherever it goes; a word that nobody knows does not.
    ...(ANSWERS.some((known) => known === status) && { status }),
  });
}

const PERIODS = ['minutes', 'hours', 'days', 'weeks'] as const;
const LONGEST_REMINDER = 10_000;

function checkReminder({ unit, period }: Readonly<Record<string, unknown>>): CheckedValue {
  if (typeof unit !== 'number' || !Number.isInteger(unit) || unit < 0 || unit > LONGEST_REMINDER) {
    return expected('integer', `must be a whole number from 0 to ${LONGEST_REMINDER}`, '.unit');
  }
  if (!PERIODS.some((known) => known === period)) {
    return refuse(`must be one of ${PERIODS.join(', ')}`, { supported_values: PERIODS }, '.period');
  }
  return accept({ unit, period });
}

const ALARM = /^FREQ=NONE;ACTION=(?:EMAIL|POPUP|EMAILANDPOPUP);TRIGGER=DATE-TIME:(.+)$/;

export function checkAlarm(value: unknown): CheckedValue {
  const alarm = isObject(value) ? value['ALARM'] : null;
  const trigger = typeof alarm === 'string' ? ALARM.exec(alarm)?.[1] : undefined;
  return trigger !== undefined && checkInstant(trigger).ok
    ? accept({ ALARM: alarm })
    : expected(
        'jsonobject',
        'must be written FREQ=NONE;ACTION=POPUP;TRIGGER=DATE-TIME:YYYY-MM-DDTHH:mm:ss+HH:mm',
        '.ALARM',
      );
}

const LONGEST_RULE = 500;

/** A rule that a calendar can follow; its first date stands in the record's own fields. */
export function checkRule(value: unknown): CheckedValue {
  const rule = isObject(value) ? value['RRULE'] : null;
  const known =
    typeof rule === 'string' &&
    rule.length <= LONGEST_RULE &&
    fromRrule(rule, { timeZone: 'UTC', allDay: false, startDate: '2024-01-01' }) !== null;
  if (!known)
    return expected('jsonobject', 'must be a recurrence rule such as FREQ=WEEKLY;BYDAY=MO', '.RRULE');
  const excluded = isObject(value) ? (value['EXDATE'] ?? '') : '';
  const dates = typeof excluded === 'string' ? excludedDates(excluded) : null;
  if (dates === null)
    return expected('jsonobject', 'must be dates with commas between them: YYYY-MM-DD,YYYY-MM-DD', '.EXDATE');
  return accept({ RRULE: rule, ...(dates.length > 0 && { EXDATE: dates.join(',') }) });
}

const MOST_EXCLUDED_DATES = 1_000;

/** The dates on which a series has no regular occurrence, in order; `null` if one is no date, or they are too many. */
function excludedDates(text: string): readonly string[] | null {
  const dates = text
    .split(',')
    .map((date) => date.trim())
    .filter((date) => date !== '');
  const valid = dates.every((date) => /^\d{4}-\d\d-\d\d$/.test(date) && checkDate(date).ok);
  return valid && dates.length <= MOST_EXCLUDED_DATES ? [...new Set(dates)].toSorted() : null;
}
