import type { Canonical } from './canonical.ts';
import type { GraphRecurrence, GraphRecurrencePattern } from './graph-shapes.ts';
import { addDays, dateOf, instantIn } from './instants.ts';
import { recurrenceOf } from './series.ts';

/** Dates that were asked for, both inclusive, and how many of them at most. */
export interface DateWindow {
  readonly from: string;
  readonly to: string;
  readonly most: number;
}

/** No series is followed further than this many periods from where it is looked at: some 27 years of days. */
const MOST_PERIODS = 10_000;

/**
 * The dates in a window on which a series takes place by its pattern, in order, those that it leaves out included; as Microsoft
 * counts them: a month that is too short has the meeting on its last day. Empty where a meeting does not repeat.
 */
export function seriesDates(series: Canonical, zone: string, { from, to, most }: DateWindow): string[] {
  const recurrence = recurrenceOf(series, zone);
  const dates: string[] = [];
  if (recurrence === null) return dates;
  for (const date of datesFrom(recurrence, from)) {
    if (date > to || dates.length === most) break;
    dates.push(date);
  }
  return dates;
}

/** A series' rule in two: until before a date, and from it on. `null` where the date is its first, or none of its dates. */
export function splitRule(
  series: Canonical,
  zone: string,
  date: string,
): { readonly before: string; readonly after: string } | null {
  const rule = series['recurrence'];
  if (typeof rule !== 'string') return null;
  const all = { from: '0001-01-01', most: MOST_PERIODS };
  const earlier = seriesDates(series, zone, { ...all, to: addDays(date, -1) ?? date });
  const [found] = seriesDates(series, zone, { from: date, to: date, most: 1 });
  if (found === undefined || earlier.length === 0) return null;
  const parts = rule.split(';');
  const endless = parts.filter((part) => !/^(COUNT|UNTIL)=/i.test(part));
  const count = parts.flatMap((part) => /^COUNT=(\d+)$/i.exec(part)?.[1] ?? [])[0];
  const rest = count === undefined ? parts : [...endless, `COUNT=${Number(count) - earlier.length}`];
  const last = addDays(date, -1) ?? date;
  const end = series['allDay'] === true ? last : (instantIn(`${last}T23:59:00`, zone) ?? last);
  return { before: [...endless, `UNTIL=${end.replace(/[-:]/g, '')}`].join(';'), after: rest.join(';') };
}

function* datesFrom({ pattern, range }: GraphRecurrence, from: string): Generator<string, undefined> {
  const startDate = range?.startDate ?? '';
  if (!pattern || !range || dateOf(startDate) === null) return undefined;
  // A numbered series is counted from its start; the others may skip the periods before the window.
  const first = range.type === 'numbered' ? 0 : periodBefore(pattern, startDate, from);
  let count = 0;
  for (let period = first; period < first + MOST_PERIODS; period += 1) {
    for (const date of datesOfPeriod(pattern, startDate, period)) {
      if (date < startDate) continue;
      if (range.endDate && date > range.endDate) return undefined;
      count += 1;
      if (range.numberOfOccurrences && count > range.numberOfOccurrences) return undefined;
      if (date >= from) yield date;
    }
  }
  return undefined;
}

const LONGEST_PERIOD_DAYS: Readonly<Record<string, number>> = { daily: 1, weekly: 7 };

function periodBefore({ type, interval }: GraphRecurrencePattern, startDate: string, from: string): number {
  const kind = type ?? '';
  const days = LONGEST_PERIOD_DAYS[kind] ?? (kind.endsWith('Yearly') ? 366 : 31);
  return Math.max(0, Math.floor(daysBetween(startDate, from) / (days * (interval ?? 1))) - 1);
}

/** The dates in the n-th repetition of the pattern's unit, counted from the one that the series begins in. */
function datesOfPeriod(pattern: GraphRecurrencePattern, startDate: string, period: number): string[] {
  const steps = period * (pattern.interval ?? 1);
  const [year = 0, month = 1] = startDate.split('-').map(Number);
  const byMonth = pattern.type?.endsWith('Yearly')
    ? { year: year + steps, month: (pattern.month ?? month) - 1 }
    : { year, month: month - 1 + steps };
  switch (pattern.type) {
    case 'daily':
      return [plusDays(startDate, steps)];
    case 'weekly': {
      const firstDay = DAYS.indexOf(pattern.firstDayOfWeek ?? 'sunday');
      const week = plusDays(startDate, 7 * steps - ((weekday(startDate) - firstDay + 7) % 7));
      return (pattern.daysOfWeek ?? [])
        .map((day) => plusDays(week, (DAYS.indexOf(day) - firstDay + 7) % 7))
        .toSorted();
    }
    case 'absoluteMonthly':
    case 'absoluteYearly':
      return [dayOfMonth(byMonth, pattern.dayOfMonth ?? 1)];
    case 'relativeMonthly':
    case 'relativeYearly':
      return weekdaysOfMonth(byMonth, pattern);
    default:
      return [];
  }
}

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const INDEXES = ['first', 'second', 'third', 'fourth', 'last'];

/** `month` counts from 0 and may be beyond the year. */
interface MonthOfYear {
  readonly year: number;
  readonly month: number;
}

function dayOfMonth({ year, month }: MonthOfYear, day: number): string {
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return textOf(Date.UTC(year, month, Math.min(day, last)));
}

function weekdaysOfMonth(of: MonthOfYear, { daysOfWeek, index }: GraphRecurrencePattern): string[] {
  const wanted = (daysOfWeek ?? []).map((day) => DAYS.indexOf(day));
  const first = dayOfMonth(of, 1);
  const dates = Array.from({ length: 31 }, (_, day) => plusDays(first, day))
    .filter((date) => date.slice(0, 7) === first.slice(0, 7))
    .filter((date) => wanted.includes(weekday(date)));
  return dates.slice(index === 'last' ? -1 : INDEXES.indexOf(index ?? 'first')).slice(0, 1);
}

const DAY_MS = 24 * 60 * 60_000;
const midnight = (date: string): number => Date.parse(`${date}T00:00:00Z`);
const textOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);
const plusDays = (date: string, days: number): string => textOf(midnight(date) + days * DAY_MS);
const daysBetween = (from: string, to: string): number =>
  Math.round((midnight(to) - midnight(from)) / DAY_MS);
const weekday = (date: string): number => new Date(midnight(date)).getUTCDay();
