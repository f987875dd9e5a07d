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
 * Whether record and item repeat alike, each in its own words: a rule may leave unsaid what its start says, and write its
 * end in several ways.
 */
export function repeatAlike(record: Canonical, item: Canonical): boolean {
  const [ofRecord, ofItem] = [record['recurrence'], item['recurrence']];
  if (ofRecord === ofItem || (isEmpty(ofRecord) && isEmpty(ofItem))) return true;
  const zone = typeof item['timeZone'] === 'string' ? item['timeZone'] : 'UTC';
  const meaning = meaningOf(recurrenceOf(record, zone));
  return meaning !== null && meaning === meaningOf(recurrenceOf(item, zone));
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
