import { occurrenceId } from './ids.ts';
import {
  type EventView,
  type Window,
  exceptionsOf,
  occurrenceDates,
  overlaps,
  viewOf,
  viewsWithin,
} from './occurrences.ts';
import type { EventRow, Schedule } from './rows.ts';
import { DAY_MS } from './zones.ts';

/** One row of a delta page: something as it is now, or the id of something that went away. */
export type DeltaRow<T> = { readonly live: T } | { readonly removed: string };

/** From where a round counts. Both are positions in the emulator's history. */
export interface Since {
  /** What changed later is sent; 0 in a first round. */
  readonly changes: number;
  /** What went away later is sent; in a first round, the position at which it began. */
  readonly removals: number;
}

/** The rows of `events/delta` for one changed event: singles, masters and exceptions, never regular occurrences. */
export function eventRows(row: EventRow, since: Since, from: number | undefined): DeltaRow<EventView>[] {
  const exceptionIds = Object.keys(row.overrides).map((date) => occurrenceId(row.id, date));
  if (row.gone) return removed(since, row.seq, [row.id, ...exceptionIds]);
  if (from !== undefined && !endsAfter(row, from)) {
    return removed(since, row.seq, [row.id, ...exceptionIds]);
  }
  const graves = Object.entries(row.graves)
    .filter(([date, seq]) => !(date in row.overrides) && seq > since.removals)
    .map(([date]) => occurrenceId(row.id, date));
  const exceptions = exceptionsOf(row).filter((view) => view.version > since.changes);
  return [...[viewOf(row), ...exceptions].map((live) => ({ live })), ...removed(since, row.seq, graves)];
}

/**
 * The rows of `calendarView/delta` for one changed event: what of it lies in the window now, and the ids of what does
 * not (any more). A change of one occurrence sends that one; a change of the series sends all of them.
 */
export function calendarViewRows(
  row: EventRow,
  since: Since,
  window: Window,
  withMasters: boolean,
): DeltaRow<EventView>[] {
  // Without a row of its own a master is not named when it goes, either.
  const named = withMasters || !row.schedule.recurrence ? [row.id] : [];
  const formerIds = row.former
    .filter(({ until }) => until > since.removals)
    .flatMap(({ schedule }) => idsWithin(row.id, schedule, window));
  const exceptionIds = Object.keys(row.overrides).map((date) => occurrenceId(row.id, date));
  if (row.gone) {
    const ids = [...named, ...idsWithin(row.id, row.schedule, window), ...exceptionIds, ...formerIds];
    return removed(since, row.seq, ids);
  }
  const present = viewsWithin(row, window);
  const master = withMasters && row.schedule.recurrence && present.length > 0 ? [viewOf(row)] : [];
  const live = [...master, ...present];
  const liveIds = new Set(live.map((view) => view.id));
  const graves = Object.entries(row.graves)
    .filter(([, seq]) => seq > since.removals)
    .map(([date]) => occurrenceId(row.id, date));
  const moved = exceptionsOf(row)
    .filter((view) => view.version > since.removals && !overlaps(view, window))
    .map((view) => view.id);
  const outside = present.length === 0 || !row.schedule.recurrence ? named : [];
  const absent = [...outside, ...formerIds, ...graves, ...moved].filter((id) => !liveIds.has(id));
  return [
    ...live.filter((view) => view.version > since.changes).map((view) => ({ live: view })),
    ...removed(since, row.seq, absent),
  ];
}

function removed(since: Since, seq: number, ids: readonly string[]): { removed: string }[] {
  return seq > since.removals ? [...new Set(ids)].map((id) => ({ removed: id })) : [];
}

function idsWithin(id: string, schedule: Schedule, window: Window): string[] {
  if (!schedule.recurrence) return [id];
  return occurrenceDates(schedule, window).map((date) => occurrenceId(id, date));
}

/** How far ahead a series is looked through for an occurrence; an endless one needs no look. */
const AHEAD_MS = 30 * 366 * DAY_MS;

/** Whether an event, or any occurrence of a series, ends after `from`. */
function endsAfter(row: EventRow, from: number): boolean {
  const endless = row.schedule.recurrence?.range.type === 'noEnd';
  return endless || viewsWithin(row, { from, to: from + AHEAD_MS }).length > 0;
}
