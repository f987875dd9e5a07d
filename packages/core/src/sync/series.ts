import type { Canonical } from './canonical.ts';
import { isEmpty } from './equality.ts';
import type { GraphRecurrence } from './graph-shapes.ts';
import { wallTimeOf } from './instants.ts';
import { fromRrule } from './recurrence.ts';

/** What a zone's clocks show at a meeting's start or end; of an all-day one, the midnight with which the date begins. */
export function meetingWallTime(meeting: Canonical, name: 'start' | 'end', zone: string): string | null {
  const value = meeting[name];
  if (typeof value !== 'string' || value === '') return null;
  return meeting['allDay'] === true ? `${value}T00:00:00` : wallTimeOf(value, zone);
}

/** How a meeting repeats, its dates being those of the zone; `null` when it does not, or in no way that Graph knows. */
export function recurrenceOf(meeting: Canonical, timeZone: string): GraphRecurrence | null {
  const rule = meeting['recurrence'];
  const start = meetingWallTime(meeting, 'start', timeZone);
  if (typeof rule !== 'string' || start === null) return null;
  return fromRrule(rule, {
    timeZone,
    allDay: meeting['allDay'] === true,
    startDate: start.slice(0, 10),
    startTime: start.slice(11, 16),
  });
}

/**
 * Whether two forms of a meeting repeat alike: a rule may leave unsaid what its start says, and write its end in several
 * ways. The zone is the one that either knows, since the CRM has none.
 */
export function repeatAlike(left: Canonical, right: Canonical): boolean {
  const [ofLeft, ofRight] = [left['recurrence'], right['recurrence']];
  if (ofLeft === ofRight || (isEmpty(ofLeft) && isEmpty(ofRight))) return true;
  const zone = [right['timeZone'], left['timeZone']].find((name) => typeof name === 'string') ?? 'UTC';
  const meaning = meaningOf(recurrenceOf(left, zone));
  return meaning !== null && meaning === meaningOf(recurrenceOf(right, zone));
}

function meaningOf(recurrence: GraphRecurrence | null): string | null {
  const { pattern, range } = recurrence ?? {};
  if (!pattern || !range) return null;
  return JSON.stringify([
    pattern.type,
    pattern.interval,
    pattern.dayOfMonth,
    pattern.month,
    pattern.index,
    pattern.daysOfWeek?.toSorted(),
    // Where a week begins decides nothing about every week.
    pattern.interval === 1 ? null : pattern.firstDayOfWeek,
    range.type,
    range.endDate,
    range.numberOfOccurrences,
  ]);
}
