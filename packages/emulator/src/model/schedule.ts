import { invalid } from './refusal.ts';
import { type Recurrence, firstDate } from './recurrence.ts';
import type { Schedule, WallTime } from './rows.ts';
import { addDays, daysBetween, toInstant } from './zones.ts';

const MIDNIGHT = 'T00:00:00.0000000';

/**
 * A schedule as Exchange stores it, or the refusal it gives: all-day events from midnight to midnight, recurring ones at
 * whole minutes and beginning on a day of their pattern.
 */
export function storedSchedule(schedule: Schedule): Schedule {
  const { start, end, isAllDay } = schedule;
  if (isAllDay) checkAllDay(start, end);
  if (toInstant(end) < toInstant(start)) {
    throw invalid(
      'The end date is earlier than the start date.',
      'ErrorCalendarEndDateIsEarlierThanStartDate',
    );
  }
  return schedule.recurrence ? onPattern(schedule, schedule.recurrence) : schedule;
}

/** Moves a series along with a start that was changed without its recurrence. */
export function follow(recurrence: Recurrence | null, start: WallTime): Recurrence | null {
  if (!recurrence) return null;
  return { ...recurrence, range: { ...recurrence.range, startDate: start.local.slice(0, 10) } };
}

/** Whether two schedules put their occurrences at the same times, apart from how long the series goes on. */
export function samePattern(a: Schedule, b: Schedule): boolean {
  const essence = ({ start, end, isAllDay, recurrence }: Schedule) => [
    isAllDay,
    start.iana,
    start.local.slice(10),
    toInstant(end) - toInstant(start),
    recurrence?.pattern,
  ];
  return JSON.stringify(essence(a)) === JSON.stringify(essence(b));
}

function checkAllDay(start: WallTime, end: WallTime): void {
  for (const [member, time] of [
    ['Start', start],
    ['End', end],
  ] as const) {
    if (time.local.slice(10) !== MIDNIGHT) {
      throw invalid(`The Event.${member} property for an all-day event needs to be set to midnight.`);
    }
  }
  if (start.iana !== end.iana || daysBetween(start.local.slice(0, 10), end.local.slice(0, 10)) < 1) {
    throw invalid('The duration of an all-day event must be at least 24 hours, in one time zone.');
  }
}

function onPattern(schedule: Schedule, recurrence: Recurrence): Schedule {
  const { range } = recurrence;
  const start = wholeMinutes(schedule.start);
  const end = wholeMinutes(schedule.end);
  if (range.startDate !== start.local.slice(0, 10)) {
    throw invalid(
      'The recurrence range must start on the date of the event.',
      'ErrorPropertyValidationFailure',
    );
  }
  if (range.type === 'endDate' && range.endDate < range.startDate) {
    throw invalid(
      'The end of the recurrence range is earlier than its start.',
      'ErrorCalendarEndDateIsEarlierThanStartDate',
    );
  }
  const date = firstDate(recurrence);
  if (date === undefined)
    throw invalid('The recurrence has no occurrences.', 'ErrorRecurrenceHasNoOccurrence');
  const shifted = daysBetween(range.startDate, date);
  return {
    ...schedule,
    start: shift(start, shifted),
    end: shift(end, shifted),
    recurrence: { ...recurrence, range: { ...range, startDate: date } },
  };
}

function wholeMinutes(time: WallTime): WallTime {
  return { ...time, local: `${time.local.slice(0, 16)}:00.0000000` };
}

function shift(time: WallTime, days: number): WallTime {
  if (days === 0) return time;
  return { ...time, local: addDays(time.local.slice(0, 10), days) + time.local.slice(10) };
}
