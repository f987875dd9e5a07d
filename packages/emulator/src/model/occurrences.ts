import { occurrenceId } from './ids.ts';
import { datesOf, isOnDate } from './recurrence.ts';
import type { EventFields, EventRow, Schedule, WallTime } from './rows.ts';
import { DAY_MS, addDays, daysBetween, toInstant, toLocal } from './zones.ts';

export type EventType = 'singleInstance' | 'occurrence' | 'exception' | 'seriesMaster';

/** An event as a client sees it: a stored event, or one occurrence of a series with what it overrides. */
export interface EventView {
  readonly id: string;
  readonly type: EventType;
  readonly row: EventRow;
  /** The original date, for occurrences and exceptions. */
  readonly date: string | null;
  readonly fields: EventFields;
  readonly start: WallTime;
  readonly end: WallTime;
  readonly startMs: number;
  readonly endMs: number;
  /** Its last change: the version its change key is made of. */
  readonly version: number;
}

/** A span of time in milliseconds; the end is exclusive. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** The stored event itself: a single instance or a series master. */
export function viewOf(row: EventRow): EventView {
  const { start, end, recurrence } = row.schedule;
  return {
    id: row.id,
    type: recurrence ? 'seriesMaster' : 'singleInstance',
    row,
    date: null,
    fields: row.fields,
    start,
    end,
    startMs: toInstant(start),
    endMs: toInstant(end),
    version: row.seq,
  };
}

/** One occurrence of a series by its original date; undefined if the series has none there or it was deleted. */
export function occurrenceOn(row: EventRow, date: string): EventView | undefined {
  if (!row.schedule.recurrence || row.cancelled.includes(date)) return undefined;
  return isOnDate(row.schedule.recurrence, date) ? occurrenceView(row, date) : undefined;
}

/** The exceptions of a series, wherever they are now, in the order of their original dates. */
export function exceptionsOf(row: EventRow): EventView[] {
  return Object.keys(row.overrides)
    .toSorted()
    .map((date) => occurrenceView(row, date));
}

/** What of a stored event lies in a window: itself if it is single, otherwise its occurrences and exceptions. */
export function viewsWithin(row: EventRow, window: Window): EventView[] {
  if (!row.schedule.recurrence) return [viewOf(row)].filter((view) => overlaps(view, window));
  const regular = occurrenceDates(row.schedule, window)
    .filter((date) => !(date in row.overrides) && !row.cancelled.includes(date))
    .map((date) => occurrenceView(row, date));
  return [...regular, ...exceptionsOf(row)]
    .filter((view) => overlaps(view, window))
    .toSorted((a, b) => a.startMs - b.startMs);
}

export function overlaps(
  { startMs, endMs }: { startMs: number; endMs: number },
  { from, to }: Window,
): boolean {
  return startMs < to && (endMs > from || startMs >= from);
}

/** Original dates whose regular times touch the window. */
export function occurrenceDates(schedule: Schedule, { from, to }: Window): string[] {
  if (!schedule.recurrence) return [];
  const { days } = shape(schedule);
  const first = toLocal(from - DAY_MS, schedule.start.iana).slice(0, 10);
  const dates: string[] = [];
  for (const date of datesOf(schedule.recurrence, addDays(first, -days))) {
    const { start, end } = timesOn(schedule, date);
    const startMs = toInstant(start);
    if (startMs >= to) break;
    if (overlaps({ startMs, endMs: toInstant(end) }, { from, to })) dates.push(date);
  }
  return dates;
}

/** The regular start and end of the occurrence on a date, in the zone of the series' start. */
export function timesOn(
  schedule: Schedule,
  date: string,
): { readonly start: WallTime; readonly end: WallTime } {
  const { start } = schedule;
  const { days, endTime } = shape(schedule);
  return {
    start: { ...start, local: date + start.local.slice(10) },
    end: { ...start, local: addDays(date, days) + endTime },
  };
}

/** How many days after its start an event ends, and at what time, in the zone of the start. */
function shape({ start, end }: Schedule): { readonly days: number; readonly endTime: string } {
  const local = end.iana === start.iana ? end.local : toLocal(toInstant(end), start.iana);
  return { days: daysBetween(start.local.slice(0, 10), local.slice(0, 10)), endTime: local.slice(10) };
}

function occurrenceView(row: EventRow, date: string): EventView {
  const override = row.overrides[date];
  const regular = timesOn(row.schedule, date);
  const start = override?.start ?? regular.start;
  const end = override?.end ?? regular.end;
  return {
    id: occurrenceId(row.id, date),
    type: override ? 'exception' : 'occurrence',
    row,
    date,
    fields: { ...row.fields, ...override?.fields },
    start,
    end,
    startMs: toInstant(start),
    endMs: toInstant(end),
    version: Math.max(row.contentSeq, override?.seq ?? 0),
  };
}
