import type { GraphRecurrence, GraphRecurrencePattern, GraphRecurrenceRange } from './graph-shapes.ts';
import { addDays, dateOf, instantIn, wallTimeOf } from './instants.ts';

/**
 * Graph's patternedRecurrence and RFC 5545's RRULE. Six patterns times three ranges have a counterpart; several
 * rules, hourly ones, BYSETPOS beyond a weekday's first to last, EXDATE and RDATE have none, and `null` says so.
 */

const DAYS = [
  ['SU', 'sunday'],
  ['MO', 'monday'],
  ['TU', 'tuesday'],
  ['WE', 'wednesday'],
  ['TH', 'thursday'],
  ['FR', 'friday'],
  ['SA', 'saturday'],
] as const;
const CODE_OF_DAY: ReadonlyMap<string, string> = new Map(DAYS.map(([code, day]) => [day, code]));
const DAY_OF_CODE: ReadonlyMap<string, string> = new Map(DAYS.map(([code, day]) => [code, day]));

const INDEXES = [
  ['first', 1],
  ['second', 2],
  ['third', 3],
  ['fourth', 4],
  ['last', -1],
] as const;
const POSITION_OF_INDEX: ReadonlyMap<string, number> = new Map(INDEXES);
const INDEX_OF_POSITION: ReadonlyMap<number, string> = new Map(
  INDEXES.map(([index, position]) => [position, index]),
);

/** A series' own zone and whether it is all-day: the two things that decide how UNTIL is written. */
export interface SeriesTimes {
  readonly timeZone: string;
  readonly allDay: boolean;
}

/** `null` when there is no recurrence, or none that can be written as a rule. */
export function toRrule(recurrence: GraphRecurrence | null | undefined, times: SeriesTimes): string | null {
  const { pattern, range } = recurrence ?? {};
  if (!pattern || !range) return null;
  const parts = patternParts(pattern);
  const end = rangeParts(range, times);
  return parts === null || end === null ? null : [...parts, ...end].join(';');
}

function patternParts(pattern: GraphRecurrencePattern): string[] | null {
  const interval = pattern.interval ?? 1;
  const every = interval > 1 ? [`INTERVAL=${interval}`] : [];
  const codes = (pattern.daysOfWeek ?? []).flatMap((day) => CODE_OF_DAY.get(day.toLowerCase()) ?? []);
  const days = DAYS.map(([code]) => code).filter((code) => codes.includes(code));
  const byDay = `BYDAY=${days.join(',')}`;
  const position = POSITION_OF_INDEX.get((pattern.index ?? 'first').toLowerCase());
  const relative = days.length === 1 ? [`BYDAY=${position}${days[0]}`] : [byDay, `BYSETPOS=${position}`];
  switch (pattern.type?.toLowerCase()) {
    case 'daily':
      return ['FREQ=DAILY', ...every];
    case 'weekly': {
      if (days.length === 0) return null;
      const start = CODE_OF_DAY.get((pattern.firstDayOfWeek ?? 'sunday').toLowerCase());
      // RFC 5545 begins weeks on Monday unless told, Graph on Sunday.
      return [
        'FREQ=WEEKLY',
        ...every,
        byDay,
        ...(start === undefined || start === 'MO' ? [] : [`WKST=${start}`]),
      ];
    }
    case 'absolutemonthly':
      return pattern.dayOfMonth ? ['FREQ=MONTHLY', ...every, `BYMONTHDAY=${pattern.dayOfMonth}`] : null;
    case 'relativemonthly':
      return days.length === 0 ? null : ['FREQ=MONTHLY', ...every, ...relative];
    case 'absoluteyearly':
      return pattern.dayOfMonth && pattern.month
        ? ['FREQ=YEARLY', ...every, `BYMONTH=${pattern.month}`, `BYMONTHDAY=${pattern.dayOfMonth}`]
        : null;
    case 'relativeyearly':
      return days.length === 0 || !pattern.month
        ? null
        : ['FREQ=YEARLY', ...every, `BYMONTH=${pattern.month}`, ...relative];
    default:
      return null;
  }
}

/** UNTIL of timed series is an instant in UTC as the standard demands: the last moment of the end date. */
function rangeParts(range: GraphRecurrenceRange, times: SeriesTimes): string[] | null {
  switch (range.type?.toLowerCase()) {
    case 'noend':
      return [];
    case 'numbered':
      return range.numberOfOccurrences ? [`COUNT=${range.numberOfOccurrences}`] : null;
    case 'enddate': {
      const date = dateOf(range.endDate ?? '');
      if (date === null) return null;
      if (times.allDay) return [`UNTIL=${compact(date)}`];
      const instant = instantIn(`${date}T23:59:00`, times.timeZone);
      return instant === null ? null : [`UNTIL=${compact(instant)}`];
    }
    default:
      return null;
  }
}

const compact = (text: string): string => text.replace(/[-:]/g, '');

/** Where a series begins, in its own zone. */
export interface SeriesStart extends SeriesTimes {
  /** The date of the first occurrence. */
  readonly startDate: string;
  /** 'HH:mm' at which occurrences begin; midnight when not given. */
  readonly startTime?: string;
}

/** `null` when Graph has no such pattern. */
export function fromRrule(rrule: string, times: SeriesStart): GraphRecurrence | null {
  const parts = new Map(
    rrule
      .replace(/^RRULE:/i, '')
      .split(';')
      .map((part) => {
        const [name = '', value = ''] = part.split('=');
        return [name.toUpperCase(), value.toUpperCase()];
      }),
  );
  const pattern = patternOf(parts, times.startDate);
  const range = rangeOf(parts, times);
  return pattern === null || range === null ? null : { pattern, range };
}

