import { Temporal } from 'temporal-polyfill';
import { fromRrule } from '../sync/recurrence.ts';
import type { FieldMeta } from './field-meta.ts';

/** A value as it is stored, or what is wrong with it. `path` leads to the wrong part inside the value. */
export type CheckedValue =
  | { readonly ok: true; readonly value: unknown }
  | {
      readonly ok: false;
      readonly message: string;
      readonly details: Readonly<Record<string, unknown>>;
      readonly path?: string;
    };

const accept = (value: unknown): CheckedValue => ({ ok: true, value });
const refuse = (
  message: string,
  details: Readonly<Record<string, unknown>>,
  path?: string,
): CheckedValue => ({ ok: false, message, details, ...(path !== undefined && { path }) });

const expected = (type: string, message: string, path?: string): CheckedValue =>
  refuse(message, { expected_data_type: type }, path);

/** Checks a value that is not empty and brings it into the form in which it is stored. */
export function checkValue(meta: FieldMeta, value: unknown): CheckedValue {
  switch (meta.dataType) {
    case 'text':
    case 'textarea':
    case 'phone':
      return checkText(meta, value);
    case 'email':
      return checkEmail(meta, value);
    case 'picklist':
      return checkPick(meta, value);
    case 'boolean':
      return typeof value === 'boolean' ? accept(value) : expected('boolean', 'must be true or false');
    case 'date':
      return checkDate(value);
    case 'datetime':
      return checkInstant(value);
    case 'lookup':
    case 'ownerlookup':
    case 'bigint':
      return checkReference(value);
    case 'jsonarray':
      return checkList(value, MOST_PARTICIPANTS, checkParticipant);
    case 'multireminder':
      return checkList(value, MOST_REMINDERS, checkReminder);
    case 'ALARM':
      return checkAlarm(value);
    case 'RRULE':
      return checkRule(value);
  }
}

const MOST_PARTICIPANTS = 500;
const MOST_REMINDERS = 5;
const LONGEST_ADDRESS = 320;
const LONGEST_NAME = 255;

const EMAIL = /^[^\s@<>(),;:"[\]\\]+@[^\s@<>(),;:"[\]\\]+$/;
const ID = /^[0-9]{1,19}$/;
/** Line breaks and tabs are text; other control characters, NUL above all, cannot be stored or shown. */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;

function checkText(meta: FieldMeta, value: unknown): CheckedValue {
  if (typeof value !== 'string') return expected('text', 'must be text');
  if (CONTROL.test(value)) return expected('text', 'holds a control character');
  const text = value.trim();
  if (meta.length !== null && text.length > meta.length) {
    return refuse(`has at most ${meta.length} characters`, { maximum_length: meta.length });
  }
  return accept(text);
}

function checkEmail(meta: FieldMeta, value: unknown): CheckedValue {
  const checked = checkText(meta, value);
  if (!checked.ok || EMAIL.test(String(checked.value))) return checked;
  return expected('email', 'must be an e-mail address');
}

function checkPick(meta: FieldMeta, value: unknown): CheckedValue {
  if (typeof value === 'string' && meta.pickListValues.includes(value)) return accept(value);
  return refuse(`must be one of ${meta.pickListValues.join(', ')}`, {
    supported_values: meta.pickListValues,
  });
}

function checkDate(value: unknown): CheckedValue {
  if (
    typeof value === 'string' &&
    /^\d{4}-\d{2}-\d{2}$/.test(value) &&
    readable(() => Temporal.PlainDate.from(value))
  ) {
    return accept(value);
  }
  return expected('date', 'must be a date, written YYYY-MM-DD');
}

const INSTANT = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(:\d{2})?(?:\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** Kept in its own offset, without fractions, as the CRM writes it: `2026-03-01T09:00:00+01:00`. */
function checkInstant(value: unknown): CheckedValue {
  const match = typeof value === 'string' ? INSTANT.exec(value) : null;
  if (match === null || !readable(() => Temporal.Instant.from(match[0]))) {
    return expected('datetime', 'must be a date and time with an offset, written YYYY-MM-DDTHH:mm:ss+HH:mm');
  }
  const [, minute, second = ':00', offset] = match;
  return accept(`${minute}${second}${offset === 'Z' ? '+00:00' : offset}`);
}

function readable(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch (cause) {
    if (cause instanceof RangeError) return false;
    throw cause;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An id alone or an object with one; whose name it has is looked up, not believed. */
function checkReference(value: unknown): CheckedValue {
  const id = isObject(value) ? value['id'] : value;
  return typeof id === 'string' && ID.test(id)
    ? accept({ id })
    : expected('jsonobject', 'must be an object with an id');
}

function checkList(
  value: unknown,
  most: number,
  check: (element: Readonly<Record<string, unknown>>) => CheckedValue,
): CheckedValue {
  if (!Array.isArray(value)) return expected('jsonarray', 'must be a list');
  if (value.length > most) return refuse(`has at most ${most} elements`, { maximum_length: most });
  const list: unknown[] = [];
  for (const [index, element] of (value as readonly unknown[]).entries()) {
    const checked = isObject(element) ? check(element) : expected('jsonobject', 'must be an object');
    if (!checked.ok) return { ...checked, path: `[${index}]${checked.path ?? ''}` };
    list.push(checked.value);
  }
  return accept(list);
}

const PARTICIPANT_TYPES = ['email', 'contact', 'user', 'lead'] as const;

function checkParticipant(element: Readonly<Record<string, unknown>>): CheckedValue {
  const { type = 'email', participant, name = null, Email: email = null } = element;
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
  });
}

const isAddress = (value: unknown): boolean =>
  typeof value === 'string' && value.length <= LONGEST_ADDRESS && EMAIL.test(value);

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

function checkAlarm(value: unknown): CheckedValue {
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
function checkRule(value: unknown): CheckedValue {
  const rule = isObject(value) ? value['RRULE'] : null;
  const known =
    typeof rule === 'string' &&
    rule.length <= LONGEST_RULE &&
    fromRrule(rule, { timeZone: 'UTC', allDay: false, startDate: '2024-01-01' }) !== null;
  return known
    ? accept({ RRULE: rule })
    : expected('jsonobject', 'must be a recurrence rule such as FREQ=WEEKLY;BYDAY=MO', '.RRULE');
}
