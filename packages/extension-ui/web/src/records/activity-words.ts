import { text } from '../text.ts';

/** How a meeting or task repeats, and when it reminds: what the record holds for programs, in words. */

const UNITS = { DAILY: 'day', WEEKLY: 'week', MONTHLY: 'month', YEARLY: 'year' } as const;

/** `{ RRULE: 'FREQ=WEEKLY;INTERVAL=2;COUNT=5' }` as "Every 2 weeks, 5 times". */
export function repetitionWords(value: unknown): string {
  const rule = memberOf(value, 'RRULE');
  if (typeof rule !== 'string') return text.none;
  const parts = new Map(
    rule.split(';').map((part) => {
      const [name = '', ...rest] = part.split('=');
      return [name, rest.join('=')] as const;
    }),
  );
  const unit = Object.entries(UNITS).find(([name]) => name === parts.get('FREQ'))?.[1];
  if (unit === undefined) return text.records.repeats;
  const until = /^(\d{4})(\d\d)(\d\d)/.exec(parts.get('UNTIL') ?? '');
  return text.records.repetition({
    unit,
    interval: Number(parts.get('INTERVAL') ?? 1),
    count: parts.has('COUNT') ? Number(parts.get('COUNT')) : null,
    until: until === null ? null : new Date(`${until[1]}-${until[2]}-${until[3]}T00:00:00Z`),
    leftOut: datesIn(memberOf(value, 'EXDATE')),
  });
}

const datesIn = (dates: unknown): readonly Date[] =>
  typeof dates === 'string' && dates !== ''
    ? dates.split(',').map((date) => new Date(`${date}T00:00:00Z`))
    : [];

/** `[{ unit: 15, period: 'minutes' }]` as "15 minutes before". */
export function reminderWords(value: unknown): string {
  const reminders: readonly unknown[] = Array.isArray(value) ? value : [value];
  const words = reminders.flatMap((reminder) => {
    const [unit, period] = [memberOf(reminder, 'unit'), memberOf(reminder, 'period')];
    return typeof unit === 'number' && typeof period === 'string'
      ? [text.records.reminder(unit, period)]
      : [];
  });
  return words.length === 0 ? text.none : words.join(', ');
}

/** The instant at which `{ ALARM: '…;TRIGGER=DATE-TIME:…' }` goes off. */
export function alarmIn(value: unknown): string | null {
  const alarm = memberOf(value, 'ALARM');
  const at = typeof alarm === 'string' ? /TRIGGER=DATE-TIME:(.+)$/.exec(alarm)?.[1] : undefined;
  return at === undefined || Number.isNaN(Date.parse(at)) ? null : at;
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).find(([member]) => member === name)?.[1]
    : undefined;