const KNOWN_PARTS = /^(FREQ|INTERVAL|BYDAY|BYMONTHDAY|BYMONTH|BYSETPOS|WKST|UNTIL|COUNT|DTSTART)$/;

function patternOf(parts: ReadonlyMap<string, string>, startDate: string): GraphRecurrencePattern | null {
  if (![...parts.keys()].every((name) => KNOWN_PARTS.test(name))) return null;
  const interval = Number(parts.get('INTERVAL') ?? 1);
  if (!Number.isInteger(interval) || interval < 1) return null;
  const byDay = daysOf(parts);
  if (byDay === null) return null;
  const { days, position } = byDay;
  const dayOfMonth = Number(parts.get('BYMONTHDAY') ?? startDate.slice(8, 10));
  const month = Number(parts.get('BYMONTH') ?? startDate.slice(5, 7));
  if (!(dayOfMonth >= 1 && dayOfMonth <= 31) || !(month >= 1 && month <= 12)) return null;
  const index = INDEX_OF_POSITION.get(position ?? 0);
  const relative = days.length > 0;
  if (relative && parts.has('BYMONTHDAY')) return null;
  switch (parts.get('FREQ')) {
    case 'DAILY':
      return relative || parts.has('BYMONTHDAY') || parts.has('BYMONTH') ? null : { type: 'daily', interval };
    case 'WEEKLY': {
      if (position !== null || parts.has('BYMONTHDAY') || parts.has('BYMONTH')) return null;
      const firstDayOfWeek = DAY_OF_CODE.get(parts.get('WKST') ?? 'MO') ?? 'monday';
      return {
        type: 'weekly',
        interval,
        daysOfWeek: relative ? days : [weekdayOf(startDate)],
        firstDayOfWeek,
      };
    }
    case 'MONTHLY':
      if (parts.has('BYMONTH') || (relative && index === undefined)) return null;
      if (!relative) return { type: 'absoluteMonthly', interval, dayOfMonth };
      return { type: 'relativeMonthly', interval, daysOfWeek: days, index: index ?? null };
    case 'YEARLY':
      if (relative && index === undefined) return null;
      if (!relative) return { type: 'absoluteYearly', interval, dayOfMonth, month };
      return { type: 'relativeYearly', interval, daysOfWeek: days, index: index ?? null, month };
    default:
      return null;
  }
}

/** Weekdays and the one position they may share: '-1FR', or BYSETPOS with several days. */
function daysOf(parts: ReadonlyMap<string, string>): { days: string[]; position: number | null } | null {
  const byDay = parts.get('BYDAY') ?? '';
  const setPosition = parts.has('BYSETPOS') ? Number(parts.get('BYSETPOS')) : null;
  if (byDay === '') return setPosition === null ? { days: [], position: null } : null;
  const days: string[] = [];
  let position = setPosition;
  for (const text of byDay.split(',')) {
    const match = /^([+-]?\d)?([A-Z]{2})$/.exec(text);
    const day = DAY_OF_CODE.get(match?.[2] ?? '');
    if (match === null || day === undefined) return null;
    if (match[1] !== undefined) {
      if (byDay.includes(',') || setPosition !== null) return null;
      position = Number(match[1]);
    }
    days.push(day);
  }
  return { days, position };
}

/** Sakamoto's rule: weekdays need no library. */
function weekdayOf(date: string): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const y = month < 3 ? year - 1 : year;
  const shift = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4][month - 1] ?? 0;
  const index = (y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + shift + day) % 7;
  return DAYS[index]?.[1] ?? 'sunday';
}

function rangeOf(parts: ReadonlyMap<string, string>, times: SeriesStart): GraphRecurrenceRange | null {
  const base = { startDate: times.startDate, recurrenceTimeZone: times.timeZone };
  const count = parts.get('COUNT');
  const until = parts.get('UNTIL');
  if (count !== undefined) {
    const numberOfOccurrences = Number(count);
    if (until !== undefined || !Number.isInteger(numberOfOccurrences) || numberOfOccurrences < 1) return null;
    return { type: 'numbered', ...base, numberOfOccurrences };
  }
  if (until === undefined) return { type: 'noEnd', ...base };
  const endDate = untilDate(until, times);
  return endDate === null ? null : { type: 'endDate', ...base, endDate };
}

/**
 * UNTIL as the last date in the series' zone on which an occurrence may begin; the CRM writes it with dashes. An instant
 * in UTC may fall on the next day of the zone and still before the occurrence of that day.
 */
function untilDate(until: string, { timeZone, startTime = '00:00' }: SeriesStart): string | null {
  const match = /^(\d{4})-?(\d{2})-?(\d{2})(?:T(\d{2}):?(\d{2}):?(\d{2})(Z?))?$/.exec(until);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second, utc] = match;
  const date = `${year}-${month}-${day}`;
  if (hour === undefined) return dateOf(date);
  const time = `${date}T${hour}:${minute}:${second}`;
  const last = utc === '' ? time : (wallTimeOf(`${time}Z`, timeZone) ?? '');
  const lastDate = dateOf(last);
  return lastDate === null || last.slice(11, 16) >= startTime ? lastDate : addDays(lastDate, -1);
}
