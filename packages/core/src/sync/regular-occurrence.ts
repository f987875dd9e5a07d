import type { Canonical } from './canonical.ts';
import { elementsOf, sayTheSame } from './equality.ts';
import { FIELDS } from './fields.ts';
import { addDays, instantIn } from './instants.ts';
import type { Bases, RegularOccurrence, SeenItem } from './link.ts';
import { meetingWallTime } from './series.ts';

/** A series with a link: what both sides hold of it, and what they held when they last agreed. */
export interface SeriesPair {
  readonly itemId: string;
  readonly item: SeenItem;
  readonly record: Canonical;
  readonly bases: Bases | null;
}

/**
 * The occurrence of a date as its series has it, for a record that has come to stand in its place: what differs from it
 * was edited. Undefined while a side is about to move the series, which would undo the edit. A date that the CRM left out
 * already when both sides were found to be one is no edit, so its meeting begins with what each side holds.
 */
export function regularOccurrence(
  { itemId, item, record, bases }: SeriesPair,
  date: string,
): RegularOccurrence | undefined {
  if (bases === null) return undefined;
  const isSettled = PATTERN.every(
    (spec) => sayTheSame(spec, bases.crm, record) && sayTheSame(spec, bases.microsoft, item.values),
  );
  if (!isSettled) return undefined;
  const regular = { seriesItemId: itemId, date };
  if (elementsOf(bases.crm['excludedDates']).includes(date)) return { ...regular, bases: null };
  const zone = zoneOf(item.values);
  const [crm, microsoft] = [onDate(bases.crm, date, zone), onDate(bases.microsoft, date, zone)];
  return { ...regular, bases: crm !== null && microsoft !== null ? { crm, microsoft } : null };
}

const PATTERN = FIELDS.meetings.filter(({ timing, kind }) => timing === true && kind === 'scalar');

const zoneOf = ({ timeZone }: Canonical): string => (typeof timeZone === 'string' ? timeZone : 'UTC');

/** A series' meeting on another date, at the same time of day in its zone; `null` when it has no times. */
export function onDate(series: Canonical, date: string, zone: string): Canonical | null {
  const from = meetingWallTime(series, 'start', zone);
  const to = meetingWallTime(series, 'end', zone);
  if (from === null || to === null) return null;
  const days = Math.round((Date.parse(date) - Date.parse(from.slice(0, 10))) / DAY_MS);
  const moved = (wallTime: string): string | null => {
    const day = addDays(wallTime.slice(0, 10), days);
    return series['allDay'] === true || day === null ? day : instantIn(`${day}${wallTime.slice(10)}`, zone);
  };
  return { ...series, start: moved(from), end: moved(to), recurrence: null, excludedDates: [] };
}

const DAY_MS = 24 * 60 * 60_000;
