import { addDays, daysBetween } from './zones.ts';

export const DAYS_OF_WEEK = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
] as const;
export const WEEK_INDEXES = ['first', 'second', 'third', 'fourth', 'last'] as const;

export type DayOfWeek = (typeof DAYS_OF_WEEK)[number];
export type WeekIndex = (typeof WEEK_INDEXES)[number];

/** When a series repeats: Graph's six recurrence patterns, reduced to the members each of them uses. */
export type Pattern =
  | { readonly type: 'daily'; readonly interval: number }
  | {
      readonly type: 'weekly';
      readonly interval: number;
      readonly daysOfWeek: readonly DayOfWeek[];
      readonly firstDayOfWeek: DayOfWeek;
    }
  | { readonly type: 'absoluteMonthly'; readonly interval: number; readonly dayOfMonth: number }
  | {
      readonly type: 'relativeMonthly';
      readonly interval: number;
      readonly daysOfWeek: readonly DayOfWeek[];
      readonly index: WeekIndex;
    }
  | {
      readonly type: 'absoluteYearly';
      readonly interval: number;
      readonly dayOfMonth: number;
      readonly month: number;
    }
  | {
      readonly type: 'relativeYearly';
      readonly interval: number;
      readonly daysOfWeek: readonly DayOfWeek[];
      readonly month: number;
      readonly index: WeekIndex;
    };

/** How long a series repeats. Dates are `yyyy-mm-dd`, both inclusive. */
export type Range =
  | { readonly type: 'noEnd'; readonly startDate: string }
  | { readonly type: 'endDate'; readonly startDate: string; readonly endDate: string }
  | { readonly type: 'numbered'; readonly startDate: string; readonly numberOfOccurrences: number };

/** Graph's patternedRecurrence. */
export interface Recurrence {
  readonly pattern: Pattern;
  readonly range: Range;
  /** The zone's name as the client wrote it, if it did. */
  readonly recurrenceTimeZone?: string | undefined;
}

/** No series is followed further than this many periods from where one looks: some 27 years of days. */
const MAX_PERIODS = 10_000;

/** Exchange knows no later year. */
const LAST_DATE = '4500-12-31';

/**
 * The dates of a series in order, from the first one at or after `from`. Ends with the range; a consumer of an endless
 * series stops by itself, and after `MAX_PERIODS` periods it ends in any case.
 */
export function* datesOf(
  { pattern, range }: Recurrence,
  from = range.startDate,
): Generator<string, undefined> {
  const { startDate } = range;
  // A numbered range must be counted from its start; the others may skip the periods before `from`.
  const first = range.type === 'numbered' ? 0 : firstPeriod(pattern, daysBetween(startDate, from));
  let count = 0;
  for (let period = first; period < first + MAX_PERIODS; period++) {
    for (const date of datesInPeriod(pattern, startDate, period)) {
      if (date < startDate) continue;
      if (date > LAST_DATE || (range.type === 'endDate' && date > range.endDate)) return undefined;
      if (range.type === 'numbered' && ++count > range.numberOfOccurrences) return undefined;
      if (date >= from) yield date;
    }
  }
  return undefined;
}

/** The first date of a series at or after `from`. */
export function firstDate(recurrence: Recurrence, from?: string): string | undefined {
  return datesOf(recurrence, from).next().value;
}

/** Whether a series has an occurrence on a date. */
export function isOnDate(recurrence: Recurrence, date: string): boolean {
  return firstDate(recurrence, date) === date;
}

function firstPeriod(pattern: Pattern, days: number): number {
  return Math.max(0, Math.floor(days / (pattern.interval * LONGEST_PERIOD_DAYS[pattern.type])) - 1);
}

const LONGEST_PERIOD_DAYS: Record<Pattern['type'], number> = {
  daily: 1,
  weekly: 7,
  absoluteMonthly: 31,
  relativeMonthly: 31,
  absoluteYearly: 366,
  relativeYearly: 366,
};

/** The dates in the n-th repetition of the pattern's unit, counted from the one that holds `startDate`. */
function datesInPeriod(pattern: Pattern, startDate: string, period: number): string[] {
  const steps = period * pattern.interval;
  const year = Number(startDate.slice(0, 4));
  const month = Number(startDate.slice(5, 7)) - 1;
  switch (pattern.type) {
    case 'daily':
      return [addDays(startDate, steps)];
    case 'weekly': {
      const firstDay = DAYS_OF_WEEK.indexOf(pattern.firstDayOfWeek);
      const week = addDays(startDate, -((dayOfWeek(startDate) - firstDay + 7) % 7) + 7 * steps);
      return pattern.daysOfWeek
        .map((day) => addDays(week, (DAYS_OF_WEEK.indexOf(day) - firstDay + 7) % 7))
        .toSorted();
    }
    case 'absoluteMonthly':
      return [dayOfMonth(year, month + steps, pattern.dayOfMonth)];
    case 'relativeMonthly':
      return [weekdayOfMonth(year, month + steps, pattern)];
    case 'absoluteYearly':
      return [dayOfMonth(year + steps, pattern.month - 1, pattern.dayOfMonth)];
    case 'relativeYearly':
      return [weekdayOfMonth(year + steps, pattern.month - 1, pattern)];
  }
}

/** A day of a month, or the month's last day where it is shorter. `month` counts from 0 and may exceed 11. */
function dayOfMonth(year: number, month: number, day: number): string {
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(day, last))).toISOString().slice(0, 10);
}

function weekdayOfMonth(
  year: number,
  month: number,
  { daysOfWeek, index }: { readonly daysOfWeek: readonly DayOfWeek[]; readonly index: WeekIndex },
): string {
  const wanted = new Set<number>(daysOfWeek.map((day) => DAYS_OF_WEEK.indexOf(day)));
  const first = dayOfMonth(year, month, 1);
  const length = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const dates = Array.from({ length }, (_, day) => addDays(first, day)).filter((date) =>
    wanted.has(dayOfWeek(date)),
  );
  return dates.at(index === 'last' ? -1 : WEEK_INDEXES.indexOf(index)) ?? first;
}

function dayOfWeek(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}
