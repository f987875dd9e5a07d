import type { Canonical } from './canonical.ts';
import { recurrenceOf } from './series.ts';

/**
 * Which meetings a sync is about, and which of them a reading of the calendar tells of. A calendar's **start** is set when
 * it is first read and never moves, so that a meeting leaves the sync by nothing but somebody's moving it. A **window** is what
 * one reading covers; where it has an end, it moves on, and what it leaves behind rests.
 */

const DAY_MS = 24 * 60 * 60_000;
/** Before the first reading: what ended earlier is left where it is, on either side. */
const DAYS_BACK = 30;
/** Of a window that has an end, from when it is set. */
const DAYS_AHEAD = 365;
/** So old a window with an end is moved on. */
const DAYS_OF_A_WINDOW = 28;
/** Graph shows at most 1,825 days of a calendar at once. */
const MOST_DAYS_BACK = 1_825 - DAYS_AHEAD;
/** So far outside of a window an item is still asked for when the window does not show it. */
const DAYS_OF_DOUBT = 31;

export interface ReadingWindow {
  readonly from: Date;
  /** Null where the reading tells of everything that is to come. */
  readonly to: Date | null;
}

const daysAfter = (time: Date | number, days: number): Date => new Date(Number(time) + days * DAY_MS);

/** The start of a calendar that is read for the first time. */
export const startOfCalendar = (now: Date): Date => daysAfter(now, -DAYS_BACK);

/**
 * The next window with an end. It reaches back to where the last complete round left off, or the former window ended, so that
 * no meeting of a long pause is skipped.
 */
export function nextWindow(
  now: Date,
  start: Date,
  { readAt, to }: { readonly readAt: Date | null; readonly to: Date | null },
): { readonly from: Date; readonly to: Date } {
  const known = Math.min(...[now, readAt ?? now, to ?? now].map(Number));
  const from = Math.max(
    Number(start),
    Number(daysAfter(known, -DAYS_BACK)),
    Number(daysAfter(now, -MOST_DAYS_BACK)),
  );
  return { from: new Date(from), to: daysAfter(now, DAYS_AHEAD) };
}

/** Whether a window has been standing long enough. */
export const isDueToMove = ({ to }: Pick<ReadingWindow, 'to'>, now: Date): boolean =>
  to !== null && to < daysAfter(now, DAYS_AHEAD - DAYS_OF_A_WINDOW);

/**
 * Whether an item, as it was last seen, lies so far outside of a window that a reading which does not show it says nothing of
 * it. Of a series that is never so: it may have an occurrence anywhere.
 */
export function restsOutside(values: Canonical, { from, to }: ReadingWindow): boolean {
  if (to === null || typeof values['recurrence'] === 'string') return false;
  const [start, end] = [timeOf(values['start']), timeOf(values['end'])];
  if (start === null || end === null) return false;
  return end < Number(daysAfter(from, -DAYS_OF_DOUBT)) || start > Number(daysAfter(to, DAYS_OF_DOUBT));
}

/** Whether a meeting, or the last occurrence of a series, ended before the calendar's start. In doubt it did not. */
export function isLongPast(values: Canonical, start: Date): boolean {
  const end = timeOf(values['end']);
  if (end === null) return false;
  const repeats = typeof values['recurrence'] === 'string';
  return (repeats ? lastEnd(values, end) : end) < Number(start);
}

/** The most days that one interval takes: the 31st and the 29th of February are not in every month and year. */
const MOST_DAYS: Readonly<Record<string, number>> = {
  daily: 1,
  weekly: 7,
  absoluteMonthly: 62,
  relativeMonthly: 62,
  absoluteYearly: 8 * 366,
  relativeYearly: 2 * 366,
};

/** When the last occurrence of a series has ended at the latest; `Infinity` where that is not known. */
function lastEnd(values: Canonical, end: number): number {
  const { pattern, range } = recurrenceOf(values, 'UTC') ?? {};
  const last = range?.type === 'endDate' ? timeOf(range.endDate) : null;
  // The end of an occurrence may be days after its beginning, and the zone is not known.
  if (last !== null) return last + (end - (timeOf(values['start']) ?? end)) + 2 * DAY_MS;
  const days = MOST_DAYS[pattern?.type ?? ''];
  const count = range?.type === 'numbered' ? range.numberOfOccurrences : null;
  if (days === undefined || typeof count !== 'number') return Number.POSITIVE_INFINITY;
  return end + count * (pattern?.interval ?? 1) * days * DAY_MS;
}

function timeOf(value: unknown): number | null {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}
